import { Button, MultiSelect, Skeleton, Textarea } from '@mantine/core'
import { IconSpeakerphone } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDirectory } from '~/api/queries'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { timeOfDay } from '~/ui/format'
import { useBriefings } from '../steering/queries'
import style from '../steering/Steering.module.css'
import type { Briefing } from '../steering/shapes'
import { instantOf, until, UntilField, untilWords } from '../steering/UntilField'
import { useSteer } from '../steering/useSteer'

/** The note agents find when they sign in: written here, and who has read it. */
export function BriefingPanel() {
  const { t } = useTranslation('floor')
  const { data, error, refetch } = useBriefings()
  return (
    <>
      <Composer />
      <h3 className={style.part}>{t('briefing.sent')}</h3>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={style.pad}><Skeleton height={80} /></div>}
      {data?.length === 0 && <Empty icon={<IconSpeakerphone size={28} />} title={t('briefing.none')} say={t('briefing.none_say')} />}
      <ul className={style.acts}>{data?.map((one) => <Sent key={one.id} briefing={one} />)}</ul>
    </>
  )
}

function Composer() {
  const { t } = useTranslation('floor')
  const { data } = useDirectory()
  const queries = useQueryClient()
  const { pending, steer } = useSteer()
  const [text, setText] = useState('')
  const [teams, setTeams] = useState<string[]>([])
  const [limit, setLimit] = useState(until('day'))
  const at = instantOf(limit)
  async function send() {
    const body = { teams: teams.length > 0 ? teams : null, text: text.trim(), until: at ?? null }
    if (!(await steer('/api/briefings', body, t('briefing.done')))) return
    setText('')
    void queries.invalidateQueries({ queryKey: ['briefings'] })
  }
  return (
    <form
      className={`${style.form} ${style.pad}`}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea label={t('briefing.text')} placeholder={t('briefing.say')} autosize minRows={3} maxRows={10} maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
      <MultiSelect
        label={t('briefing.teams')} {...(teams.length === 0 && { placeholder: t('briefing.every_team') })} value={teams} onChange={setTeams} clearable clearButtonProps={{ 'aria-label': t('briefing.every_team') }}
        data={data?.teams.map((team) => ({ value: team.id, label: team.name })) ?? []}
      />
      <div className={style.row}>
        <UntilField value={limit} onChange={setLimit} />
        <Button type="submit" ml="auto" loading={pending} disabled={!text.trim() || at === undefined}>{t('briefing.submit')}</Button>
      </div>
    </form>
  )
}

function Sent({ briefing }: { briefing: Briefing }) {
  const { t, i18n } = useTranslation('floor')
  const { data: directory } = useDirectory()
  const language = i18n.language
  const read = briefing.readers.filter((one) => one.read_at !== null)
  const waiting = briefing.readers.filter((one) => one.read_at === null)
  return (
    <li>
      <time>{timeOfDay(briefing.at, language)}</time>
      <span>{briefing.text}</span>
      <span />
      <small>
        {[briefing.by.name, briefing.teams ? briefing.teams.map((id) => directory?.teams.find((one) => one.id === id)?.name ?? id).join(', ') : t('briefing.every_team'), untilWords(briefing.until, language)].filter(Boolean).join(' · ')}
      </small>
      <small>
        <details>
          <summary>{t('briefing.read', { count: read.length, total: briefing.readers.length })}</summary>
          {read.length > 0 && <p className={style.note}>{t('briefing.read_by', { names: read.map((one) => `${one.name} (${timeOfDay(one.read_at ?? 0, language)})`).join(', ') })}</p>}
          {waiting.length > 0 && <p className={style.note}>{t('briefing.unread_by', { names: waiting.map((one) => one.name).join(', ') })}</p>}
        </details>
      </small>
    </li>
  )
}
