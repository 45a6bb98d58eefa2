import { useEffect, useRef, useState, type FocusEvent } from 'react'

/** What opens over a screen gives the focus back, when it goes, to where it was when it came. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(() => () => giveBack(before), [before])
}

/** The same for what comes by itself and is only entered later: `onFocus` of its outermost element. */
export function useFocusBackFrom(): (event: FocusEvent) => void {
  const before = useRef<Element | null>(null)
  useEffect(() => () => giveBack(before.current), [])
  return ({ currentTarget, relatedTarget }) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) before.current = relatedTarget
  }
}

/** Only when nothing else has taken it. */
function giveBack(to: Element | null): void {
  const isFree = document.activeElement === null || document.activeElement === document.body
  if (isFree && to instanceof HTMLElement && to.isConnected) to.focus({ preventScroll: true })
}
