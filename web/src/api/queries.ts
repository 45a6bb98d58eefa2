import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { read } from './call'
import type { Customer, Directory, Explanation, InteractionPage, Measure, Queue, Targets } from './shapes'

const SETTLED_MS = 5 * 60_000

/** Things that change rarely: read once, kept a while. Whatever is live comes by the socket instead. */
export function useDirectory(): UseQueryResult<Directory> {
  return useQuery({ queryKey: ['directory'], queryFn: ({ signal }) => read<Directory>('/api/directory', signal), staleTime: SETTLED_MS })
}

export function useQueues(): UseQueryResult<Queue[]> {
  return useQuery({ queryKey: ['queues'], queryFn: ({ signal }) => read<Queue[]>('/api/queues', signal), staleTime: SETTLED_MS })
}

export function useMeasures(): UseQueryResult<Measure[]> {
  return useQuery({ queryKey: ['measures'], queryFn: ({ signal }) => read<Measure[]>('/api/measures', signal), staleTime: Infinity })
}

export function useCustomer(customer: string | undefined): UseQueryResult<Customer> {
  return useQuery({
    queryKey: ['customer', customer],
    queryFn: ({ signal }) => read<Customer>(`/api/customers/${customer}`, signal),
    enabled: customer !== undefined,
  })
}

/** An interaction as the records have it: for what is over. */
export function useInteraction(interaction: string): UseQueryResult<InteractionPage> {
  return useQuery({
    queryKey: ['interaction', interaction],
    queryFn: ({ signal }) => read<InteractionPage>(`/api/interactions/${interaction}`, signal),
  })
}

/** Where this contact may go now: asked afresh each time the question is put. */
export function useTargets(interaction: string): UseQueryResult<Targets> {
  return useQuery({
    queryKey: ['targets', interaction],
    queryFn: ({ signal }) => read<Targets>(`/api/interactions/${interaction}/targets`, signal),
    staleTime: 0,
    gcTime: 0,
  })
}

/** Why it went to whom it did, by what was known at the journal's place `seq`; `null` is now. */
export function useExplanation(interaction: string, agent: string | null, seq: number | null): UseQueryResult<Explanation> {
  const asked = new URLSearchParams({ ...(agent && { agent }), ...(seq !== null && { seq: String(seq) }) })
  return useQuery({
    queryKey: ['explanation', interaction, agent, seq],
    queryFn: ({ signal }) => read<Explanation>(`/api/interactions/${interaction}/explain?${asked}`, signal),
    staleTime: 5_000,
  })
}
