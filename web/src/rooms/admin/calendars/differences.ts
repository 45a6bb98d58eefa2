import { useTranslation } from 'react-i18next'
import { worded } from '~/ui/words'
import type { Difference } from '../editing/Aside'
import { useTerritories } from '../queries'
import type { CalendarRow } from '../shapes'
import { dayWords, spansWords } from './days'

/** What would change of a calendar, in the words of the screen. */
export function useCalendarDifferences(before: CalendarRow, after: CalendarRow): Difference[] {
  const { t, i18n } = useTranslation('admin')
  const { data: territories } = useTerritories()
  const facets = ({ name, calendar }: CalendarRow): Omit<Difference, 'before'>[] => {
    const territory = territories?.find((one) => one.code === calendar.holidays)
    const exceptions = calendar.exceptions.toSorted((one, other) => one.on.localeCompare(other.on))
    return [
      { key: 'name', section: 'calendar', label: t('label.calendar_name'), after: name },
      { key: 'zone', section: 'calendar', label: t('label.zone'), after: calendar.zone },
      ...calendar.week.map((spans, day) => ({ key: `week.${day}`, section: 'week', label: t(`weekday.${day as 0}`), after: spansWords(spans) || t('hours.closed') })),
      { key: 'exceptions', section: 'exceptions', label: t('section.exceptions'), after: exceptions.map((one) => [dayWords(one.on, i18n.language, true), one.name, spansWords(one.spans) || t('hours.closed')].filter(Boolean).join(' · ')).join(' ; ') },
      { key: 'holidays', section: 'holidays', label: t('section.holidays'), after: territory ? worded(territory, i18n.language) : calendar.holidays || t('holidays.none') },
    ]
  }
  const was = new Map(facets(before).map((one) => [one.key, one.after]))
  return facets(after).filter((one) => was.get(one.key) !== one.after).map((one) => ({ ...one, before: was.get(one.key) ?? '' }))
}
