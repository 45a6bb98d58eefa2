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
export type Author = 'customer' | 'agent' | 'system' | 'supervisor'
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
  queues: Record<string, { name: string; priority: number }>
  changes: Change[]
  wish: Wish | null
  overstayed: boolean
  unqualified: number
  hand: { request: string; at: Instant } | null
}
/** A queue the agent takes work from themselves. */
export interface PullRow extends Row {
  kind: 'pull'
  queue: string
  queue_name: string
  waiting: number
  longest_since: Instant | null
}
/** What a supervisor answered to the agent's request for help. */
export interface AnswerRow extends Row {
  kind: 'answer'
  request: string
  by: Named
  text: string | null
  at: Instant
  how: string
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
  phone: string | null
  reason: string | null
  why_stopped: string | null
}
export interface WorkRow extends Row {
  kind: 'work'
  assignment: string
  interaction: string
  channel: string
  queue: string
  queue_name: string
  state: 'active' | 'paused' | 'wrap_up'
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
  phone: string | null
  reason: string | null
  why_stopped: string | null
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
  agent: Named | null
  reason: string | null
  follows: string | null
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
export type Lever = 'opening' | 'emergency' | 'overflow' | 'help' | 'callback' | 'priority'
/** A lever of a queue that a supervisor holds, until an instant or until changed. */
export interface Held {
  lever: Lever
  value: string | number
  at: Instant
  by: Named
  until: Instant | null
}
export interface Opening {
  open: boolean
  forced: 'open' | 'closed' | null
  until: Instant | null
  next_change_at: Instant | null
}
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
  pull: boolean
  opening: Opening
  emergency: boolean
  levers: Held[]
  helpers: Named[]
  helping: Named[]
  expected_wait_s: number | null
  callbacks: number
  deferred: number
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
  reason: string | null
  phone: boolean
  moved: boolean
  excluded: number
}
/** A rule's threshold is crossed, until it no longer is. */
export interface AlertRow extends Row {
  kind: 'alert'
  alert: string
  rule: string
  name: string
  figure: string
  value: number | null
  limit: number
  op: '>' | '<'
  since: Instant
  level: 'warn' | 'bad'
  sound: boolean
  acknowledged_by: Named | null
  acknowledged_at: Instant | null
}
/** An agent asks for help. */
export interface HandRow extends Row {
  kind: 'hand'
  request: string
  agent: Named
  interaction: string | null
  text: string | null
  at: Instant
}
/** Other queues or skills for a while. */
export interface Change {
  id: string
  by: Named
  at: Instant
  until: Instant | null
  queues: Named[] | null
  skills: Record<string, number> | null
}
export interface Wish {
  reason: string
  at: Instant
  approval: boolean
}
export interface ContactRow extends Row {
  kind: 'contact'
  interaction: string
  channel: string
  customer: Named | null
  agent: Named | null
  since: Instant
  reason: string | null
  paused: boolean
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
  partner: Named | null
  site: string | null
  queues: Record<string, { name: string | null; priority: number }>
  changes: Change[]
  wish: Wish | null
  overstayed: boolean
  reasons_today: Record<string, number>
  work: { assignment: string; interaction: string; channel: string; queue_name: string; customer_name: string | null; state: string; since: Instant }[]
}
