import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import { act, read } from '~/api/call'
import { NEW } from './editing/same'
import type { Calendar, CalendarOverview, CalendarRow, Change, Holiday, Openings, QueueOverview, Rules, Territory, Texts } from './shapes'

/** Rules are read afresh each time they are opened: somebody else may have set them meanwhile. */
function useSetting<T>(key: readonly string[], path: string, enabled = true): UseQueryResult<T> {
  return useQuery({ queryKey: ['rulebook', ...key], queryFn: ({ signal }) => read<T>(path, signal), staleTime: 0, enabled })
}

export function useQueueList(): UseQueryResult<QueueOverview[]> {
  return useSetting(['queues'], '/api/rulebook/queues')
}

/** A queue's rules; of a new one, those with which nothing is settled yet, or those of the queue it is to be like. */
export function useRules(queue: string, like: string | null): UseQueryResult<Rules> {
  const asked = queue === NEW ? like : queue
  return useSetting(['rules', asked ?? ''], asked === null ? '/api/rulebook/blank' : `/api/queues/${encodeURIComponent(asked)}/rules`)
}

export function useQueueTexts(queue: string | null): UseQueryResult<Texts> {
  return useSetting(['texts', queue ?? ''], `/api/floor/queues/${encodeURIComponent(queue ?? '')}/texts`, queue !== null)
}

export function useCalendars(): UseQueryResult<CalendarRow[]> {
  return useSetting(['calendars'], '/api/calendars')
}

export function useCalendarsNow(): UseQueryResult<CalendarOverview[]> {
  return useSetting(['openings'], '/api/rulebook/openings')
}

/** What would come of this calendar, worked out by the server; nothing is kept. */
export function useOpenings(calendar: Calendar): UseQueryResult<Openings> {
  return useQuery({
    queryKey: ['rulebook', 'preview', calendar],
    queryFn: () => act<Openings>('/api/rulebook/openings', calendar),
    staleTime: 30_000,
    retry: false,
    placeholderData: (before) => before,
  })
}

export function useTerritories(): UseQueryResult<Territory[]> {
  return useQuery({ queryKey: ['territories'], queryFn: ({ signal }) => read<Territory[]>('/api/territories', signal), staleTime: Infinity })
}

export function useHolidays(territory: string, year: number): UseQueryResult<Holiday[]> {
  return useQuery({
    queryKey: ['holidays', territory, year],
    queryFn: ({ signal }) => read<Holiday[]>(`/api/holidays?territory=${territory}&year=${year}`, signal),
    enabled: territory !== '',
    staleTime: Infinity,
  })
}

export function useChanges(kind: 'queue' | 'calendar' | 'reason' | 'presence_reason', of: string | null): UseQueryResult<Change[]> {
  return useSetting(['changes', kind, of ?? ''], `/api/rulebook/changes?kind=${kind}&limit=12${of ? `&of=${encodeURIComponent(of)}` : ''}`)
}

/** After a change: whatever the rulebook answered before is asked again, here and on the other screens. */
export function useSettled(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(async () => {
    await Promise.all(['rulebook', 'queues', 'reasons', 'presence-reasons', 'texts', 'instructions'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  }, [queries])
}

