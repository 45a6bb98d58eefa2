import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconArrowBackUp, IconClockExclamation, IconCoffee, IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react'
import i18n, { t } from 'i18next'
import { usePresenceReasons } from '~/api/queries'
import { useSession } from '~/app/session'
import type { AgentRow, Change } from '~/live/rows'
import { useReason } from '~/rooms/desk/presence/useReason'
import { Channel } from '~/ui/Channel'
import { duration, timeOfDay } from '~/ui/format'
import { Timer } from '~/ui/Timer'
import { untilWords } from '../steering/UntilField'
import { useSteer } from '../steering/useSteer'
import style from './Agents.module.css'

/** The contacts in an agent's hands; each opens its story. */
export function InHand({ agent, onOpen }: { agent: AgentRow; onOpen: (interaction: string) => void }) {
  if (agent.work.length === 0) return null
  return (
    <ul className={style.inHand}>
      {agent.work.map((work) => (
        <li key={work.assignment}>
          <UnstyledButton className={style.work} data-state={work.state} onClick={() => onOpen(work.interaction)} title={`${work.customer_name ?? t('interactions:stream.unnamed')} · ${work.queue_name}`}>
            <Channel channel={work.channel} size={14} />
            <span className={style.who}>{work.customer_name ?? t('interactions:stream.unnamed')}</span>
            {work.state === 'paused' && <IconPlayerPause size={13} role="img" aria-label={t('floor:contact.paused')} />}
            <Timer since={work.since} className={style.soft} />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}

/** What is not as it should be: a pause too long, a desk that is gone, a pause asked for. */
export function Marks({ agent }: { agent: AgentRow }) {
  const isCut = agent.desk === 'dropped' || (agent.desk === 'lost' && agent.reason !== 'desk_lost')
  return (
    <>
      {agent.overstayed && <span className={style.mark} data-level="warn"><IconClockExclamation size={13} aria-hidden />{t('floor:agents.overstayed_for')}</span>}
      {agent.status !== 'logged_out' && isCut && <span className={style.mark} data-level="bad"><IconPlugConnectedX size={13} aria-hidden />{t(`floor:agents.${agent.desk as 'lost'}`)}</span>}
      {agent.wish && <Wished reason={agent.wish.reason} />}
    </>
  )
}

function Wished({ reason }: { reason: string }) {
  const word = useReason()
  return <span className={style.mark}><IconCoffee size={13} aria-hidden />{t('floor:agents.wishes', { reason: word(reason) })}</span>
}

/** What is temporary: what, until when, by whom; one press and it is over for this agent. */
export function Changes({ agent }: { agent: AgentRow }) {
  return <>{agent.changes?.map((change) => <ChangeChip key={change.id} agent={agent} change={change} />)}</>
}

function ChangeChip({ agent, change }: { agent: AgentRow; change: Change }) {
  const { may } = useSession()
  const { pending, steer } = useSteer()
  const what = changeWords(change)
  const until = untilWords(change.until, i18n.language)
  return (
    <span className={style.chip} title={t('floor:changes.full', { what, until, by: change.by.name ?? change.by.id, time: timeOfDay(change.at, i18n.language) })}>
      <span className={style.chipText}>{what}</span>{change.until !== null && <span>· {timeOfDay(change.until, i18n.language)}</span>}
      {may('agent.steer') && (
        <ActionIcon
          size={18} variant="subtle" color="gray" loading={pending} aria-label={t('floor:changes.return_of', { name: agent.name, what })}
          onClick={() => void steer(`/api/floor/changes/${change.id}/return`, { agents: [agent.agent] }, t('floor:changes.returned', { name: agent.name }))}
        >
          <IconArrowBackUp size={13} />
        </ActionIcon>
      )}
    </span>
  )
}

/** « Retours, Ventes », or « compétences ». */
export function changeWords(change: Change): string {
  if (change.queues) return change.queues.length > 0 ? change.queues.map((one) => one.name ?? one.id).join(', ') : t('floor:changes.no_queue')
  return t('floor:changes.skills')
}

/** Today's pauses, the longest first, each against how long it may last. */
export function Pauses({ agent }: { agent: AgentRow }) {
  const word = useReason()
  const { data } = usePresenceReasons()
  const taken = Object.entries(agent.reasons_today ?? {}).filter(([code, seconds]) => seconds >= 60 && !data?.find((one) => one.code === code)?.productive)
  if (taken.length === 0) return null
  return (
    <span className={style.pauses}>
      {taken.toSorted((a, b) => b[1] - a[1]).map(([code, seconds]) => {
        const longest = data?.find((one) => one.code === code)?.longest_s ?? 0
        const limit = longest > 0 ? ` / ${duration(longest)}` : ''
        return <span key={code}>{word(code)} {duration(Math.round(seconds / 60) * 60)}{limit}</span>
      })}
    </span>
  )
}

/** How long the pause under way may last. */
export function Limit({ agent }: { agent: AgentRow }) {
  return agent.status === 'not_ready' && agent.reason ? <Longest reason={agent.reason} /> : null
}

function Longest({ reason }: { reason: string }) {
  const { data } = usePresenceReasons()
  const longest = data?.find((one) => one.code === reason)?.longest_s ?? 0
  return longest > 0 ? <span className={style.soft}> {t('floor:agents.longest', { time: duration(longest) })}</span> : null
}
