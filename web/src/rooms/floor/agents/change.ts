/** A change of queues or skills as it is being written, and what of it is asked of the server. Pure. */
import type { AgentRow } from '~/live/rows'

export interface Draft {
  /** Queue → priority; whole: what is not in it is taken away. Null leaves queues as they are. */
  queues: Record<string, number> | null
  /** Skill → level, laid over what each has; 0 takes it away. */
  skills: Record<string, number>
}

export interface Asked {
  queues?: Record<string, { priority: number; delay_s: number }>
  skills?: Record<string, number>
}

/** What all of them have now, where they have the same: the beginning of a change. */
export function common(agents: AgentRow[]): Record<string, number> {
  const [first, ...others] = agents
  const shared = Object.entries(first?.queues ?? {}).filter(([queue]) => others.every((agent) => queue in (agent.queues ?? {})))
  return Object.fromEntries(shared.map(([queue, { priority }]) => [queue, priority]))
}

export function toggled(draft: Draft, queue: string, before: Record<string, number>): Draft {
  const queues = { ...(draft.queues ?? before) }
  if (queue in queues) delete queues[queue]
  else queues[queue] = 1
  return { ...draft, queues }
}

export function askedOf({ queues, skills }: Draft): Asked {
  return {
    ...(queues && { queues: Object.fromEntries(Object.entries(queues).map(([queue, priority]) => [queue, { priority, delay_s: 0 }])) }),
    ...(Object.keys(skills).length > 0 && { skills }),
  }
}

export function isEmpty(draft: Draft): boolean {
  return draft.queues === null && Object.keys(draft.skills).length === 0
}
