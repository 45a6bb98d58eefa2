/** A conversation as it is read: days, lines of what happened, and bubbles in runs of one voice. Pure. */
import type { Topic } from '~/live/reducer'
import type { EventRow, Instant, MessageRow, Row } from '~/live/rows'
import { daysBetween } from '~/ui/format'

export type Part =
  | { kind: 'day'; id: string; at: Instant }
  | { kind: 'event'; id: string; event: EventRow }
  | { kind: 'bubble'; id: string; message: MessageRow; first: boolean; last: boolean }

/** What an agent needs of what happened; who supervises sees all of it. */
const QUIET = new Set(['relaxed', 'offer_made', 'offer_timed_out', 'offer_declined', 'offer_withdrawn', 'wrap_up_started', 'wrap_up_extended', 'reprioritised'])
const NEVER = new Set(['interaction_opened', 'message_stored', 'queue_left', 'first_reply', 'required'])
const RUN_S = 180

export function storyOf(topic: Topic, whole: boolean): Part[] {
  const told = [...topic.rows.values()].filter((row): row is MessageRow | EventRow => isTold(row, whole)).toSorted(inOrder)
  const parts: Part[] = []
  told.forEach((row, place) => {
    const before = told[place - 1]
    if (!before || daysBetween(before.at, row.at) !== 0) parts.push({ kind: 'day', id: `day:${row.id}`, at: row.at })
    if (row.kind === 'event') parts.push({ kind: 'event', id: row.id, event: row })
    else parts.push({ kind: 'bubble', id: row.id, message: row, first: !together(before, row), last: !together(row, told[place + 1]) })
  })
  return parts
}

function isTold(row: Row, whole: boolean): row is MessageRow | EventRow {
  if (row.kind === 'message') return true
  if (row.kind !== 'event') return false
  const { type, facts } = row as EventRow
  if (whole) return !NEVER.has(type)
  // A later passage is told by the transfer that caused it.
  return !NEVER.has(type) && !QUIET.has(type) && !(type === 'queue_entered' && facts.passage !== 1)
}

function inOrder(a: MessageRow | EventRow, b: MessageRow | EventRow): number {
  return a.at - b.at || (a.kind === 'message' && b.kind === 'message' ? a.n - b.n : sequence(a) - sequence(b))
}

function sequence(row: MessageRow | EventRow): number {
  return row.kind === 'event' ? Number(row.id.slice(row.id.indexOf(':') + 1)) || 0 : 0
}

function together(a: MessageRow | EventRow | undefined, b: MessageRow | EventRow | undefined): boolean {
  if (a?.kind !== 'message' || b?.kind !== 'message') return false
  return a.author === b.author && a.agent === b.agent && b.at - a.at < RUN_S && daysBetween(a.at, b.at) === 0
}
