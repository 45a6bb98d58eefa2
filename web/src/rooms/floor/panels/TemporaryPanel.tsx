import { Button } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useQueues } from '~/api/queries'
import { useSession } from '~/app/session'
import { useRowsOf } from '~/live/hooks'
import type { AgentRow, QueueRow } from '~/live/rows'
import { Empty } from '~/ui/Empty'
import { timeOfDay } from '~/ui/format'
import { changeWords } from '../agents/parts'
import { useQueueTopics, useTeamTopics } from '../agents/useAgents'
import { wordOf } from '../steering/levers'
import style from '../steering/Steering.module.css'
import { untilWords } from '../steering/UntilField'
import { useSteer } from '../steering/useSteer'
import { changesOf, leversOf } from './temporary'

/** « Temporaire »: all that will have to come back, and one press that brings it back now. */
export function TemporaryPanel() {
  const { t, i18n } = useTranslation('floor')
  const { may } = useSession()
  const { pending, steer } = useSteer()
  const { data: named } = useQueues()
  const changes = changesOf(useRowsOf<AgentRow>(useTeamTopics(), 'agent'))
  const levers = leversOf(useRowsOf<QueueRow>(useQueueTopics(), 'queue'))
  if (changes.length === 0 && levers.length === 0) return <Empty icon={<IconHourglass size={28} />} title={t('temporary.none')} say={t('temporary.none_say')} />
  const until = (at: number | null) => untilWords(at, i18n.language)
  const nameOf = (queue: string | number) => named?.find((one) => one.id === queue)?.name ?? String(queue)
  return (
    <>
      {changes.length > 0 && <h3 className={style.part}>{t('temporary.agents')}</h3>}
      <ul className={style.acts}>
        {changes.map(({ change, agents }) => {
          const who = agents.map((one) => one.name).join(', ')
          return (
            <li key={change.id}>
              <time>{timeOfDay(change.at, i18n.language)}</time>
              <b>{who} → {changeWords(change)}</b>
              {may('agent.steer') ? (
                <Button size="compact-xs" variant="default" disabled={pending} aria-label={t('changes.return_of', { name: who, what: changeWords(change) })} onClick={() => void steer(`/api/floor/changes/${change.id}/return`, {}, t('changes.returned', { name: who }))}>
                  {t('changes.return')}
                </Button>
              ) : <span />}
              <small>{change.by.name ?? t('act.system')} · {until(change.until)}</small>
            </li>
          )
        })}
      </ul>
      {levers.length > 0 && <h3 className={style.part}>{t('temporary.queues')}</h3>}
      <ul className={style.acts}>
        {levers.map(({ queue, held }) => {
          const word = held.lever === 'overflow' && held.value !== 'off' ? nameOf(held.value) : t(`setting.${held.lever}_${wordOf(held.lever, held.value)}` as 'setting.opening_open', { minutes: Number(held.value) / 60 })
          const what = `${queue.name} · ${t('steer.what', { lever: t(`lever.${held.lever}`), word })}`
          const back = () => held.lever === 'emergency'
            ? steer('/api/floor/emergency', { queues: [queue.queue], on: false }, t('steer.emergency_off', { name: queue.name }))
            : steer(`/api/floor/queues/${encodeURIComponent(queue.queue)}/levers`, { lever: held.lever, value: null }, t('steer.given_back', { name: queue.name, lever: t(`lever.${held.lever}`) }))
          return (
            <li key={`${queue.queue} ${held.lever}`}>
              <time>{timeOfDay(held.at, i18n.language)}</time>
              <b>{what}</b>
              {may('queue.steer') ? <Button size="compact-xs" variant="default" disabled={pending} aria-label={t('temporary.give_back_of', { what })} onClick={() => void back()}>{t('temporary.give_back')}</Button> : <span />}
              <small>{held.by.id === 'system' ? t('act.system') : held.by.name} · {until(held.until)}</small>
            </li>
          )
        })}
      </ul>
    </>
  )
}
