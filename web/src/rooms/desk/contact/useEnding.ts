import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '~/live/clock'
import type { Instant, WorkRow } from '~/live/rows'
import { tell } from '~/ui/tell'
import { useAct } from '~/ui/useAct'
import { draftOf } from './drafts'

const SECOND_THOUGHT_S = 3

export interface EndingState {
  at: Instant | null
  pending: boolean
  press: () => void
  undo: () => void
}

/**
 * Ending leaves time for a second thought: a first press announces it, a second one (or the time) does it, and a word
 * from the customer in between undoes it. When the customer is gone for good there is nothing to reconsider.
 */
export function useEnding(work: WorkRow): EndingState {
  const { t } = useTranslation('desk')
  const { pending, run } = useAct()
  const [at, setAt] = useState<Instant | null>(null)
  const { interaction, ended } = work
  const heard = work.last?.author === 'customer' ? work.last.at : 0
  const heardBefore = useRef(heard)

  const end = useCallback(async () => {
    await run(`/api/interactions/${interaction}/end`)
    setAt(null)
  }, [run, interaction])

  const press = useCallback(() => {
    if (pending) return
    if (ended || at !== null) return void end()
    heardBefore.current = heard
    setAt(now() + SECOND_THOUGHT_S)
  }, [pending, ended, at, heard, end])

  const undo = useCallback(() => setAt(null), [])

  useEffect(() => {
    if (at === null || pending) return
    if (heard > heardBefore.current) {
      setAt(null)
      tell(t('contact.end_undone'))
      return
    }
    if (draftOf(interaction)) return // what was begun is only given up on purpose
    const timer = setTimeout(() => void end(), Math.max(0, at - now()) * 1000)
    return () => clearTimeout(timer)
  }, [at, pending, heard, end, interaction, t])

  return { at, pending, press, undo }
}
