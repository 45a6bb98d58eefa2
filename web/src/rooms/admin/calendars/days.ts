/** Days of calendars as people read them, and their hours. Pure. */
import type { Calendar, Span } from '../shapes'
import { clock } from '../settings/spell'

const made = new Map<string, Intl.DateTimeFormat>()

/** « lun. 23 nov. » of `2026-11-23`, whatever the zone of who reads. */
export function dayWords(day: string, language: string, year = false): string {
  const key = `${language} ${year}`
  const format = made.get(key) ?? new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC', ...(year && { year: 'numeric' }) })
  made.set(key, format)
  return format.format(new Date(`${day}T12:00:00Z`))
}

export function spansWords(spans: readonly Span[]): string {
  return spans.map((one) => `${clock(one.from_min)}–${clock(one.to_min)}`).join(', ')
}

/** Days with the same hours side by side, from Monday: `[0, 4, spans]` is Monday to Friday. */
export function alike(week: Calendar['week']): [number, number, Span[]][] {
  const found: [number, number, Span[]][] = []
  week.forEach((spans, day) => {
    const last = found.at(-1)
    if (last && spansWords(last[2]) === spansWords(spans)) last[1] = day
    else found.push([day, day, spans])
  })
  return found
}

/** The calendar day it is in this zone. */
export function todayIn(zone: string, at: number): string {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(at * 1000))
  } catch {
    return new Date(at * 1000).toISOString().slice(0, 10)
  }
}
