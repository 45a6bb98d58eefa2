import { useCallback, useEffect, useState } from 'react'
import { useSession } from '~/app/session'
import { same } from './same'

export interface Draft<T> {
  value: T
  set: (next: T) => void
  changed: boolean
  /** The changes were made at an earlier visit to this screen, and kept. */
  found: boolean
  drop: () => void
}

const KEPT = 'beffroi-draft'

/**
 * What is being written, until it is saved or dropped. Leaving the screen loses nothing: it is there again on coming
 * back, in this window, for the same person.
 */
export function useDraft<T extends object>(of: string, saved: T): Draft<T> {
  const { user } = useSession()
  const key = `${KEPT}:${user.id}:${of}`
  const [draft, setDraft] = useState<T | null>(() => kept<T>(key))
  const [found, setFound] = useState(draft !== null)
  const changed = draft !== null && !same(draft, saved)
  useEffect(() => {
    if (draft === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(draft))
  }, [draft, key])
  useEffect(() => {
    if (!changed) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])
  const drop = useCallback(() => {
    setDraft(null)
    setFound(false)
  }, [])
  return { value: draft ?? saved, set: setDraft, changed, found: found && changed, drop }
}

/** Whether something was written here and not saved. */
export function useDrafts(): (of: string) => boolean {
  const { user } = useSession()
  return useCallback((of) => sessionStorage.getItem(`${KEPT}:${user.id}:${of}`) !== null, [user.id])
}

function kept<T>(key: string): T | null {
  const written = sessionStorage.getItem(key)
  return written === null ? null : (JSON.parse(written) as T)
}
