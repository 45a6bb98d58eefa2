import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { act, newKey } from '~/api/call'
import { Problem } from '~/api/problem'
import { tellDone, tellProblem } from '~/ui/tell'
import { useWords } from '~/ui/words'
import type { Done } from './shapes'

export interface Steering {
  pending: boolean
  /** The server's answer once it is done and told, null when it was refused and that was told. */
  steer: (path: string, body: object, said: string, method?: string) => Promise<Done | null>
  undo: (id: string) => Promise<void>
}

/** An act on the floor: done, told at the corner of the screen, and undone from there. */
export function useSteer(): Steering {
  const { t } = useTranslation('floor')
  const queries = useQueryClient()
  const words = useWords()
  const busy = useRef(false)
  const [pending, setPending] = useState(false)
  const told = useRef(() => void queries.invalidateQueries({ queryKey: ['acts'] }))

  const carry = useCallback(async (path: string, body: object, method: string): Promise<Done | null> => {
    if (busy.current) return null
    busy.current = true
    setPending(true)
    try {
      return await act<Done>(path, body, { method, key: newKey() })
    } catch (problem) {
      const code = problem instanceof Problem ? problem.code : 'unknown'
      if (code !== 'not_signed_in') tellProblem(words(problem), code)
      return null
    } finally {
      busy.current = false
      setPending(false)
      told.current()
    }
  }, [words])

  const undo = useCallback(async (id: string) => {
    if (await carry(`/api/floor/acts/${id}/undo`, {}, 'POST')) tellDone(t('acts.undone'))
  }, [carry, t])

  const steer = useCallback(async (path: string, body: object, said: string, method = 'POST') => {
    const done = await carry(path, body, method)
    if (!done) return null
    const ids = done.acts?.filter((one) => one.seq !== null).map((one) => one.act) ?? (done.act ? [done.act] : [])
    for (const code of new Set(done.acts?.map((one) => one.refused))) if (code) tellProblem(words(code), code)
    tellDone(said, ids.length > 0 ? { label: t('acts.undo'), run: () => void undoAll(ids, undo) } : undefined)
    return done
  }, [carry, t, undo, words])

  return { pending, steer, undo }
}

async function undoAll(ids: string[], undo: (id: string) => Promise<void>): Promise<void> {
  for (const id of ids) await undo(id)
}
