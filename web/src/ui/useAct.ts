import { useCallback, useRef, useState } from 'react'
import { act, newKey } from '~/api/call'
import { Problem } from '~/api/problem'
import { tellProblem } from './tell'
import { useWords } from './words'

export interface Act {
  pending: boolean
  run: (path: string, body?: object, method?: string) => Promise<boolean>
}

/** One act at a time: true once the server carried it out, else its reason is told on the screen. */
export function useAct(): Act {
  const [pending, setPending] = useState(false)
  const busy = useRef(false)
  const words = useWords()
  const run = useCallback(async (path: string, body: object = {}, method = 'POST') => {
    if (busy.current) return false
    busy.current = true
    setPending(true)
    try {
      await act(path, body, { method, key: newKey() })
      return true
    } catch (problem) {
      const code = problem instanceof Problem ? problem.code : 'unknown'
      // The sign-in page that comes then says it itself.
      if (code !== 'not_signed_in') tellProblem(words(problem), code)
      return false
    } finally {
      busy.current = false
      setPending(false)
    }
  }, [words])
  return { pending, run }
}
