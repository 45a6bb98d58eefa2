import { useTranslation } from 'react-i18next'
import type { EventRow } from '~/live/rows'
import { useContactReasons } from '~/api/day'
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
    to_queue: said(facts.to_queue_name),
    by: said(facts.by_name) || t('stream.supervisor'),
    reason: useReason(facts.reason),
    cause: typeof facts.cause === 'string' && i18n.exists(`interactions:cause.${facts.cause}`) ? t(`cause.${facts.cause as 'full'}`) : '',
    time: typeof facts.until === 'number' ? timeOfDay(facts.until, i18n.language) : '',
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
  if (type === 'moved') return facts.to ? 'moved_to_agent' : `moved_${said(facts.why)}`
  if (type !== 'assignment_closed') return type
  if (facts.how === 'taken_over') return 'handed_over'
  if (facts.how === 'desk_lost') return 'desk_lost'
  if (facts.how === 'unqualified' || facts.how === 'expired') return 'unqualified'
  return facts.disposition ? 'qualified' : 'assignment_closed'
}

function said(fact: unknown): string {
  return typeof fact === 'string' ? fact : ''
}

function useAgentName(agent: unknown): string {
  const { data } = useDirectory()
  return data?.agents.find((one) => one.id === agent)?.name ?? ''
}

/** The words of a contact's reason. */
function useReason(code: unknown): string {
  const { i18n } = useTranslation()
  const { data } = useContactReasons()
  const known = data?.find((one) => one.code === code)
  return known ? worded(known, i18n.language) : said(code)
}

/** The words of an outcome: codes belong to queues, and mean the same in all that have them. */
function useDisposition(code: unknown): string {
  const { i18n } = useTranslation()
  const { data } = useQueues()
  if (typeof code !== 'string') return ''
  const known = data?.flatMap((queue) => queue.dispositions).find((one) => one.code === code)
  return known ? worded(known, i18n.language) : code
}
