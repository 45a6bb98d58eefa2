import { memo } from 'react'
import { AgentDay } from '~/rooms/day/AgentDay'
import { State } from '~/ui/State'
import { Timer } from '~/ui/Timer'
import { Tick } from './AgentBoard'
import style from './Agents.module.css'
import type { AgentProps } from './AgentTile'
import { Changes, InHand, Limit, Marks, Pauses } from './parts'
import { useSelected } from './useSelection'

/** One agent as a line of the table: the same, with their queues and their pauses of the day. */
export const AgentLine = memo(function AgentLine({ agent, reason, selectable, onOpen }: AgentProps) {
  const selected = useSelected(agent.agent)
  const queues = Object.entries(agent.queues ?? {}).toSorted((a, b) => a[1].priority - b[1].priority).map(([id, one]) => one.name ?? id)
  return (
    <li className={style.row} data-status={agent.status} data-agent={agent.agent} data-selected={selected}>
      {selectable && <Tick agent={agent.agent} name={agent.name} checked={selected} />}
      <AgentDay agent={agent.agent} name={agent.name} className={style.agent} />
      <span className={style.cell}><span className={style.standing}><State status={agent.status} word={reason} bare /><Limit agent={agent} /></span><Marks agent={agent} /></span>
      <span className={style.since}>{agent.since !== null && <Timer since={agent.since} />}</span>
      <span className={style.cell}><InHand agent={agent} onOpen={onOpen} /></span>
      <span className={style.queues} title={queues.join(', ')}>{queues.join(', ')}</span>
      <span className={style.cell}><Pauses agent={agent} /></span>
      <span className={style.cell}><Changes agent={agent} /></span>
    </li>
  )
})
