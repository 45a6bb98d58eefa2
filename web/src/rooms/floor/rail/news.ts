/** What the rail shows: alerts, calls for help and wishes for a pause, newest first; and what is new among them. Pure. */
import type { AgentRow, AlertRow, HandRow, Instant } from '~/live/rows'

export type News =
  | { kind: 'alert'; id: string; at: Instant; row: AlertRow }
  | { kind: 'hand'; id: string; at: Instant; row: HandRow }
  | { kind: 'wish'; id: string; at: Instant; row: AgentRow }

/** An alert two of whose topics show it is one; acknowledged ones come last. */
export function newsOf(alerts: AlertRow[], hands: HandRow[], agents: AgentRow[]): News[] {
  const all: News[] = [
    ...alerts.map((row): News => ({ kind: 'alert', id: row.id, at: row.since, row })),
    ...hands.map((row): News => ({ kind: 'hand', id: row.id, at: row.at, row })),
    ...agents.filter((row) => row.wish).map((row): News => ({ kind: 'wish', id: `wish:${row.agent}`, at: row.wish?.at ?? 0, row })),
  ]
  const once = [...new Map(all.map((one) => [one.id, one])).values()]
  return once.toSorted((a, b) => Number(isSettled(a)) - Number(isSettled(b)) || b.at - a.at)
}

/** Somebody has seen to it, or it waits for nobody here. */
export function isSettled(news: News): boolean {
  if (news.kind === 'alert') return news.row.acknowledged_at !== null
  return news.kind === 'wish' && !news.row.wish?.approval
}

export function pending(news: News[]): number {
  return news.filter((one) => !isSettled(one)).length
}

/** What was not there before; a screen that has just opened hears nothing of what it finds. */
export function arrivals(before: ReadonlySet<string> | null, now: News[]): News[] {
  return before === null ? [] : now.filter((one) => !before.has(one.id) && !isSettled(one))
}
