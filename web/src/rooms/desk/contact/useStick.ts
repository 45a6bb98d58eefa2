import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

const NEAR_PX = 60
/** Where each conversation was left, for as long as the page lives. `null` is its newest line. */
const places = new Map<string, number | null>()

function isAtEnd(name: string): boolean {
  return (places.get(name) ?? null) === null
}

/** Keeps a scrolled box at its end while it grows, and where the reader left it otherwise. */
export function useStick(name: string, growth: number): { box: RefObject<HTMLDivElement | null>; away: boolean; toNewest: () => void } {
  const box = useRef<HTMLDivElement>(null)
  const [away, setAway] = useState(false)

  useLayoutEffect(() => {
    const kept = places.get(name)
    if (box.current) box.current.scrollTop = kept ?? box.current.scrollHeight
  }, [name])

  useLayoutEffect(() => {
    const node = box.current
    if (!node) return
    if (growth >= 0 && isAtEnd(name)) node.scrollTop = node.scrollHeight
  }, [name, growth])

  useEffect(() => {
    const node = box.current
    if (!node) return
    let height = node.clientHeight
    const settle = () => {
      height = node.clientHeight
      if (isAtEnd(name)) node.scrollTop = node.scrollHeight
    }
    const onScroll = () => {
      // A box that shrank moved its end, not its reader.
      if (node.clientHeight !== height) return settle()
      const up = node.scrollHeight - node.scrollTop - node.clientHeight > NEAR_PX
      places.set(name, up ? node.scrollTop : null)
      setAway(up)
    }
    // The composer grows, the sheet opens: the newest line stays in sight.
    const sizes = new ResizeObserver(settle)
    node.addEventListener('scroll', onScroll, { passive: true })
    sizes.observe(node)
    return () => {
      node.removeEventListener('scroll', onScroll)
      sizes.disconnect()
    }
  }, [name])

  const toNewest = useCallback(() => box.current?.scrollTo({ top: box.current.scrollHeight }), [])
  return { box, away, toNewest }
}
