import { expect, test } from 'vitest'
import { alike, todayIn } from '../src/rooms/admin/calendars/days'
import { codeOf, same } from '../src/rooms/admin/editing/same'
import { pathTo, places, treeOf } from '../src/rooms/admin/reasons/tree'
import { clock, durationOf, minuteOf, spell } from '../src/rooms/admin/settings/spell'

test.each([
  ['90', 90], ['45 s', 45], ['2 min', 120], ['1 min 30', 90], ['1 min 30 s', 90], ['2h', 7200], ['1 h 30', 5400], ['1 h 30 s', 3630], ['1 h 02 min 05 s', 3725], ['-1 min', -60], ['0 s', 0],
])('%s is %d seconds', (typed, seconds) => {
  expect(durationOf(typed)).toBe(seconds)
})

test.each(['', ' ', '-', 'bientôt', '1 j', '1,5 min', 'min'])('“%s” is no duration', (typed) => {
  expect(durationOf(typed)).toBeNull()
})

test('what is spelt can be typed again', () => {
  for (const seconds of [0, 1, 59, 60, 61, 3600, 3661, 86_400, -60, -3725]) expect(durationOf(spell(seconds))).toBe(seconds)
})

test.each([['8', 480], ['8h', 480], ['8h30', 510], ['8:30', 510], ['0830', 510], ['24:00', 1440], ['00:00', 0]])('%s is minute %d', (typed, minute) => {
  expect(minuteOf(typed)).toBe(minute)
  expect(minuteOf(clock(minute))).toBe(minute)
})

test.each(['', '25', '24:01', '8:60', 'midi'])('“%s” is no time of the day', (typed) => {
  expect(minuteOf(typed)).toBeNull()
})

test('two values are the same whatever the order of their fields', () => {
  expect(same({ one: 1, two: [{ x: null }] }, { two: [{ x: null }], one: 1 })).toBe(true)
  expect(same({ one: 1 }, { one: 1, two: 2 })).toBe(false)
  expect(same([1, 2], [2, 1])).toBe(false)
  expect(same([], {})).toBe(false)
})

test('a code is plain, and nobody else’s', () => {
  expect(codeOf('Réparations & réglages', [])).toBe('reparations_reglages')
  expect(codeOf('Retours', ['retours', 'retours_2'])).toBe('retours_3')
  expect(codeOf('New', [])).toBe('new_2')
  expect(codeOf('…', [])).toBe('x')
})

const reason = (code: string, parent: string | null) => ({ code, parent, fr: code, en: code, active: true, mandatory: {}, preferred: {}, preferred_s: 0, bonus_s: 0 })
const REASONS = [reason('order', null), reason('order.late', 'order'), reason('buy', null), reason('order.late.lost', 'order.late'), reason('stray', 'gone')]

test('reasons are a tree, and none is put under itself', () => {
  expect(treeOf(REASONS).map((one) => [one.reason.code, one.under.length])).toEqual([['order', 1], ['buy', 0], ['stray', 0]])
  expect(places(REASONS, 'order').map((one) => one.code)).toEqual(['buy', 'stray'])
  expect(pathTo(REASONS, 'order.late.lost').map((one) => one.code)).toEqual(['order', 'order.late', 'order.late.lost'])
})

test('days of the same hours stand together', () => {
  const day = [{ from_min: 540, to_min: 1080 }]
  expect(alike([day, day, day, day, day, [], []]).map(([from, to]) => [from, to])).toEqual([[0, 4], [5, 6]])
})

test('today is what the zone’s calendar says', () => {
  const lateEvening = Date.UTC(2026, 10, 22, 23, 30) / 1000
  expect(todayIn('Europe/Paris', lateEvening)).toBe('2026-11-23')
  expect(todayIn('America/Martinique', lateEvening)).toBe('2026-11-22')
})
