/** The three questions of « Pourquoi ? », and the moment of the story each is asked about. Pure. */
import type { EventRow } from '~/live/rows'

export type Question = 'agent' | 'wait' | 'other'

/** Every decision that gave it to somebody, newest first. */
export function decisions(events: EventRow[]): EventRow[] {
  return events.filter(({ type }) => type === 'offer_made').toSorted((a, b) => b.at - a.at)
}

/** Every time it began to wait, newest first. */
export function waits(events: EventRow[]): EventRow[] {
  return events.filter(({ type }) => type === 'queue_entered').toSorted((a, b) => b.at - a.at)
}

export function seqOf(event: EventRow | undefined): number | null {
  return event ? Number(event.id.slice(event.id.indexOf(':') + 1)) : null
}

/** What is asked first: of who waits, why they wait; of who was given to somebody, why them. */
export function firstQuestion(state: string, asked: EventRow[]): Question {
  return state === 'waiting' || asked.length === 0 ? 'wait' : 'agent'
}
