import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { usePresenceReasons } from '~/api/queries'
import { worded } from '~/ui/words'

/** Reasons the server gives by itself. */
const SYSTEM = new Set(['no_answer', 'desk_lost'])

/** The words of a reason for not being ready; a code without words is shown as it is. */
export function useReason(): (code: string | null | undefined) => string | undefined {
  const { t, i18n } = useTranslation('desk')
  const { data } = usePresenceReasons()
  return useCallback((code) => {
    if (!code) return undefined
    const reason = data?.find((one) => one.code === code)
    if (reason) return worded(reason, i18n.language)
    return SYSTEM.has(code) ? t(`presence.${code as 'no_answer'}`) : code
  }, [data, t, i18n.language])
}
