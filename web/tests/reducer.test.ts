import { describe, expect, test } from 'vitest'
import { apply, NOTHING_YET, type Topic, type TopicMessage } from '~/live/reducer'
import type { Row } from '~/live/rows'

interface Vector {
  steps: { message: TopicMessage | { type: string; topic?: string } }[]
  rows: Record<string, Record<string, Row>>
  state?: Record<string, Topic['state']> | Topic['state']
}

const row = (id: string, text = ''): Row & { text: string } => ({ id, kind: 'message', text })
const snapshot = (n: number, ...rows: Row[]): TopicMessage => ({ type: 'snapshot', topic: 'me', n, rows })
const patch = (prev: number, n: number, upsert: Row[], remove: string[] = []): TopicMessage => ({ type: 'patch', topic: 'me', n, prev, upsert, remove })
const after = (...messages: TopicMessage[]): Topic => messages.reduce(apply, NOTHING_YET)

describe('a topic', () => {
  test('is loading until its snapshot', () => {
    expect(after(patch(0, 1, [row('a')])).state).toBe('loading')
    expect([...after(snapshot(3, row('a'))).rows.keys()]).toEqual(['a'])
  })

  test('follows its patches, in order', () => {
    const topic = after(snapshot(3, row('a'), row('b')), patch(3, 5, [row('a', 'new'), row('c')], ['b']))
    expect([...topic.rows.values()]).toEqual([row('a', 'new'), row('c')])
    expect(topic.n).toBe(5)
  })

  test('keeps the very same row when nothing touched it, so that only what changed is drawn again', () => {
    const before = after(snapshot(3, row('a'), row('b')))
    expect(apply(before, patch(3, 4, [row('b', 'new')])).rows.get('a')).toBe(before.rows.get('a'))
  })

  test('does not double a patch it has seen', () => {
    const before = after(snapshot(3, row('a')), patch(3, 4, [row('b')]))
    expect(apply(before, patch(3, 4, [row('z')]))).toBe(before)
  })

  test('marks a gap, keeps what it knew, and heals with a snapshot', () => {
    const gap = after(snapshot(3, row('a')), patch(5, 6, [row('b')]))
    expect([gap.state, [...gap.rows.keys()]]).toEqual(['gap', ['a']])
    expect(apply(gap, patch(6, 7, [row('c')]))).toBe(gap)
    expect(apply(gap, snapshot(7, row('c'))).state).toBe('live')
  })

  test('refused holds nothing', () => {
    const topic = after(snapshot(1, row('a')), { type: 'refused', topic: 'me', code: 'not_allowed' })
    expect([topic.state, topic.code, topic.rows.size]).toEqual(['refused', 'not_allowed', 0])
  })
})

const vectors = import.meta.glob<Vector>('../../tests/live/vectors/*.json', { eager: true, import: 'default' })

describe.each(Object.entries(vectors))('vector %s', (_, vector) => {
  test('ends with the rows the server has', () => {
    const topics = new Map<string, Topic>()
    for (const { message } of vector.steps) {
      if (!('topic' in message) || message.topic === undefined) continue
      topics.set(message.topic, apply(topics.get(message.topic) ?? NOTHING_YET, message as TopicMessage))
    }
    expect(Object.fromEntries([...topics].map(([name, topic]) => [name, Object.fromEntries(topic.rows)]))).toEqual(vector.rows)
    const states = typeof vector.state === 'object' ? vector.state : {}
    for (const [name, state] of Object.entries(states)) expect(topics.get(name)?.state).toBe(state)
    if (typeof vector.state === 'string') expect([...topics.values()].at(-1)?.state).toBe(vector.state)
  })
})
