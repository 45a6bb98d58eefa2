import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { TEXT_KINDS, type TextKind } from '../shapes'

/** What a field of the rules, or a case of the texts, is called on the screen. */
export function useFieldWord(): (field: string) => string {
  const { t, i18n } = useTranslation('admin')
  return useCallback((field) => {
    if ((TEXT_KINDS as readonly string[]).includes(field)) return t(`kind.${field as TextKind}`)
    return i18n.exists(`admin:field_of.${field}`) ? t(`field_of.${field as 'name'}`) : field
  }, [t, i18n])
}
