import { useMemo } from 'react'
import { useDirectory, useQueues } from '~/api/queries'
import { useRowsOf } from '~/live/hooks'
import type { AgentRow, Row } from '~/live/rows'

/** The topics of every team in scope. */
export function useTeamTopics(): string[] {
  const { data } = useDirectory()
  return useMemo(() => data?.teams.map((team) => `team:${team.id}`) ?? [], [data])
}

/** The topics of every queue in scope. */
export function useQueueTopics(): string[] {
  const { data } = useQueues()
  return useMemo(() => data?.filter((queue) => queue.in_scope).map((queue) => `queue:${queue.id}`) ?? [], [data])
}

/** The rows of one kind of all teams and queues in scope. */
export function useFloorRows<T extends Row>(kind: T['kind']): T[] {
  const teams = useTeamTopics()
  const queues = useQueueTopics()
  const topics = useMemo(() => [...teams, ...queues], [teams, queues])
  return useRowsOf<T>(topics, kind)
}

/** These agents, as they are now. */
export function useAgents(ids: string[]): AgentRow[] {
  const rows = useRowsOf<AgentRow>(useTeamTopics(), 'agent')
  return useMemo(() => rows.filter((row) => ids.includes(row.agent)), [rows, ids])
}
