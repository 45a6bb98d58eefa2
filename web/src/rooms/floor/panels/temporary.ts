/** Everything that is temporary, gathered: changes of agents by change, and levers by queue. Pure. */
import type { AgentRow, Change, Held, QueueRow } from '~/live/rows'

export interface Group {
  change: Change
  agents: { id: string; name: string }[]
}

export function changesOf(agents: AgentRow[]): Group[] {
  const groups = new Map<string, Group>()
  for (const agent of agents) {
    for (const change of agent.changes ?? []) {
      const group = groups.get(change.id) ?? { change, agents: [] }
      group.agents.push({ id: agent.agent, name: agent.name ?? agent.agent })
      groups.set(change.id, group)
    }
  }
  return [...groups.values()].toSorted((a, b) => b.change.at - a.change.at)
}

export function leversOf(queues: QueueRow[]): { queue: QueueRow; held: Held }[] {
  return queues.flatMap((queue) => (queue.levers ?? []).map((held) => ({ queue, held }))).toSorted((a, b) => b.held.at - a.held.at)
}
