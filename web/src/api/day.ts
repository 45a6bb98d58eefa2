import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { read } from './call'
import type { BriefingOfMine, ContactReason, Instructions, ToQualify } from './shapes'

const SETTLED_MS = 5 * 60_000

/** Why customers come: the tree, every reason beside its parent's code. */
export function useContactReasons(): UseQueryResult<ContactReason[]> {
  return useQuery({ queryKey: ['reasons'], queryFn: ({ signal }) => read<ContactReason[]>('/api/reasons', signal), staleTime: SETTLED_MS })
}

/** The greeting and the instructions of a queue. */
export function useInstructions(queue: string): UseQueryResult<Instructions> {
  return useQuery({
    queryKey: ['instructions', queue],
    queryFn: ({ signal }) => read<Instructions>(`/api/queues/${queue}/instructions`, signal),
    staleTime: SETTLED_MS,
  })
}

/** Contacts of mine that ended without their outcome; asked again when their number changes. */
export function useUnqualified(count: number): UseQueryResult<ToQualify[]> {
  return useQuery({
    queryKey: ['unqualified', count],
    queryFn: ({ signal }) => read<ToQualify[]>('/api/unqualified', signal),
    enabled: count > 0,
    staleTime: 0,
  })
}

/** What the supervisors want known today, the newest first. */
export function useMyBriefings(): UseQueryResult<BriefingOfMine[]> {
  return useQuery({
    queryKey: ['briefings-mine'],
    queryFn: ({ signal }) => read<BriefingOfMine[]>('/api/briefings/mine', signal),
    refetchInterval: SETTLED_MS,
    staleTime: 0,
  })
}
