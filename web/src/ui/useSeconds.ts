import { useEffect, useReducer } from 'react'
import { now, onTick } from '~/live/clock'
import type { Instant } from '~/live/rows'

/** The server's time, drawn again each second. For the few places that decide by it; a plain `Timer` is lighter. */
export function useSeconds(): Instant {
  const [, tick] = useReducer((count: number) => count + 1, 0)
  useEffect(() => onTick(tick), [])
  return now()
}
