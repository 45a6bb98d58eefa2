import { memo } from 'react'
import type { AgentRow } from '~/live/rows'
import { AgentDay } from '~/rooms/day/AgentDay'
import { State } from '~/ui/State'
import { Timer } from '~/ui/Timer'
import { Tick } from './AgentBoard'
import style from './Agents.module.css'
import { Changes, InHand, Limit, Marks } from './parts'
import { useSelected } from './useSelection'

export interface AgentProps {
  agent: AgentRow
  reason: string | undefined
  selectable: boolean
  onOpen: (interaction: string) => void
}

/** One agent: state and for how long, and each contact in hand. */
export const AgentTile = memo(function AgentTile({ agent, reason, selectable, onOpen }: AgentProps) {
  const selected = useSelected(agent.agent)
  return (
    <li className={style.tile} data-status={agent.status} data-agent={agent.agent} data-selected={selected}>
      <div className={style.tileHead}>
        {selectable && <Tick agent={agent.agent} name={agent.name} checked={selected} />}
        <AgentDay agent={agent.agent} name={agent.name} className={style.agent} />
        {agent.since !== null && <Timer since={agent.since} className={style.since} />}
      </div>
      <div className={style.standing}><State status={agent.status} word={reason} bare /><Limit agent={agent} /></div>
      <Marks agent={agent} />
      <Changes agent={agent} />
      <InHand agent={agent} onOpen={onOpen} />
    </li>
  )
})
