import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { read } from './call'
import type { AgentDay, Customer, Directory, Explanation, InteractionPage, Measure, PresenceReason, Queue, Target, Targets } from './shapes'

const SETTLED_MS = 5 * 60_000
const OFTEN_MS = 15_000

/** Things that change rarely: read once, kept a while. Whatever is live comes by the socket instead. */
export function useDirectory(): UseQueryResult<Directory> {
  return useQuery({ queryKey: ['directory'], queryFn: ({ signal }) => read<Directory>('/api/directory', signal), staleTime: SETTLED_MS })
}

/** Why an agent may be not ready, with its limits; those that are not active are only there to be read. */
export function usePresenceReasons(): UseQueryResult<PresenceReason[]> {
  return useQuery({ queryKey: ['presence-reasons'], queryFn: ({ signal }) => read<PresenceReason[]>('/api/presence-reasons', signal), staleTime: SETTLED_MS })
}

export function useQueues(): UseQueryResult<Queue[]> {
  return useQuery({ queryKey: ['queues'], queryFn: ({ signal }) => read<Queue[]>('/api/queues', signal), staleTime: SETTLED_MS })
}

export function useMeasures(): UseQueryResult<Measure[]> {
  return useQuery({ queryKey: ['measures'], queryFn: ({ signal }) => read<Measure[]>('/api/measures', signal), staleTime: Infinity })
}

/** An agent's day so far, asked again while it is looked at. */
export function useAgentDay(agent: string): UseQueryResult<AgentDay> {
  return useQuery({
    queryKey: ['agent-day', agent],
    queryFn: ({ signal }) => read<AgentDay>(`/api/measures/agent?agent=${encodeURIComponent(agent)}`, signal),
    refetchInterval: OFTEN_MS,
    staleTime: 0,
  })
}

/** Every target of the queues in scope, each queue's newest first. */
export function useTargetsSet(): UseQueryResult<Target[]> {
  return useQuery({ queryKey: ['targets-set'], queryFn: ({ signal }) => read<Target[]>('/api/targets', signal), staleTime: 0 })
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
