import { createContext, useCallback, useContext, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { act, newKey } from '~/api/call'
import { Problem } from '~/api/problem'
import { tellProblem } from '~/ui/tell'
import { useWords, worded } from '~/ui/words'
import type { Fault } from '../shapes'

export interface Form {
  /** What the server found wrong at this field, in the reader's language. */
  fault: (where: string) => string | undefined
  faults: Fault[]
  /** A field that holds something unreadable keeps the whole from being saved. */
  mark: (where: string, wrong: boolean) => void
}

export const FormContext = createContext<Form>({ fault: () => undefined, faults: [], mark: () => undefined })

export function useForm(): Form {
  return useContext(FormContext)
}

export interface Call { path: string; body?: object; method?: string }

export interface Saving {
  form: Form
  pending: boolean
  unreadable: boolean
  /** True once all of it is kept; else the faults stand at their fields and the reason was told. */
  save: (calls: Call[]) => Promise<boolean>
  clear: () => void
}

/** Sends what was written, and keeps what the server found wrong with it until the next try. */
export function useSaving(): Saving {
  const { i18n } = useTranslation()
  const words = useWords()
  const [faults, setFaults] = useState<Fault[]>([])
  const [pending, setPending] = useState(false)
  const [wrong, setWrong] = useState<readonly string[]>([])
  const mark = useCallback((where: string, isWrong: boolean) => {
    setWrong((before) => (before.includes(where) === isWrong ? before : isWrong ? [...before, where] : before.filter((one) => one !== where)))
  }, [])
  const form = useMemo<Form>(() => ({
    faults,
    mark,
    fault: (where) => faults.filter((one) => one.where === where).map((one) => worded(one, i18n.language)).join(' ') || undefined,
  }), [faults, mark, i18n.language])
  const save = useCallback(async (calls: Call[]) => {
    setPending(true)
    try {
      for (const { path, body = {}, method = 'PUT' } of calls) await act(path, body, { method, key: newKey() })
      setFaults([])
      return true
    } catch (problem) {
      const code = problem instanceof Problem ? problem.code : 'unknown'
      setFaults(faultsOf(problem))
      if (code !== 'not_signed_in') tellProblem(words(problem), code)
      return false
    } finally {
      setPending(false)
    }
  }, [words])
  const clear = useCallback(() => {
    setFaults([])
    setWrong([])
  }, [])
  return { form, pending, unreadable: wrong.length > 0, save, clear }
}

/** Faults of the rules, or fields whose shape was refused. */
function faultsOf(problem: unknown): Fault[] {
  const facts = problem instanceof Problem ? problem.facts : {}
  const told = Array.isArray(facts.faults) ? (facts.faults as Fault[]) : []
  const fields = Array.isArray(facts.fields) ? (facts.fields as { where: string; what: string }[]) : []
  return [...told, ...fields.map(({ where, what }) => ({ where: where.replace(/^body\./, ''), fr: what, en: what }))]
}
