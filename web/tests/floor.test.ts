import { describe, expect, test } from 'vitest'
import type { AgentRow } from '~/live/rows'
import { addressWith, filtersOf, isFiltering, isShown } from '~/rooms/floor/agents/filters'
import { between, Selection } from '~/rooms/floor/agents/selection'
import { endOfDay, nextClock, presets } from '~/rooms/floor/steering/until'

const at = (hours: number, minutes: number) => new Date(2026, 10, 20, hours, minutes).getTime() / 1000

describe('until', () => {
  const clocks = (now: number) => presets(now).filter(({ key }) => key === 'clock').map((one) => one.at)

  test('offers half an hour, an hour, the next whole hours, the end of the day, and until changed', () => {
    const now = at(14, 25)
    expect(presets(now).map(({ key }) => key)).toEqual(['minutes', 'hour', 'clock', 'clock', 'clock', 'day', 'changed'])
    expect(clocks(now)).toEqual([at(15, 0), at(16, 0), at(17, 0)])
    expect(presets(now).at(-2)?.at).toBe(endOfDay(now))
  })

  test('an hour that is nearly here is not offered, nor one of tomorrow', () => {
    expect(clocks(at(14, 50))[0]).toBe(at(16, 0))
    expect(clocks(at(22, 10))).toEqual([at(23, 0)])
    expect(clocks(at(23, 30))).toEqual([])
  })

  test.each([['16:00', at(16, 0)], ['16h', at(16, 0)], ['16h30', at(16, 30)], ['17', at(17, 0)], ['9:15', at(9, 15) + 86_400], ['25:00', null], ['x', null], ['', null]])('typed %s', (typed, found) => {
    expect(nextClock(typed, at(14, 25))).toBe(found)
  })
})

describe('selection', () => {
  test('a range goes either way, and needs both of its ends', () => {
    expect(between(['a', 'b', 'c', 'd'], 'c', 'a')).toEqual(['a', 'b', 'c'])
    expect(between(['a', 'b'], null, 'b')).toEqual(['b'])
    expect(between(['a', 'b'], 'gone', 'b')).toEqual(['b'])
  })

  test('shift takes everything between, and takes it away again', () => {
    const selection = new Selection()
    const shown = ['a', 'b', 'c', 'd']
    selection.toggle('b')
    selection.toggle('d', shown)
    expect([...selection.all()].toSorted()).toEqual(['b', 'c', 'd'])
    selection.toggle('b', shown)
    expect([...selection.all()]).toEqual([])
  })

  test('tells who watches, keeps only who is here, and clears', () => {
    const selection = new Selection()
    let told = 0
    const stop = selection.watch(() => { told += 1 })
    selection.add(['a', 'b'])
    selection.keep(new Set(['b', 'z']))
    selection.keep(new Set(['b']))
    expect([told, [...selection.all()]]).toEqual([2, ['b']])
    selection.clear()
    selection.clear()
    stop()
    expect([told, selection.has('b')]).toEqual([3, false])
  })
})

describe('filters', () => {
  const agent = { status: 'available', name: 'Inès Moreau', skills: { french: 5 }, queues: { ventes: { name: 'Ventes', priority: 1 } }, changes: [], overstayed: false } as unknown as AgentRow
  const shown = (said: string, row: AgentRow = agent) => isShown(row, filtersOf(new URLSearchParams(said)))

  test('each of them narrows', () => {
    expect([shown(''), shown('state=available&skill=french&queue=ventes&name=ine')]).toEqual([true, true])
    expect([shown('state=wrap_up'), shown('skill=english'), shown('queue=retours'), shown('name=karim')]).toEqual([false, false, false, false])
  })

  test('connected, overstayed, temporary', () => {
    expect([shown('state=connected'), shown('state=connected', { ...agent, status: 'logged_out' })]).toEqual([true, false])
    expect([shown('state=overstayed'), shown('state=overstayed', { ...agent, overstayed: true }), shown('state=temporary')]).toEqual([false, true, false])
  })

  test('live in the address, beside what else is there', () => {
    const before = new URLSearchParams('open=i1&state=wrap_up')
    expect(addressWith(before, { state: '', name: 'ka' }).toString()).toBe('open=i1&name=ka')
    expect([isFiltering(filtersOf(before)), isFiltering(filtersOf(new URLSearchParams('open=1')))]).toEqual([true, false])
  })
})
