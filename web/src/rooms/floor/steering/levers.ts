/** The levers of a queue: what each may be set to, which one is held, and what is said of it. Pure. */
import type { Held, Lever, QueueRow } from '~/live/rows'

/** By lever, in the order of the panel; null gives it back to the rules. A queue may be named for `overflow`. */
export const SETTINGS = {
  opening: [null, 'open', 'closed'],
  overflow: [null, 'off'],
  help: [null, 'on', 'off'],
  callback: [null, 'on', 'off'],
  priority: [null, 60, 300, 900],
} as const satisfies Partial<Record<Lever, readonly (string | number | null)[]>>

export type SetLever = keyof typeof SETTINGS

export function held(row: QueueRow | undefined, lever: Lever): Held | undefined {
  return row?.levers?.find((one) => one.lever === lever)
}

/** The word for a setting: `rules`, `open`, `off`, `to` (a queue named), `plus` (seconds of rank). */
export function wordOf(lever: Lever, value: string | number | null): string {
  if (value === null) return 'rules'
  if (lever === 'priority') return 'plus'
  if (lever === 'overflow' && value !== 'off') return 'to'
  return String(value)
}

/** What a queue's badges say, in one order: what is steered first, then what goes on by itself. */
export type Badge = { kind: string; name?: string; minutes?: number; lever?: Lever }

export function badgesOf(row: QueueRow): Badge[] {
  const badges: Badge[] = []
  const levers = row.levers ?? []
  const forced = (lever: Lever) => levers.find((one) => one.lever === lever)
  if (row.emergency) badges.push({ kind: 'emergency', lever: 'emergency' })
  if (row.opening && !row.opening.open) badges.push({ kind: 'closed', lever: 'opening' })
  else if (row.opening?.forced === 'open') badges.push({ kind: 'open', lever: 'opening' })
  const overflow = forced('overflow')
  if (overflow) badges.push({ kind: overflow.value === 'off' ? 'overflow_off' : 'overflow_to', name: String(overflow.value), lever: 'overflow' })
  const help = forced('help')
  if (help) badges.push({ kind: `help_${help.value}`, lever: 'help' })
  for (const one of row.helpers ?? []) badges.push({ kind: 'helped', name: one.name ?? one.id })
  for (const one of row.helping ?? []) badges.push({ kind: 'helps', name: one.name ?? one.id })
  const callback = forced('callback')
  if (callback) badges.push({ kind: `callback_${callback.value}`, lever: 'callback' })
  const priority = forced('priority')
  if (priority) badges.push({ kind: 'priority', minutes: Math.round(Number(priority.value) / 60), lever: 'priority' })
  if (row.pull) badges.push({ kind: 'pull' })
  return badges
}
