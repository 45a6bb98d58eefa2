import { useEffect, useRef } from 'react'
import { now, onTick } from '~/live/clock'
import type { Instant } from '~/live/rows'
import { duration, timer } from './format'

interface Props {
  since?: Instant
  until?: Instant
  words?: boolean
  className?: string | undefined
}

/** Time gone by `since`, or left `until`. It writes its own text each second: nothing around it is drawn again. */
export function Timer({ since, until, words = false, className }: Props) {
  const node = useRef<HTMLTimeElement>(null)
  useEffect(() => {
    const write = () => {
      const text = reading(since, until, words)
      if (node.current && node.current.textContent !== text) node.current.textContent = text
    }
    write()
    return onTick(write)
  }, [since, until, words])
  return <time ref={node} className={className} role="timer" aria-live="off" />
}

function reading(since: Instant | undefined, until: Instant | undefined, words: boolean): string {
  const seconds = until === undefined ? now() - (since ?? now()) : until - now()
  return words ? duration(Math.max(0, Math.floor(seconds))) : timer(Math.ceil(until === undefined ? Math.floor(seconds) : seconds))
}
