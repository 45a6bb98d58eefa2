/** Agents' groups: teams, or the partners who employ them. Pure. */
import type { Directory } from '~/api/shapes'
import type { By } from './filters'

export interface AgentGroup {
  id: string
  name: string
  partner: string | null
  topics: string[]
}

export function groupsOf(teams: Directory['teams'], by: By): AgentGroup[] {
  if (by === 'team') return teams.map((team) => ({ id: team.id, name: team.name, partner: team.partner_name ?? null, topics: [`team:${team.id}`] }))
  const groups = new Map<string, AgentGroup>()
  for (const team of teams) {
    const group = groups.get(team.partner_id) ?? { id: `partner ${team.partner_id}`, name: team.partner_name ?? team.name, partner: null, topics: [] }
    groups.set(team.partner_id, { ...group, topics: [...group.topics, `team:${team.id}`] })
  }
  return [...groups.values()]
}
