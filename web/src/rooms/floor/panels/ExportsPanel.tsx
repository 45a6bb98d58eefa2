import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '~/api/problem'
import { download } from '~/api/upload'
import { now } from '~/live/clock'
import { dayOf } from '~/rooms/targets/days'
import { tellProblem } from '~/ui/tell'
import { useWords } from '~/ui/words'
import style from '../steering/Steering.module.css'

const DAY_MS = 86_400_000
const MOST_DAYS = 31

/** What planners take away: quarter-hours by queue, or agents' states, of one day or several. */
export function ExportsPanel() {
  const { t, i18n } = useTranslation('floor')
  const words = useWords()
  const [by, setBy] = useState('queue')
  const [from, setFrom] = useState(dayOf(now()))
  const [to, setTo] = useState(dayOf(now()))
  const [getting, get] = useState<string | null>(null)
  const isTooLong = from !== '' && to !== '' && (Date.parse(to) - Date.parse(from)) / DAY_MS >= MOST_DAYS
  const isSaid = from !== '' && to !== '' && from <= to && !isTooLong
  async function take(file: 'csv' | 'xlsx') {
    get(file)
    const asked = new URLSearchParams({ from_day: from, to_day: to, by, file, language: i18n.language })
    try {
      await download(`/api/measures/export?${asked}`)
    } catch (problem) {
      tellProblem(words(problem), problem instanceof Problem ? problem.code : 'unknown')
    } finally {
      get(null)
    }
  }
  const button = (file: 'csv' | 'xlsx') => (
    <Button variant={file === 'xlsx' ? 'filled' : 'default'} disabled={!isSaid || getting !== null} loading={getting === file} leftSection={<IconDownload size={16} />} onClick={() => void take(file)}>
      {t(`exports.${file}`)}
    </Button>
  )
  return (
    <div className={`${style.form} ${style.pad}`}>
      <SegmentedControl aria-label={t('exports.what')} value={by} onChange={setBy} data={[{ value: 'queue', label: t('exports.queue') }, { value: 'agent', label: t('exports.agent') }]} />
      <p className={style.note}>{by === 'queue' ? t('exports.queue_say') : t('exports.agent_say')}</p>
      <div className={style.row}>
        <TextInput type="date" label={t('exports.from')} value={from} max={to} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" label={t('exports.to')} value={to} min={from} onChange={(event) => setTo(event.currentTarget.value)} />
      </div>
      {isTooLong && <p className={style.note} role="status">{t('exports.too_long')}</p>}
      <div className={style.row}>{button('xlsx')}{button('csv')}</div>
    </div>
  )
}
