/** What the REST answers hold, as far as the screens read them. */
import type { EventRow, Instant, MessageRow, Status } from '~/live/rows'

export interface Person {
  id: string
  name: string
}
export interface Session {
  user: { id: string; name: string; email: string; language: string | null }
  roles: string[]
  permissions: string[]
  csrf: string
  tenant: Person
  now: Instant
}
export interface Wording {
  code: string
  fr: string
  en: string
}
export interface Directory {
  teams: { id: string; name: string; partner_id: string | null; partner_name: string | null }[]
  agents: { id: string; name: string; team_id: string | null; skills: Record<string, number> }[]
  skills: Wording[]
  reasons_not_ready: Wording[]
}
export interface Queue {
  id: string
  name: string
  threshold_s: number
  target: number
  may_decline: boolean
  dispositions: Wording[]
  decline_reasons: Wording[]
  in_scope: boolean
}
export interface Targets {
  queues: { id: string; name: string; waiting: number; available: number }[]
  agents: { id: string; name: string; team: string; status: Status; idle_since: Instant }[]
}
export interface InteractionPage {
  messages: Omit<MessageRow, 'kind'>[]
  timeline: (Omit<EventRow, 'kind' | 'id'> & { seq: number })[]
}
export interface Customer {
  id: string
  name: string | null
  cases: { id: string; number: string; opened_at: Instant; closed_at: Instant | null }[]
  interactions: PastInteraction[]
}
export interface PastInteraction {
  id: string
  channel: string
  queue_name?: string | null
  agent_name?: string | null
  arrived_at: Instant
  ended_at: Instant | null
  outcome: string | null
  case_number?: string | null
}
export interface Explanation {
  state: string
  at: Instant
  winner: Person | null
  sentences: { fr: string[]; en: string[] }
  runners_up: { agent: Person; fr: string; en: string }[]
  exclusions: (Wording & { count: number })[]
}
export interface Measure {
  name: string
  fr: string
  en: string
  formula_fr: string
  formula_en: string
  unit: string
  source: string
}
