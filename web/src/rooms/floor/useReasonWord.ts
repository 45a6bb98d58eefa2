import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useContactReasons } from '~/api/day'
import { worded } from '~/ui/words'

/** The words of a contact's reason (motif); a code without words is shown as it is. */
export function useReasonWord(): (code: string) => string {
  const { i18n } = useTranslation()
  const { data } = useContactReasons()
  return useCallback((code) => {
    const known = data?.find((one) => one.code === code)
    return known ? worded(known, i18n.language) : code
  }, [data, i18n.language])
}
