import { describe, expect, test } from 'vitest'
import { nameIn } from '~/api/upload'
import { inOrder, quarterBars, ticks } from '~/rooms/reports/charts/bins'
import { bytes, clock, countsOf, day, seconds, valueOf } from '~/rooms/reports/figures'
import { query } from '~/rooms/reports/measuring'

const spaced = (said: string) => said.replaceAll(/\s/g, ' ')

describe('figures', () => {
  test.each([
    [0.5303, 'share', 'fr', '53,0 %'], [0.5303, 'share', 'en', '53.0%'], [11, 'seconds', 'fr', '11 s'], [11.36, 'seconds', 'fr', '11,4 s'],
    [59.97, 'seconds', 'en', '1 min'], [151, 'seconds', 'fr', '2 min 31 s'], [41_953_500, 'seconds', 'en', '11,654 h'], [1234, 'count', 'fr', '1 234'], [-0.125, 'points', 'en', '-0.13'], [null, 'share', 'fr', '–'],
  ] as const)('%s %s in %s reads %s', (value, unit, language, said) => {
    expect(spaced(valueOf({ value }, unit, language))).toBe(said)
  })

  test('a share shows its two counts, a mean of seconds its sum, a percentile how many of how many', () => {
    expect(countsOf({ value: 0.53, num: 175, den: 330 }, 'share', 'of_received', 'fr')).toBe('175/330')
    expect(countsOf({ value: 11, num: 1925, den: 175 }, 'seconds', 'mean', 'fr')).toBe('32 min 05 s / 175')
    expect(countsOf({ value: 8, num: 91, den: 175 }, 'seconds', 'p50', 'fr')).toBe('91/175')
    expect(countsOf({ value: 330, num: 330, den: null }, 'count', null, 'fr')).toBe('')
    expect(countsOf({ value: null, num: null, den: null }, 'share', null, 'fr')).toBe('')
  })

  test('clock times, days and sizes', () => {
    expect([clock(0), clock(495), clock(1440)]).toEqual(['00:00', '08:15', '00:00'])
    expect([day('2026-03-10', 'fr'), day('2026-03-10', 'en')]).toEqual(['mardi 10 mars 2026', 'Tuesday, 10 March 2026'])
    expect([bytes(40, 'fr'), bytes(13_400, 'fr'), bytes(64 * 1024 * 1024, 'en')].map(spaced)).toEqual(['0,1 Ko', '13 Ko', '64 MB'])
    expect(seconds(0.04, 'fr')).toBe('0 s')
  })
})

describe('charts', () => {
  test('every quarter-hour between the first and the last has a bar, from whole hour to whole hour', () => {
    const bars = quarterBars([{ minute: 495, outcomes: { abandoned: 2, answered: 3 } }, { minute: 540, outcomes: { answered: 1 } }])
    expect([bars.length, bars[0]?.minute, bars.at(-1)?.minute]).toEqual([8, 480, 585])
    expect(bars[1]).toEqual({ minute: 495, total: 5, parts: [['answered', 3], ['abandoned', 2]] })
    expect(quarterBars([])).toEqual([])
  })

  test('outcomes have one order, whatever order they come in', () => {
    expect(inOrder(['closed', 'abandoned', 'answered', 'no such outcome'])).toEqual(['answered', 'abandoned', 'closed'])
  })

  test.each([[0, [0, 1]], [3, [0, 1, 2, 3]], [24, [0, 10, 20, 30]], [175, [0, 50, 100, 150, 200]], [60, [0, 20, 40, 60]]])('lines behind %s', (most, lines) => {
    expect(ticks(most)).toEqual(lines)
  })
})

test('what is asked goes in the address; a word left aside does not', () => {
  const asked = { threshold_s: 20, short_s: 5, zone: 'Europe/Paris', order: 'dmy' as const, columns: { arrived_at: 'Début = ici' }, outcomes: { pris: 'answered', zut: '' } }
  const said = query('journal.csv', asked)
  expect([said.getAll('column'), said.getAll('outcome'), said.get('order'), said.get('name')]).toEqual([['arrived_at=Début = ici'], ['pris=answered'], 'dmy', 'journal.csv'])
})

test('a document is saved under the name the server gave it', () => {
  expect(nameIn("attachment; filename=\"x.pdf\"; filename*=UTF-8''indicateurs-%C3%A9t%C3%A9.pdf")).toBe('indicateurs-été.pdf')
})
