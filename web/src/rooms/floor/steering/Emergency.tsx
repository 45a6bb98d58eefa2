import { Button, Checkbox, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueRow } from '~/live/rows'
import style from './Steering.module.css'
import { Holder } from './SteerPanel'
import { useTexts } from './queries'
import type { Steering } from './useSteer'

interface Props {
  row: QueueRow
  setting: object
  disabled: boolean
  steer: Steering['steer']
}

/** The emergency message: what newcomers are told instead of waiting, here or on every queue in scope. */
export function Emergency({ row, setting, disabled, steer }: Props) {
  const { t } = useTranslation('floor')
  const { data } = useTexts(row.queue, true)
  const [typed, type] = useState<{ fr?: string; en?: string }>({})
  const [everywhere, setEverywhere] = useState(false)
  const [missing, setMissing] = useState(false)
  const first = useRef<HTMLTextAreaElement>(null)
  const text = { fr: typed.fr ?? data?.emergency?.fr ?? '', en: typed.en ?? data?.emergency?.en ?? '' }
  const on = row.emergency
  const isWritten = Boolean(text.fr.trim() || text.en.trim())
  const isChanged = on && isWritten && (text.fr !== (data?.emergency?.fr ?? '') || text.en !== (data?.emergency?.en ?? ''))
  function send(to: boolean) {
    setMissing(to && !isWritten)
    if (to && !isWritten) return first.current?.focus()
    const body = { queues: everywhere ? null : [row.queue], on: to, ...(to && (text.fr || text.en) && { text }), ...setting }
    const name = everywhere ? t('steer.every_queue') : row.name
    void steer('/api/floor/emergency', body, to ? t('steer.emergency_on', { name }) : t('steer.emergency_off', { name }))
  }
  return (
    <div className={style.lever} role="group" aria-label={t('lever.emergency')}>
      <span aria-hidden>{t('lever.emergency')}</span>
      <div className={style.choices}>
        <Button size="compact-sm" variant={on ? 'default' : 'light'} aria-pressed={!on} disabled={disabled} onClick={() => on && send(false)}>{t('setting.emergency_rules')}</Button>
        <Button size="compact-sm" variant={on ? 'light' : 'default'} aria-pressed={on} disabled={disabled} onClick={() => send(true)}>{isChanged ? t('setting.emergency_change') : on ? t('setting.emergency_again') : t('setting.emergency_on')}</Button>
        <Checkbox size="xs" ml={6} label={t('setting.emergency_everywhere')} checked={everywhere} onChange={(event) => setEverywhere(event.currentTarget.checked)} />
      </div>
      <Holder row={row} lever="emergency" />
      <div className={style.texts}>
        <Textarea ref={first} error={missing && !isWritten && t('steer.text_missing')} size="xs" autosize minRows={1} maxRows={4} maxLength={500} aria-label={t('steer.text_fr')} placeholder={t('steer.text_fr')} value={text.fr} onChange={(event) => type({ ...typed, fr: event.currentTarget.value })} />
        <Textarea size="xs" autosize minRows={1} maxRows={4} maxLength={500} aria-label={t('steer.text_en')} placeholder={t('steer.text_en')} value={text.en} onChange={(event) => type({ ...typed, en: event.currentTarget.value })} />
      </div>
    </div>
  )
}
