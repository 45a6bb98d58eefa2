import { t } from 'i18next'
import type { AgentCounts as Counts } from '~/live/rows'
import { STATE_ICONS } from '~/ui/State'
import style from './Queues.module.css'

const SHOWN = ['available', 'offered', 'in_contact', 'wrap_up', 'not_ready'] as const

/** How many agents of the queue are in each state; states nobody is in stay pale. */
export function AgentCounts({ agents }: { agents: Counts }) {
  return (
    <ul className={style.agents}>
      {SHOWN.map((status) => {
        const Icon = STATE_ICONS[status]
        return (
          <li key={status} data-status={status} data-nobody={!agents[status]} data-hint={`status:${status}`}>
            <Icon size={14} aria-hidden />{agents[status] ?? 0}<span className="unseen"> {t(`app:status.${status}`)}</span>
          </li>
        )
      })}
    </ul>
  )
}
