/** Which agents are shown, kept in the address so that any view can be shared. Pure. */
import type { AgentRow, Status } from '~/live/rows'
import { matches } from '~/ui/find'

export interface Filters {
  name: string
  state: string
  skill: string
  queue: string
}
export type By = 'team' | 'partner'
export type Layout = 'tiles' | 'table'

export const STATES = ['available', 'offered', 'in_contact', 'wrap_up', 'not_ready', 'logged_out'] as const satisfies Status[]
/** Beside the states: everybody but those logged out, and two things worth looking for. */
export const EXTRA = ['connected', 'overstayed', 'temporary'] as const

const KEYS = ['name', 'state', 'skill', 'queue'] as const

export function filtersOf(address: URLSearchParams): Filters {
  return { name: address.get('name') ?? '', state: address.get('state') ?? '', skill: address.get('skill') ?? '', queue: address.get('queue') ?? '' }
}

/** The address with these filters; what filters nothing is not in it. */
export function addressWith(before: URLSearchParams, changed: Partial<Filters>): URLSearchParams {
  const after = new URLSearchParams(before)
  for (const [key, value] of Object.entries(changed)) {
    if (value) after.set(key, value)
    else after.delete(key)
  }
  return after
}

export function isFiltering(filters: Filters): boolean {
  return KEYS.some((key) => filters[key] !== '')
}

export function isShown(agent: AgentRow, { name, state, skill, queue }: Filters): boolean {
  return (
    isInState(agent, state) &&
    (!skill || (agent.skills[skill] ?? 0) > 0) &&
    (!queue || queue in (agent.queues ?? {})) &&
    (!name || matches(agent.name ?? '', name))
  )
}

function isInState(agent: AgentRow, state: string): boolean {
  if (!state) return true
  if (state === 'connected') return agent.status !== 'logged_out'
  if (state === 'overstayed') return agent.overstayed === true
  if (state === 'temporary') return (agent.changes?.length ?? 0) > 0
  return agent.status === state
}
