import { expect, test } from 'vitest'
import type { Topic } from '~/live/reducer'
import type { Row } from '~/live/rows'
import { storyOf } from '~/rooms/interactions/story'

const NOON = new Date(2026, 10, 20, 12).getTime() / 1000
const DAY = 86_400
const say = (n: number, author: string, at: number) => ({ id: `message:${n}`, kind: 'message', author, agent: null, name: null, text: `${n}`, at, n })
const event = (seq: number, type: string, at: number) => ({ id: `event:${seq}`, kind: 'event', type, at, agent: null, name: null, queue_name: null, facts: {} })
const topic = (...rows: Row[]): Topic => ({ state: 'live', n: 1, rows: new Map(rows.map((row) => [row.id, row])) })
const read = (told: Topic, whole = false) => storyOf(told, whole).map((part) => (part.kind === 'bubble' ? `${part.first ? '(' : ''}${part.message.n}${part.last ? ')' : ''}` : part.kind))

test('days separate, and one voice makes one run', () => {
  const told = topic(say(3, 'agent', NOON + DAY + 5), say(1, 'customer', NOON), say(2, 'customer', NOON + 20), say(4, 'agent', NOON + DAY + 9))
  expect(read(told)).toEqual(['day', '(1', '2)', 'day', '(3', '4)'])
})

test('what happened in between ends a run', () => {
  expect(read(topic(say(1, 'agent', NOON), event(7, 'transferred', NOON + 1), say(2, 'agent', NOON + 2)))).toEqual(['day', '(1)', 'event', '(2)'])
})

test('an agent is spared the offers; who supervises sees them', () => {
  const told = topic(event(1, 'offer_made', NOON), event(2, 'offer_accepted', NOON + 1), event(3, 'message_stored', NOON + 2))
  expect(read(told)).toEqual(['day', 'event'])
  expect(read(told, true)).toEqual(['day', 'event', 'event'])
})
