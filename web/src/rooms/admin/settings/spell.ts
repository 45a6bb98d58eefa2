/** Durations and times of the day as people type them. Pure. */

const HOUR = 3600
const MINUTE = 60
const DAY_MIN = 1440

/** A duration to the second, as it may be typed again: `1 h 02 min 05 s`. */
export function spell(seconds: number): string {
  const whole = Math.round(Math.abs(seconds))
  const parts = [[Math.floor(whole / HOUR), 'h'], [Math.floor((whole % HOUR) / MINUTE), 'min'], [whole % MINUTE, 's']] as const
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(' ')
  return (seconds < 0 ? '-' : '') + (said || '0 s')
}

/** Seconds of what was typed: `90`, `90 s`, `1 min 30`, `2h`, `1 h 30 min`. Null when it is no duration. */
export function durationOf(typed: string): number | null {
  const found = /^(-)?(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:min|mn|m))?\s*(?:(\d+)\s*s?)?$/i.exec(typed.trim().replaceAll(/\s+/g, ' '))
  if (!found || typed.trim() === '' || typed.trim() === '-') return null
  const [, minus, h, min, rest] = found
  // `1 h 30` is an hour and a half; a number with nothing before it is seconds.
  const trailing = h !== undefined && min === undefined && rest !== undefined && !/s$/i.test(typed.trim()) ? MINUTE : 1
  const seconds = Number(h ?? 0) * HOUR + Number(min ?? 0) * MINUTE + Number(rest ?? 0) * trailing
  return minus ? -seconds : seconds
}

/** `08:30`; the end of the day is `24:00`. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** Minutes since midnight of `8`, `8h`, `8h30`, `8:30`, `0830`, `24:00`. Null when it is no time. */
export function minuteOf(typed: string): number | null {
  const found = /^(\d{1,2})(?:\s*[h:.]?\s*(\d{2})?)?$/i.exec(typed.trim())
  if (!found) return null
  const minute = Number(found[1]) * 60 + Number(found[2] ?? 0)
  return Number(found[2] ?? 0) < 60 && minute <= DAY_MIN ? minute : null
}
