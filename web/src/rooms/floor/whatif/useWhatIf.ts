import { useCallback, useEffect, useRef, useState } from 'react'
import { act, read } from '~/api/call'
import type { Asked } from '../agents/change'
import type { Trial } from '../steering/shapes'

const EVERY_MS = 400
const HORIZON_S = 7200

export interface Trying {
  asking: boolean
  answer: Trial | null
  problem: unknown
  ask: (what: Asked & { agents: string[] }) => void
}

const NOTHING = { asking: false, answer: null, problem: null }

/** « Et si… »: asked once, then looked at until its last seed is in. A new question forgets the one before. */
export function useWhatIf(): Trying {
  const [state, setState] = useState<Omit<Trying, 'ask'>>(NOTHING)
  const asked = useRef(0)
  useEffect(() => () => { asked.current = -1 }, [])
  const ask = useCallback((what: Asked & { agents: string[] }) => {
    asked.current += 1
    const mine = asked.current
    const show = (next: Partial<Omit<Trying, 'ask'>>) => asked.current === mine && setState({ ...NOTHING, ...next })
    async function follow() {
      const { id } = await act<{ id: string }>('/api/whatif', { ...what, horizon_s: HORIZON_S })
      while (asked.current === mine) {
        const answer = await read<Trial>(`/api/whatif/${id}`)
        if (answer.state === 'failed') return show({ problem: answer.code || 'try_again' })
        show({ asking: answer.state === 'running', answer: answer.measures.length > 0 ? answer : null })
        if (answer.state === 'done') return
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
      }
    }
    show({ asking: true })
    follow().catch((problem: unknown) => show({ problem }))
  }, [])
  return { ...state, ask }
}
