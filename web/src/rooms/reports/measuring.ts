/**
 * The file in hand, kept outside the screens: a language changed or another room opened meanwhile loses nothing.
 * Closing the page cancels what runs; the server then stops working on it.
 */
import { useSyncExternalStore } from 'react'
import type { MeasuredFile } from '~/api/shapes'
import { Problem } from '~/api/problem'
import { upload, type Upload } from '~/api/upload'

export const FILE_LIMIT = 64 * 1024 * 1024

export interface Asked {
  threshold_s: number
  short_s: number
  zone: string
  order: 'dmy' | 'mdy' | null
  columns: Record<string, string>
  outcomes: Record<string, string>
}

export type Phase =
  | { kind: 'empty' }
  | { kind: 'sending'; sent: number }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'done'; measured: MeasuredFile }

export interface Measuring {
  owner: string
  file: File | null
  asked: Asked
  phase: Phase
}

const FIRST: Asked = { threshold_s: 20, short_s: 5, zone: 'Europe/Paris', order: null, columns: {}, outcomes: {} }
let current: Measuring = { owner: '', file: null, asked: FIRST, phase: { kind: 'empty' } }
let running: Upload<MeasuredFile> | null = null
const heard = new Set<() => void>()

function set(change: Partial<Measuring>): void {
  current = { ...current, ...change }
  for (const one of heard) one()
}

/** Another person at this browser starts with nothing. */
export function belongsTo(owner: string): void {
  if (current.owner === owner) return
  running?.cancel()
  running = null
  set({ owner, file: null, asked: FIRST, phase: { kind: 'empty' } })
}

export function choose(asked: Partial<Asked>): void {
  set({ asked: { ...current.asked, ...asked } })
}

/** Another file has other columns: what was mapped by hand is forgotten, thresholds and zone stay. */
export function measure(file: File, asked: Asked = { ...current.asked, order: null, columns: {}, outcomes: {} }): void {
  running?.cancel()
  if (file.size > FILE_LIMIT) {
    set({ file, asked, phase: { kind: 'failed', problem: new Problem(413, 'file_too_large') } })
    return
  }
  const mine = upload<MeasuredFile>(`/api/measures/file?${query(file.name, asked)}`, file, (sent) => {
    if (running === mine) set({ phase: { kind: 'sending', sent } })
  })
  running = mine
  set({ file, asked, phase: { kind: 'sending', sent: 0 } })
  mine.answer.then(
    (measured) => running === mine && end({ kind: 'done', measured }),
    (problem: unknown) => running === mine && end({ kind: 'failed', problem: problem instanceof Problem ? problem : new Problem(0, 'unknown') }),
  )
}

function end(phase: Phase): void {
  running = null
  set({ phase })
}

export function again(asked: Partial<Asked> = {}): void {
  if (current.file) measure(current.file, { ...current.asked, ...asked })
}

export function cancel(): void {
  running?.cancel()
  running = null
  set({ file: null, phase: { kind: 'empty' } })
}

export const startOver = cancel

export function query(name: string, asked: Asked): URLSearchParams {
  const said = new URLSearchParams({ name: name.slice(0, 200), threshold_s: String(asked.threshold_s), short_s: String(asked.short_s), zone: asked.zone })
  if (asked.order) said.set('order', asked.order)
  for (const [field, column] of Object.entries(asked.columns)) said.append('column', `${field}=${column}`)
  for (const [word, outcome] of Object.entries(asked.outcomes)) if (outcome) said.append('outcome', `${word}=${outcome}`)
  return said
}

export function useMeasuring(): Measuring {
  return useSyncExternalStore(listen, () => current)
}

function listen(fn: () => void): () => void {
  heard.add(fn)
  return () => heard.delete(fn)
}
