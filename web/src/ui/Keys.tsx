import { useEffect, useRef } from 'react'
import style from './Keys.module.css'

export type Bindings = Record<string, (() => void) | undefined>

/** Keys heard anywhere on the page: `F2`, `alt+1` (by position), `?` (not while typing). */
export function useKeys(bindings: Bindings): void {
  const current = useRef(bindings)
  useEffect(() => {
    current.current = bindings
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = nameOf(event)
      const fn = name && current.current[name]
      if (!fn || (name === '?' && isTyping(event.target))) return
      event.preventDefault()
      fn()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function nameOf(event: KeyboardEvent): string {
  if (event.repeat || event.isComposing) return ''
  if (event.altKey && !event.ctrlKey && !event.metaKey && /^(Digit|Numpad)[1-9]$/.test(event.code)) return `alt+${event.code.at(-1)}`
  if (event.ctrlKey || event.metaKey || event.altKey) return ''
  return event.key
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}

/** A key as printed on the keyboard. */
export function Key({ children }: { children: string }) {
  return <kbd className={style.key}>{children}</kbd>
}
