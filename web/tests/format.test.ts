import { describe, expect, test } from 'vitest'
import { daysBetween, duration, initials, percent, timer } from '~/ui/format'
import { matches } from '~/ui/find'

describe('durations', () => {
  test.each([[-3, '00:00'], [0, '00:00'], [59.9, '00:59'], [151, '02:31'], [3722, '1:02:02']])('a timer of %s s reads %s', (seconds, text) => {
    expect(timer(seconds)).toBe(text)
  })
  test.each([[45, '45 s'], [60, '1 min'], [151, '2 min 31 s'], [3720, '1 h 02 min'], [7200, '2 h']])('%s s in words is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })
})

test('percentages follow the language', () => {
  expect(percent(0.53, 'fr').replace(/\s/g, ' ')).toBe('53,0 %')
  expect(percent(0.53, 'en')).toBe('53.0%')
})

test('days are calendar days, not twenty-four hours', () => {
  const late = new Date(2026, 10, 20, 23, 50).getTime() / 1000
  expect([daysBetween(late, late + 60), daysBetween(late, late + 1200)]).toEqual([0, 1])
})

test('initials', () => {
  expect([initials('Inès Moreau'), initials('Yassine El Amrani'), initials('Zoé'), initials('')]).toEqual(['IM', 'YA', 'Z', ''])
})

test('a name is found without its accents, by the beginning of its words', () => {
  expect([matches('Colis égaré', 'ega'), matches('Colis égaré', 'co eg'), matches('Colis égaré', 'lis'), matches('Retours', '')]).toEqual([true, true, false, true])
})
