/** The server's time, guessed from its last word, and one heartbeat a second for every timer on the screen. */
import type { Instant } from './rows'

let offset = 0
const ticks = new Set<() => void>()
let beating: ReturnType<typeof setInterval> | undefined

export function now(): Instant {
  return Date.now() / 1000 + offset
}

/** The server said `at`; half of the trip it took to hear it has passed since. */
export function heard(at: Instant, trip_s = 0): void {
  offset = at + trip_s / 2 - Date.now() / 1000
}

/** `fn` runs each second until the returned function is called. */
export function onTick(fn: () => void): () => void {
  ticks.add(fn)
  beating ??= setInterval(() => ticks.forEach((tick) => tick()), 1000)
  return () => {
    ticks.delete(fn)
    if (ticks.size || beating === undefined) return
    clearInterval(beating)
    beating = undefined
  }
}
