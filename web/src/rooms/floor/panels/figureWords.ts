/** The figures an alert may watch, of a queue or of a team, and how their values read. Pure. */
import { count, duration, percent } from '~/ui/format'

export const QUEUE_FIGURES = [
  'waiting', 'longest_wait_s', 'service_level_half_hour', 'service_level_day', 'answer_rate_half_hour', 'answer_rate_day',
  'abandonment_half_hour', 'abandonment_day', 'expected_wait_s', 'callbacks', 'available', 'not_ready',
] as const
export const TEAM_FIGURES = ['available', 'offered', 'in_contact', 'wrap_up', 'not_ready', 'logged_out', 'overstayed', 'hands', 'wishes'] as const

export type FigureName = (typeof QUEUE_FIGURES)[number] | (typeof TEAM_FIGURES)[number]
export type Unit = 'share' | 'seconds' | 'count'

export function unitOf(figure: string): Unit {
  if (figure.endsWith('_half_hour') || figure.endsWith('_day')) return 'share'
  return figure.endsWith('_s') ? 'seconds' : 'count'
}

export function figureValue(figure: string, value: number, language: string): string {
  const unit = unitOf(figure)
  if (unit === 'share') return percent(value, language)
  return unit === 'seconds' ? duration(value) : count(value, language)
}

/** A limit as it is typed (percents, seconds, counts) and as the server keeps it (a share of 1). */
export function typedOf(figure: string, value: number): number {
  return unitOf(figure) === 'share' ? Math.round(value * 1000) / 10 : value
}

export function valueOf(figure: string, typed: number): number {
  return unitOf(figure) === 'share' ? typed / 100 : typed
}
