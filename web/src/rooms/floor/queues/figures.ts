/** Reading the figures of a queue's row, whether a bare count or a figure with its parts. Pure. */
import type { Figure, Figures, QueueRow } from '~/live/rows'

export type Level = 'ok' | 'warn' | 'bad' | null

/** The counts of a line, in their order on the screen. */
export const COUNTS = ['received', 'handled', 'abandoned', 'overflowed', 'dissuaded'] as const
export type CountName = (typeof COUNTS)[number]

export function figureOf(figures: Figures, name: string): Figure {
  const said = figures[name]
  if (said === null || said === undefined) return { value: null }
  return typeof said === 'number' ? { value: said } : said
}

export function countOf(figures: Figures, name: CountName): number {
  return figureOf(figures, name).value ?? 0
}

/** The worst thing the server says of this queue now. */
export function worstOf(row: QueueRow): Level {
  const levels = new Set([row.longest_level, ...[row.day, row.half_hour].flatMap((figures) => Object.keys(figures).map((name) => figureOf(figures, name).level))])
  if (levels.has('bad')) return 'bad'
  return levels.has('warn') ? 'warn' : null
}
