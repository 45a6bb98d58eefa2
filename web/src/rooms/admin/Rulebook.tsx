import './words'
import { useParams } from 'react-router'
import type { Place } from './AdminPage'
import { CalendarPage } from './calendars/CalendarPage'
import { Calendars } from './calendars/Calendars'
import { QueuePage } from './queues/QueuePage'
import { Queues } from './queues/Queues'
import { PresenceReasons } from './reasons/PresenceReasons'
import { Reasons } from './reasons/Reasons'

/** What people set for good: queues, hours, reasons. One address each; with an id, the one thing. */
export function Rulebook({ place }: { place: Place }) {
  const { id } = useParams()
  if (place === 'queues') return id ? <QueuePage key={id} queue={id} /> : <Queues />
  if (place === 'calendars') return id ? <CalendarPage key={id} id={id} /> : <Calendars />
  return place === 'reasons' ? <Reasons /> : <PresenceReasons />
}
