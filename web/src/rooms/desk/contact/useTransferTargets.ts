import { useMemo } from 'react'
import { useDirectory, useTargets } from '~/api/queries'
import type { Status } from '~/live/rows'

export type Target =
  | { kind: 'queue'; key: string; id: string; name: string; waiting: number; available: number }
  | { kind: 'agent'; key: string; id: string; name: string; team: string | undefined; status: Status }

/** Queues and colleagues the server lets this contact go to, in its order: who has been free the longest first. */
export function useTransferTargets(interaction: string): { targets: Target[] | undefined; error: unknown; retry: () => void } {
  const { data, error, refetch } = useTargets(interaction)
  const { data: directory } = useDirectory()
  const targets = useMemo(() => data && [
    ...data.queues.map((queue): Target => ({ kind: 'queue', key: `queue-${queue.id}`, ...queue })),
    ...data.agents.map(({ id, name, status, team }): Target => {
      return { kind: 'agent', key: `agent-${id}`, id, name, status: status as Status, team: directory?.teams.find((one) => one.id === team)?.name }
    }),
  ], [data, directory])
  return { targets, error, retry: () => void refetch() }
}
