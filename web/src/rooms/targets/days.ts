import type { Instant } from '~/live/rows'

/** Noon of a calendar day, here: the middle of `2026-11-18`. */
export function instantOf(day: string): Instant {
  return new Date(`${day}T12:00:00`).getTime() / 1000
}

/** The calendar day of an instant, here, as `2026-11-18`. */
export function dayOf(at: Instant): string {
  const there = new Date(at * 1000)
  return [there.getFullYear(), there.getMonth() + 1, there.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
