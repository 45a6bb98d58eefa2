import { ActionIcon, NativeSelect } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '~/live/clock'
import { worded } from '~/ui/words'
import { useHolidays, useTerritories } from '../queries'
import { useNamed } from '../settings/Setting'
import type { Calendar } from '../shapes'
import style from './Calendars.module.css'
import { dayWords, spansWords } from './days'

const FIRST_YEAR = 2000
const LAST_YEAR = 2100

/** The territory whose public holidays close, and what they are this year or another. */
export function Holidays({ calendar, onChange }: { calendar: Calendar; onChange: (territory: string) => void }) {
  const { t, i18n } = useTranslation('admin')
  const { data: territories } = useTerritories()
  const [year, setYear] = useState(() => new Date(now() * 1000).getFullYear())
  const { data: days } = useHolidays(calendar.holidays, year)
  const named = useNamed({ name: 'holidays', where: 'holidays' })
  const unlike = new Map(calendar.exceptions.map((one) => [one.on, one]))
  return (
    <>
      <NativeSelect {...named} value={calendar.holidays} onChange={(event) => onChange(event.currentTarget.value)} data={[{ value: '', label: t('holidays.none') }, ...(territories ?? []).map((one) => ({ value: one.code, label: worded(one, i18n.language) }))]} />
      {calendar.holidays !== '' && (
        <div>
          <div className={style.year}>
            <ActionIcon variant="subtle" color="gray" disabled={year <= FIRST_YEAR} aria-label={t('holidays.before', { year: year - 1 })} onClick={() => setYear(year - 1)}><IconChevronLeft size={16} /></ActionIcon>
            <span aria-live="polite">{t('holidays.of', { year })}</span>
            <ActionIcon variant="subtle" color="gray" disabled={year >= LAST_YEAR} aria-label={t('holidays.after', { year: year + 1 })} onClick={() => setYear(year + 1)}><IconChevronRight size={16} /></ActionIcon>
          </div>
          <ul className={style.holidays}>
            {(days ?? []).map((one) => {
              const exception = unlike.get(one.on)
              return (
                <li key={one.on}>
                  <span>{one.name}</span>
                  <span>{dayWords(one.on, i18n.language)}{exception && exception.spans.length > 0 && ` · ${t('holidays.open', { spans: spansWords(exception.spans) })}`}</span>
                </li>
              )
            })}
          </ul>
        </div>
      )}
    </>
  )
}
