import { t } from 'i18next'
import { useRowsOf } from '~/live/hooks'
import type { AgentRow, Status } from '~/live/rows'
import { STATE_ICONS } from '~/ui/State'
import { useTeamTopics } from '../agents/useAgents'
import style from './Wall.module.css'

const SHOWN: Status[] = ['available', 'offered', 'in_contact', 'wrap_up', 'not_ready']

/** How many are in each state, big; no names: a wall is read by everybody. */
export function AgentsBoard() {
  const agents = useRowsOf<AgentRow>(useTeamTopics(), 'agent')
  return (
    <ul className={style.states}>
      {SHOWN.map((status) => {
        const Icon = STATE_ICONS[status]
        return (
          <li key={status} data-status={status}>
            <Icon aria-hidden />
            <b>{agents.filter((one) => one.status === status).length}</b>
            <span>{t(`app:status.${status}`)}</span>
          </li>
        )
      })}
    </ul>
  )
}
