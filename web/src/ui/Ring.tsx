import { useEffect, useRef, type ReactNode } from 'react'
import { now } from '~/live/clock'
import type { Instant } from '~/live/rows'
import style from './Ring.module.css'

const RADIUS = 21
const ROUND = 2 * Math.PI * RADIUS

/** The time left to answer, as a ring that empties. It moves once a second, not sixty times. */
export function Ring({ from, until, label, children }: { from: Instant; until: Instant; label: string; children: ReactNode }) {
  const arc = useRef<SVGCircleElement>(null)
  useEffect(() => {
    const write = () => {
      const left = Math.min(1, Math.max(0, (until - now()) / Math.max(1, until - from)))
      arc.current?.setAttribute('stroke-dashoffset', String(ROUND * (1 - left)))
      arc.current?.setAttribute('data-late', String(left < 0.3))
    }
    write()
    const beat = setInterval(write, 250)
    return () => clearInterval(beat)
  }, [from, until])
  return (
    <div className={style.ring} role="img" aria-label={label}>
      <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden>
        <circle cx="24" cy="24" r={RADIUS} className={style.track} />
        <circle ref={arc} cx="24" cy="24" r={RADIUS} className={style.arc} strokeDasharray={ROUND} />
      </svg>
      <span className={style.inside} aria-hidden>{children}</span>
    </div>
  )
}
