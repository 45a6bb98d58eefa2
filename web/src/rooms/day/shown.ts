import type { Figure } from '~/live/rows'
import { count, decimal, duration, percent } from '~/ui/format'

/** A figure as people read it, by its unit; a dash where there is nothing to say. */
export function shown(figure: Figure | undefined, unit: string, language: string): string {
  const value = figure?.value
  if (value === null || value === undefined) return '–'
  if (unit === 'share') return percent(value, language)
  if (unit === 'seconds') return duration(value)
  return unit === 'count' ? count(value, language) : decimal(value, language)
}
