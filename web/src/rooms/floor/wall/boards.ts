/** What a wall shows in turn, so that each board can be read from five metres. Pure. */

export type Board = { kind: 'queues'; page: number; of: number; from: number; to: number } | { kind: 'agents' } | { kind: 'alerts' }

/** More figures than this on one board are too small to be read from afar. */
const QUEUES_PER_BOARD = 12

/** Queues on as few boards as can be read, all about as full; then agents; alerts only when there are some. */
export function boardsOf(queues: number, alerts: number): Board[] {
  const pages = Math.max(1, Math.ceil(queues / QUEUES_PER_BOARD))
  const each = Math.ceil(queues / pages)
  const boards = Array.from({ length: pages }, (_, page): Board => ({ kind: 'queues', page: page + 1, of: pages, from: page * each, to: Math.min(queues, (page + 1) * each) }))
  return [...boards, { kind: 'agents' }, ...(alerts > 0 ? [{ kind: 'alerts' } as const] : [])]
}

/** Columns that let cards of a wide screen be as large as they can. */
export function columnsFor(cards: number): number {
  if (cards <= 3) return Math.max(1, cards)
  if (cards <= 4) return 2
  if (cards <= 6) return 3
  return cards <= 8 ? 4 : cards === 9 ? 3 : 4
}
