/** Until when something holds: the instants a supervisor says most, and the one they type. Pure. */
import type { Instant } from '~/live/rows'

const MINUTE = 60
const HOUR = 3600
/** A whole hour that is nearly here is no different from « 30 min ». */
const SOONEST = 20 * MINUTE
const HOURS_AHEAD = 3

export type Preset = { key: 'minutes' | 'hour' | 'day' | 'changed'; at: Instant | null } | { key: 'clock'; at: Instant }

export function presets(now: Instant): Preset[] {
  const first = Math.ceil((now + SOONEST) / HOUR) * HOUR
  const night = endOfDay(now)
  const clocks = Array.from({ length: HOURS_AHEAD }, (_, place): Preset => ({ key: 'clock', at: first + place * HOUR }))
  return [
    { key: 'minutes', at: now + 30 * MINUTE },
    { key: 'hour', at: now + HOUR },
    ...clocks.filter(({ at }) => at !== null && at < night),
    { key: 'day', at: night },
    { key: 'changed', at: null },
  ]
}

/** The next time the clock reads `hh:mm`, here; null for what is no time. */
export function nextClock(typed: string, now: Instant): Instant | null {
  const said = /^(\d{1,2})[:hH.](\d{2})?$|^(\d{1,2})$/.exec(typed.trim())
  const [hours, minutes] = [Number(said?.[1] ?? said?.[3] ?? Number.NaN), Number(said?.[2] ?? 0)]
  if (Number.isNaN(hours) || hours > 23 || minutes > 59) return null
  const there = new Date(now * 1000)
  there.setHours(hours, minutes, 0, 0)
  if (there.getTime() / 1000 <= now) there.setDate(there.getDate() + 1)
  return there.getTime() / 1000
}

/** The last second of this day, here. */
export function endOfDay(now: Instant): Instant {
  const there = new Date(now * 1000)
  there.setHours(23, 59, 59, 0)
  return there.getTime() / 1000
}
