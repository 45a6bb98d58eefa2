/**
 * What a topic's rows become with each message of the server. Pure: the same vectors test it and the server's twin.
 *
 * A topic is born by a snapshot and grows by patches; each patch names the one before it. A patch that does not follow
 * leaves the rows as they were and marks a gap, until a fresh snapshot closes it. A patch already seen changes nothing.
 */
import type { Row } from './rows'

export interface Topic {
  readonly state: 'loading' | 'live' | 'gap' | 'refused'
  readonly n: number
  readonly rows: ReadonlyMap<string, Row>
  readonly code?: string
}

export type TopicMessage =
  | { type: 'snapshot'; topic: string; n: number; rows: Row[] }
  | { type: 'patch'; topic: string; n: number; prev: number; upsert?: Row[]; remove?: string[] }
  | { type: 'refused'; topic: string; code: string }

export const NOTHING_YET: Topic = { state: 'loading', n: -1, rows: new Map() }

export function apply(topic: Topic, message: TopicMessage): Topic {
  switch (message.type) {
    case 'snapshot':
      return { state: 'live', n: message.n, rows: new Map(message.rows.map((row) => [row.id, row])) }
    case 'refused':
      return { state: 'refused', n: -1, rows: new Map(), code: message.code }
    case 'patch':
      if (topic.state !== 'live' || message.n <= topic.n) return topic
      if (message.prev !== topic.n) return { ...topic, state: 'gap' }
      return { state: 'live', n: message.n, rows: patched(topic.rows, message.upsert ?? [], message.remove ?? []) }
  }
}

function patched(rows: ReadonlyMap<string, Row>, upsert: Row[], remove: string[]): ReadonlyMap<string, Row> {
  const next = new Map(rows)
  for (const id of remove) next.delete(id)
  for (const row of upsert) next.set(row.id, row)
  return next
}
