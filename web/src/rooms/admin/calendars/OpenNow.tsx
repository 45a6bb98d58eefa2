import { useTranslation } from 'react-i18next'
import { daysBetween, shortDate, timeOfDay } from '~/ui/format'
import { now } from '~/live/clock'
import { useOpenings } from '../queries'
import type { Calendar } from '../shapes'
import style from './Calendars.module.css'

/** « Ouvert maintenant, jusqu’à 18:00 »: what the server says of this calendar. */
export function OpenNow({ calendar }: { calendar: Calendar }) {
  const { data } = useOpenings(calendar)
  const words = useOpenWords()
  if (!data) return null
  return <span className={style.now} data-open={data.open}>{words(data.open, data.until)}</span>
}

export function useOpenWords(): (open: boolean, until: number | null) => string {
  const { t, i18n } = useTranslation('admin')
  return (open, until) => {
    if (until === null) return t(open ? 'now.open_always' : 'now.closed_always')
    const time = timeOfDay(until, i18n.language)
    const away = daysBetween(now(), until)
    if (away === 0) return t(open ? 'now.open_today' : 'now.closed_today', { time })
    return t(open ? 'now.open_until' : 'now.closed_until', { day: shortDate(until, i18n.language), time })
  }
}
