import { createContext, useContext } from 'react'
import type { Rules, Texts } from '../shapes'

/** All that is settled of a queue on its page. */
export interface QueueDraft { rules: Rules; texts: Texts }

export interface QueueForm extends QueueDraft {
  isNew: boolean
  /** The rules as they are kept: what is not new keeps its codes. */
  saved: Rules
  set: (part: Partial<Rules>) => void
  setTexts: (part: Texts) => void
}

export const QueueFormContext = createContext<QueueForm | null>(null)

export function useQueueForm(): QueueForm {
  const form = useContext(QueueFormContext)
  if (!form) throw new Error('outside a queue’s form')
  return form
}
