import { describe, expect, test } from 'vitest'
import type { AgentRow, AlertRow, HandRow, QueueRow } from '~/live/rows'
import { askedOf, common, isEmpty, toggled } from '~/rooms/floor/agents/change'
import { addressWith, filtersOf, isFiltering, isShown } from '~/rooms/floor/agents/filters'
import { between, Selection } from '~/rooms/floor/agents/selection'
import { typedOf, unitOf, valueOf } from '~/rooms/floor/panels/figureWords'
import { arrivals, newsOf, pending } from '~/rooms/floor/rail/news'
import { badgesOf, wordOf } from '~/rooms/floor/steering/levers'
import { endOfDay, nextClock, presets } from '~/rooms/floor/steering/until'
import { boardsOf } from '~/rooms/floor/wall/boards'

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

describe('news', () => {
  const alert = (id: string, since: number, seen: number | null = null) => ({ id, kind: 'alert', since, acknowledged_at: seen, sound: true }) as unknown as AlertRow
  const hand = (id: string, raised: number) => ({ id, kind: 'hand', at: raised }) as unknown as HandRow
  const wisher = (agent: string, asked: number, approval: boolean) => ({ agent, wish: { reason: 'pause', at: asked, approval } }) as unknown as AgentRow
  const ids = (news: { id: string }[]) => news.map(({ id }) => id)

  test('comes newest first; what somebody sees to comes last; one alert is one', () => {
    const news = newsOf([alert('a', 10), alert('a', 10), alert('b', 30, 31)], [hand('h', 20)], [wisher('w', 15, true), wisher('x', 40, false)])
    expect(ids(news)).toEqual(['h', 'wish:w', 'a', 'wish:x', 'b'])
    expect(pending(news)).toBe(3)
  })

  test('is new once, and never on a screen that has just opened', () => {
    const news = newsOf([alert('a', 10)], [hand('h', 20)], [])
    expect(arrivals(null, news)).toEqual([])
    expect(ids(arrivals(new Set(['a']), news))).toEqual(['h'])
    expect(arrivals(new Set(['a', 'h']), news)).toEqual([])
  })
})

describe('levers', () => {
  const row = { levers: [{ lever: 'overflow', value: 'support' }, { lever: 'priority', value: 300 }], helpers: [{ id: 'q', name: 'Retours' }], helping: [], opening: { open: false, forced: 'closed' }, emergency: true, pull: false } as unknown as QueueRow

  test('what is steered is told, the gravest first', () => {
    expect(badgesOf(row).map(({ kind }) => kind)).toEqual(['emergency', 'closed', 'overflow_to', 'helped', 'priority'])
    expect(badgesOf(row).at(-1)?.minutes).toBe(5)
  })

  test('each setting has its word', () => {
    expect([wordOf('help', null), wordOf('help', 'off'), wordOf('overflow', 'support'), wordOf('overflow', 'off'), wordOf('priority', 60)]).toEqual(['rules', 'off', 'to', 'off', 'plus'])
  })
})

describe('a change of agents', () => {
  const agent = (queues: Record<string, number>) => ({ queues: Object.fromEntries(Object.entries(queues).map(([id, priority]) => [id, { name: id, priority }])) }) as unknown as AgentRow

  test('begins with what they all serve', () => {
    expect(common([agent({ a: 1, b: 2 }), agent({ b: 3 })])).toEqual({ b: 2 })
    expect(common([])).toEqual({})
  })

  test('asks for queues only when they were touched, and for skills that changed', () => {
    const draft = { queues: null, skills: {} }
    expect([isEmpty(draft), askedOf(draft)]).toEqual([true, {}])
    const next = toggled(draft, 'a', { b: 2 })
    expect(askedOf({ ...next, skills: { english: 4 } })).toEqual({ queues: { a: { priority: 1, delay_s: 0 }, b: { priority: 2, delay_s: 0 } }, skills: { english: 4 } })
    expect(toggled(next, 'b', {}).queues).toEqual({ a: 1 })
  })
})

describe('the wall', () => {
  test('shows every queue once, on boards that can be read', () => {
    const pages = (queues: number) => boardsOf(queues, 0).flatMap((board) => (board.kind === 'queues' ? [board.to - board.from] : []))
    expect([pages(3), pages(12), pages(13), pages(40)]).toEqual([[3], [12], [7, 6], [10, 10, 10, 10]])
    expect(boardsOf(3, 2).map(({ kind }) => kind)).toEqual(['queues', 'agents', 'alerts'])
  })
})

test('a limit is typed in per cent, kept as a share', () => {
  expect([unitOf('waiting'), unitOf('longest_wait_s'), unitOf('service_level_day')]).toEqual(['count', 'seconds', 'share'])
  expect([valueOf('answer_rate_day', 85), typedOf('answer_rate_day', 0.853), valueOf('waiting', 12)]).toEqual([0.85, 85.3, 12])
})
