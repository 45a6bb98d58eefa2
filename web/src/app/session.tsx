import { useQueryClient } from '@tanstack/react-query'
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { act, keepToken, read } from '~/api/call'
import { Problem } from '~/api/problem'
import type { Session } from '~/api/shapes'
import { proposeLanguage } from '~/i18n'
import { heard } from '~/live/clock'

type State =
  | { kind: 'asking' }
  | { kind: 'in'; session: Session }
  | { kind: 'out'; ended: boolean }
  | { kind: 'failed'; problem: unknown }

interface Acts {
  check: () => Promise<void>
  signIn: (email: string, password: string) => Promise<void>
  signOut: () => Promise<void>
}

const SessionContext = createContext<(State & Acts) | null>(null)

/** Knows whether a person is signed in, and asks the server again whenever that is in doubt. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<State>({ kind: 'asking' })
  const queries = useQueryClient()
  const known = useRef(false)
  const works = useRef(false)

  const leave = useCallback((ended: boolean) => {
    known.current = false
    // The first word on why it ended is the true one.
    setState((before) => (before.kind === 'out' ? before : { kind: 'out', ended }))
  }, [])

  const enter = useCallback((session: Session) => {
    keepToken(session.csrf, () => leave(known.current))
    heard(session.now)
    proposeLanguage(session.user.language)
    known.current = true
    works.current = session.permissions.includes('presence.set_own')
    setState((before) => (before.kind === 'in' && before.session.csrf === session.csrf ? before : { kind: 'in', session }))
  }, [leave])

  const check = useCallback(async () => {
    try {
      const session = await read<Session | null>('/api/session')
      if (session) enter(session)
      else leave(known.current)
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) leave(known.current)
      else if (!known.current) setState({ kind: 'failed', problem })
    }
  }, [enter, leave])

  const signIn = useCallback(async (email: string, password: string) => {
    enter(await act<Session>('/api/session', { email, password }))
  }, [enter])

  const signOut = useCallback(async () => {
    known.current = false
    // Colleagues see an agent who went home, not one whose screen was lost.
    if (works.current) await act('/api/presence', { state: 'logged_out' }).catch(() => undefined)
    await act('/api/session', {}, { method: 'DELETE' }).catch(() => undefined)
    sessionStorage.clear()
    leave(false)
  }, [leave])

  useEffect(() => {
    // The first question; its answer comes later, so nothing is drawn twice here.
    // oxlint-disable-next-line react/set-state-in-effect
    void check()
  }, [check])
  // Nothing of one person is left for the next. Only once their screens are gone: these would ask for it again.
  useEffect(() => {
    if (state.kind === 'out') queries.clear()
  }, [state.kind, queries])
  const value = useMemo(() => ({ ...state, check, signIn, signOut }), [state, check, signIn, signOut])
  return <SessionContext value={value}>{children}</SessionContext>
}

export function useSessionState(): State & Acts {
  const state = useContext(SessionContext)
  if (!state) throw new Error('useSessionState outside SessionProvider')
  return state
}

export interface SignedIn extends Session {
  may: (permission: string) => boolean
}

/** The signed-in person; only for what is drawn behind the door. */
export function useSession(): SignedIn {
  const state = useSessionState()
  if (state.kind !== 'in') throw new Error('useSession before sign-in')
  const { session } = state
  return useMemo(() => ({ ...session, may: (permission: string) => session.permissions.includes(permission) }), [session])
}
