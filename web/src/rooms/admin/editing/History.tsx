import { useTranslation } from 'react-i18next'
import { date, timeOfDay } from '~/ui/format'
import { useChanges } from '../queries'
import type { Change } from '../shapes'
import style from './Editing.module.css'
import { useFieldWord } from './useFieldWord'

/** « modifié le 22 novembre 2026 à 14:05 par Marc Delattre ». */
export function useChangedWords(): (change: Change) => string {
  const { t, i18n } = useTranslation('admin')
  return ({ at, by }) => t('history.changed', { day: date(at, i18n.language), time: timeOfDay(at, i18n.language), name: by.name })
}

/** Who changed it lately, and what. */
export function History({ kind, of }: { kind: 'queue' | 'calendar' | 'reason' | 'presence_reason'; of: string }) {
  const { t, i18n } = useTranslation('admin')
  const { data } = useChanges(kind, of)
  const fieldWord = useFieldWord()
  if (!data || data.length === 0) return null
  return (
    <section className={style.box} aria-label={t('history.title')}>
      <h2>{t('history.title')}</h2>
      <ul className={style.log}>
        {data.map((one) => (
          <li key={`${one.at} ${one.action} ${one.fields.join()}`}>
            <span className={style.when}>{t('history.line', { day: date(one.at, i18n.language), time: timeOfDay(one.at, i18n.language), name: one.by.name })}</span>
            <span>{one.fields.length > 0 ? one.fields.map(fieldWord).join(', ') : one.action.endsWith('deleted') ? t('history.deleted') : t('history.saved')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
