import { useCallback, useState } from 'react'
import { act, newKey } from '~/api/call'
import { Problem } from '~/api/problem'
import { tellProblem } from '~/ui/tell'
import { useWords } from '~/ui/words'

/** An act whose answer is needed; null when it was refused, and that was told. */
export function useAnswer(): { pending: boolean; ask: <T>(path: string, body: object, method?: string) => Promise<T | null> } {
  const [pending, setPending] = useState(false)
  const words = useWords()
  const ask = useCallback(async <T>(path: string, body: object, method = 'POST'): Promise<T | null> => {
    setPending(true)
    try {
      return await act<T>(path, body, { method, key: newKey() })
    } catch (problem) {
      const code = problem instanceof Problem ? problem.code : 'unknown'
      if (code !== 'not_signed_in') tellProblem(words(problem), code)
      return null
    } finally {
      setPending(false)
    }
  }, [words])
  return { pending, ask }
}
