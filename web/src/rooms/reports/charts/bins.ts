/** What a chart draws of the counts it is given: whole axes, few bars, nothing left out. Pure. */
import type { QuarterOfDay } from '~/api/shapes'

/** From the customer's side: well ended first, then lost in one way or another. The same in every chart and list. */
export const OUTCOMES = [
  'answered', 'self_served', 'callback', 'transferred', 'overflowed', 'abandoned', 'dissuaded', 'closed', 'failed', 'blocked', 'waiting',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export function inOrder(outcomes: Iterable<string>): Outcome[] {
  const met = new Set(outcomes)
  return OUTCOMES.filter((outcome) => met.has(outcome))
}

export interface QuarterBar {
  minute: number
  total: number
  parts: [Outcome, number][]
}

/** Every quarter-hour from the first to the last, the empty ones too; whole hours at both ends. */
export function quarterBars(quarters: QuarterOfDay[]): QuarterBar[] {
  const [first, last] = [quarters[0], quarters.at(-1)]
  if (!first || !last) return []
  const from = Math.floor(first.minute / 60) * 60
  const to = Math.ceil((last.minute + 15) / 60) * 60
  const met = new Map(quarters.map((one) => [one.minute, one.outcomes]))
  return Array.from({ length: (to - from) / 15 }, (_, place) => {
    const counts = met.get(from + place * 15) ?? {}
    const parts = inOrder(Object.keys(counts)).map((outcome): [Outcome, number] => [outcome, counts[outcome] ?? 0])
    return { minute: from + place * 15, total: parts.reduce((sum, [, count]) => sum + count, 0), parts }
  })
}

/** Round values from zero to at least `most`: the lines behind the bars. */
export function ticks(most: number, wanted = 4): number[] {
  if (most <= 0) return [0, 1]
  const rough = most / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power)
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step)
}

/** Room for the longest number beside an axis. */
export function labelWidth(longest: string): number {
  return Math.max(36, 14 + longest.length * 7.5)
}
