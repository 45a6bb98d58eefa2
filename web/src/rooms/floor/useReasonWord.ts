import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '~/api/call'
import { worded } from '~/ui/words'
import type { Words } from './steering/shapes'

const SETTLED_MS = 5 * 60_000

/** The words of a contact's reason (motif); a code without words is shown as it is. */
export function useReasonWord(): (code: string) => string {
  const { i18n } = useTranslation()
  const { data } = useQuery({
    queryKey: ['contact-reasons'],
    queryFn: ({ signal }) => read<(Words & { code: string })[]>('/api/reasons', signal),
    staleTime: SETTLED_MS,
  })
  return useCallback((code) => {
    const known = data?.find((one) => one.code === code)
    return known ? worded(known, i18n.language) : code
  }, [data, i18n.language])
}
