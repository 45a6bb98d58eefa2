/** What the rows of each topic hold, as `beffroi/live` writes them. Instants are seconds since 1970, in the server's time. */
export type Instant = number

export interface Row {
  id: string
  kind: string
}
/** Somebody by id; the name is null until it is known. */
export interface Named {
  id: string
  name: string | null
}
export type Status = 'available' | 'offered' | 'in_contact' | 'wrap_up' | 'not_ready' | 'logged_out'
export type Author = 'customer' | 'agent' | 'system'
export interface Presence {
  state: 'ready' | 'not_ready' | 'logged_out'
  reason: string | null
  since?: Instant | null
}

export interface MeRow extends Row {
  kind: 'me'
  agent: string
  name: string | null
  status: Status
  since: Instant | null
  presence: Record<string, Presence>
  next: Record<string, Presence> | null
  load: Record<string, number>
  capacity: Record<string, number>
}
/** The agent's day so far: measures by their keys, and the time under each reason for not being ready. */
export interface TodayRow extends Row {
  kind: 'today'
  figures: Record<string, Figure>
  reasons: { reason: string; is_work: boolean; time: Figure }[]
}
export interface OfferRow extends Row {
  kind: 'offer'
  assignment: string
  interaction: string
  channel: string
  queue: string
  queue_name: string
  customer: Named | null
  arrived_at: Instant
  offered_at: Instant
  due_at: Instant
  may_decline: boolean
  first_text: string | null
  why: Record<string, string | string[]> | null
}
export interface WorkRow extends Row {
  kind: 'work'
  assignment: string
  interaction: string
  channel: string
  queue: string
  queue_name: string
  state: 'active' | 'wrap_up'
  customer: Named | null
  case: { id: string; number: string | null } | null
  arrived_at: Instant
  accepted_at: Instant
  since: Instant
  last: { author: Author; text: string | null; at: Instant } | null
  awaiting_reply: boolean
  gone_at: Instant | null
  ended: boolean
  wrap_up_due_at: Instant | null
  wrap_up_mode: 'none' | 'fixed' | 'until_qualified'
  extended: boolean
  typing_until: Instant | null
}

export interface InteractionRow extends Row {
  kind: 'interaction'
  interaction: string
  state: string
  channel: string
  queue: string | null
  queue_name: string | null
  customer: Named | null
  case: { id: string; number: string | null } | null
  arrived_at: Instant
  entered_at: Instant | null
  ended_at: Instant | null
  outcome: string | null
}
export interface MessageRow extends Row {
  kind: 'message'
  author: Author
  agent: string | null
  name: string | null
  text: string
  at: Instant
  n: number
}
export interface EventRow extends Row {
  kind: 'event'
  type: string
  at: Instant
  agent: string | null
  name: string | null
  queue_name: string | null
  facts: Record<string, unknown>
}
export interface TypingRow extends Row {
  kind: 'typing'
  author: Author
  until: Instant
}

export interface Figure {
  value: number | null
  num?: number | null
  den?: number | null
  level?: 'ok' | 'warn' | 'bad' | null
}
export type Figures = Record<string, Figure | number | null | undefined>
export type AgentCounts = Record<Status, number>
export interface QueueRow extends Row {
  kind: 'queue'
  queue: string
  name: string
  waiting: number
  longest_since: Instant | null
  longest_level: Figure['level']
  threshold_s: number
  target: number
  day: Figures
  half_hour: Figures
  agents: AgentCounts
}
export interface WaitingRow extends Row {
  kind: 'waiting'
  interaction: string
  channel: string
  customer: Named | null
  arrived_at: Instant
  entered_at: Instant
  position: number
  state: 'waiting' | 'offered'
  offered_to: Named | null
}
export interface ContactRow extends Row {
  kind: 'contact'
  interaction: string
  channel: string
  customer: Named | null
  agent: Named | null
  since: Instant
}
export interface AgentRow extends Row {
  kind: 'agent'
  agent: string
  name: string | null
  team: string
  status: Status
  reason: string | null
  since: Instant | null
  load: Record<string, number>
  capacity: Record<string, number>
  desk: string
  skills: Record<string, number>
  work: { assignment: string; interaction: string; channel: string; queue_name: string; customer_name: string | null; state: string; since: Instant }[]
}
