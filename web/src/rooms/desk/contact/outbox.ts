/**
 * What the agent wrote and the server has not confirmed yet. Each text keeps one id from its first try to its last, so
 * it is stored once however often it is sent; texts of one conversation leave in the order they were written.
 */
import { useSyncExternalStore } from 'react'
import { act, newKey } from '~/api/call'
import { Problem } from '~/api/problem'
import { now } from '~/live/clock'
import type { Instant } from '~/live/rows'

export interface Outgoing {
  id: string
  text: string
  at: Instant
  state: 'sending' | 'failed'
  problem?: Problem
  /** The row that shows it once it came back by the socket. */
  row?: string
}

const SETTLED_MS = 30_000
const NONE: readonly Outgoing[] = []

const boxes = new Map<string, readonly Outgoing[]>()
const lines = new Map<string, Promise<void>>()
const watchers = new Set<() => void>()

export function useOutbox(interaction: string): readonly Outgoing[] {
  return useSyncExternalStore(watch, () => boxes.get(interaction) ?? NONE)
}

export function post(interaction: string, text: string): void {
  const outgoing: Outgoing = { id: newKey(), text, at: now(), state: 'sending' }
  put(interaction, [...(boxes.get(interaction) ?? NONE), outgoing])
  queue(interaction, outgoing)
}

export function postAgain(interaction: string, id: string): void {
  const outgoing = boxes.get(interaction)?.find((one) => one.id === id)
  if (outgoing?.state !== 'failed') return
  change(interaction, id, { state: 'sending' })
  queue(interaction, outgoing)
}

export function drop(interaction: string, id: string): void {
  put(interaction, (boxes.get(interaction) ?? NONE).filter((one) => one.id !== id))
}

/** The network is back: what failed for want of it leaves again, in order. */
export function postAllAgain(): void {
  for (const [interaction, box] of boxes) {
    for (const { id, problem } of box) if (problem?.passing) postAgain(interaction, id)
  }
}

function queue(interaction: string, outgoing: Outgoing): void {
  const before = lines.get(interaction) ?? Promise.resolve()
  lines.set(interaction, before.then(() => send(interaction, outgoing)))
}

async function send(interaction: string, { id, text }: Outgoing): Promise<void> {
  try {
    const stored = await act<{ id?: string; message?: string }>(`/api/interactions/${interaction}/messages`, { text, client_id: id }, { key: id })
    const message = stored.id ?? stored.message
    if (message === undefined) return drop(interaction, id)
    change(interaction, id, { row: `message:${message}` })
    setTimeout(() => drop(interaction, id), SETTLED_MS)
  } catch (problem) {
    change(interaction, id, { state: 'failed', problem: problem instanceof Problem ? problem : new Problem(0, 'unknown') })
  }
}

function change(interaction: string, id: string, part: Partial<Outgoing>): void {
  put(interaction, (boxes.get(interaction) ?? NONE).map((one) => (one.id === id ? { ...one, ...part } : one)))
}

function put(interaction: string, box: readonly Outgoing[]): void {
  if (box.length) boxes.set(interaction, box)
  else boxes.delete(interaction)
  watchers.forEach((watcher) => watcher())
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
