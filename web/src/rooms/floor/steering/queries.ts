import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { read } from '~/api/call'
import type { AlertRule, Briefing, FloorAct, Words } from './shapes'

const OFTEN_MS = 10_000

/** The floor's acts, newest first; asked again while they are looked at, for other supervisors act too. */
export function useActs(limit: number): UseQueryResult<FloorAct[]> {
  return useQuery({
    queryKey: ['acts', limit],
    queryFn: ({ signal }) => read<FloorAct[]>(`/api/floor/acts?limit=${limit}`, signal),
    refetchInterval: OFTEN_MS,
    staleTime: 0,
  })
}

/** What customers of the queue are told, by kind. */
export function useTexts(queue: string, wanted: boolean): UseQueryResult<Record<string, Words>> {
  return useQuery({
    queryKey: ['texts', queue],
    queryFn: ({ signal }) => read<Record<string, Words>>(`/api/floor/queues/${encodeURIComponent(queue)}/texts`, signal),
    enabled: wanted,
  })
}

export function useAlertRules(): UseQueryResult<AlertRule[]> {
  return useQuery({ queryKey: ['alert-rules'], queryFn: ({ signal }) => read<AlertRule[]>('/api/alerts/rules', signal), staleTime: 0 })
}

export function useBriefings(): UseQueryResult<Briefing[]> {
  return useQuery({ queryKey: ['briefings'], queryFn: ({ signal }) => read<Briefing[]>('/api/briefings', signal), refetchInterval: OFTEN_MS, staleTime: 0 })
}
