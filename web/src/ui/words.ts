import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '~/api/problem'

/** Says a problem in the reader's language; a code nobody translated yet is shown, never hidden. */
export function useWords(): (problem: unknown) => string {
  const { t, i18n } = useTranslation('errors')
  return useCallback((problem) => {
    const code = problem instanceof Problem ? problem.code : typeof problem === 'string' ? problem : 'unknown'
    return i18n.exists(`errors:${code}`) ? t(code as 'unknown') : t('unknown', { code })
  }, [t, i18n])
}

/** The wording a server row carries in both languages. */
export function worded(row: { fr: string; en: string }, language: string): string {
  return language === 'en' ? row.en : row.fr
}
