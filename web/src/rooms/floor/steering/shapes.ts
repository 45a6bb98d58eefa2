/** What the floor's routes answer, by this room's names for it. */
import type { ActedOn, ActShown, AlertRuleBody, BriefingShown } from '~/api/generated'

export type FloorAct = ActShown
export type AlertRule = AlertRuleBody
export type Briefing = BriefingShown

export interface Words {
  fr: string
  en: string
}
export interface Bounds {
  mean: number
  low: number | null
  high: number | null
}
export interface Side {
  queue: string | null
  key: string
  name: Words
  unit: string
  before: Bounds | null
  after: Bounds | null
  difference: Bounds | null
  verdict: string
}
/** What would come of a change: `seeds` of `of` simulations are in the figures. */
export interface Trial {
  state: 'running' | 'done' | 'failed'
  code: string
  seeds: number
  of: number
  measures: Side[]
  words: Words
  assumed: Words[]
}
/** It is done; `act` (or each of `acts`) names it, so that it can be undone. */
export interface Done {
  act?: string
  acts?: ActedOn[]
}
