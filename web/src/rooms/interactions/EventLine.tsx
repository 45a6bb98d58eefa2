import { useTranslation } from 'react-i18next'
import type { EventRow } from '~/live/rows'
import { useDirectory, useQueues } from '~/api/queries'
import { duration, timeOfDay } from '~/ui/format'
import { worded } from '~/ui/words'
import style from './Stream.module.css'

/** One thing that happened, as a sentence. */
export function EventLine({ event }: { event: EventRow }) {
  const { t, i18n } = useTranslation('interactions')
  const { facts } = event
  const values = {
    name: event.name ?? t('stream.agent'),
    queue: event.queue_name ?? '',
    to: useAgentName(facts.to),
    disposition: useDisposition(facts.disposition),
  }
  const key = `event.${sentence(event)}`
  const words = i18n.exists(`interactions:${key}`) ? t(key as 'event.transferred', values) : event.type
  const waited = event.type === 'offer_accepted' && typeof facts.wait_s === 'number' ? ` · ${t('waited', { wait: duration(facts.wait_s) })}` : ''
  return (
    <li className={style.event}>
      <span>{words}{waited}</span> <time className={style.at}>{timeOfDay(event.at, i18n.language)}</time>
    </li>
  )
}

/** Which sentence tells it: some events are told differently by how they came about. */
function sentence({ type, facts }: EventRow): string {
  if (type === 'transferred' && facts.to) return 'transferred_to'
  if (type === 'interaction_ended' && facts.outcome === 'abandoned') return 'abandoned'
  if (type === 'interaction_ended' && facts.sub_reason === 'customer_ended') return 'ended_by_customer'
  if (type === 'interaction_ended' && facts.sub_reason === 'agent_ended') return 'ended_by_agent'
  if (type !== 'assignment_closed') return type
  if (facts.how === 'desk_lost') return 'desk_lost'
  if (facts.how === 'unqualified' || facts.how === 'expired') return 'unqualified'
  return facts.disposition ? 'qualified' : 'assignment_closed'
}

function useAgentName(agent: unknown): string {
  const { data } = useDirectory()
  return data?.agents.find((one) => one.id === agent)?.name ?? ''
}

/** The words of an outcome: codes belong to queues, and mean the same in all that have them. */
function useDisposition(code: unknown): string {
  const { i18n } = useTranslation()
  const { data } = useQueues()
  if (typeof code !== 'string') return ''
  const known = data?.flatMap((queue) => queue.dispositions).find((one) => one.code === code)
  return known ? worded(known, i18n.language) : code
}
