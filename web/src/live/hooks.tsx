import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { NOTHING_YET, type Topic } from './reducer'
import type { Row } from './rows'
import { Live, type Connection } from './socket'

const collator = new Intl.Collator()
const LiveContext = createContext<Live | null>(null)

/** Everything below learns by one socket, open as long as this is on the screen. */
export function LiveProvider({ onRefused, children }: { onRefused: () => void; children: ReactNode }) {
  const [live] = useState(() => new Live(`${location.origin.replace(/^http/, 'ws')}/api/live`, onRefused))
  useEffect(() => {
    live.open()
    return () => live.close()
  }, [live])
  return <LiveContext value={live}>{children}</LiveContext>
}

export function useLive(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('useLive outside LiveProvider')
  return live
}

export function useConnection(): Connection {
  const live = useLive()
  const watch = useCallback((fn: () => void) => live.watch('connection', fn), [live])
  return useSyncExternalStore(watch, () => live.connection)
}

/** The topic as it is now, kept true while this component is on the screen. `null` asks for nothing. */
export function useTopic(name: string | null): Topic {
  const live = useLive()
  const watch = useCallback((fn: () => void) => (name ? live.watch(name, fn) : () => undefined), [live, name])
  return useSyncExternalStore(watch, () => (name ? live.topic(name) : NOTHING_YET))
}

/** One row of a topic; a change of its neighbours does not redraw who uses it. */
export function useRow<T extends Row>(topic: string | null, id: string): T | undefined {
  const live = useLive()
  const watch = useCallback((fn: () => void) => (topic ? live.watch(topic, fn) : () => undefined), [live, topic])
  return useSyncExternalStore(watch, () => (topic ? (live.topic(topic).rows.get(id) as T | undefined) : undefined))
}

/** The rows of one kind, in the order of `by`. */
export function useRows<T extends Row>(topic: Topic, kind: T['kind'], by: (row: T) => number | string): T[] {
  return useMemo(() => rowsOf<T>(topic, kind, by), [topic, kind, by])
}

export function rowsOf<T extends Row>(topic: Topic, kind: T['kind'], by: (row: T) => number | string): T[] {
  return ofKind<T>(topic, kind).toSorted((a, b) => compare(by(a), by(b)))
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'string' ? collator.compare(a, String(b)) : a - Number(b)
}

/** Topics kept true though nothing of them is drawn yet, so that opening them is immediate. */
export function useKept(names: string[]): void {
  const live = useLive()
  const key = names.join('\n')
  useEffect(() => {
    const stops = key ? key.split('\n').map((name) => live.watch(name, () => undefined)) : []
    return () => stops.forEach((stop) => stop())
  }, [live, key])
}

/**
 * The rows of one kind in many topics, in no order; of them those `wanted`, always the same function. The same list as before as long as none of those rows changed, so
 * that who uses it is drawn again only for them.
 */
export function useRowsOf<T extends Row>(topics: string[], kind: T['kind'], wanted?: (row: T) => boolean): T[] {
  const live = useLive()
  const key = topics.join('\n')
  const kept = useRef<{ key: string; rows: T[] }>({ key: '', rows: [] })
  const watch = useCallback((fn: () => void) => {
    const stops = key ? key.split('\n').map((name) => live.watch(name, fn)) : []
    return () => stops.forEach((stop) => stop())
  }, [live, key])
  const read = useCallback(() => {
    const rows = key ? key.split('\n').flatMap((name) => ofKind<T>(live.topic(name), kind, wanted)) : []
    const before = kept.current.rows
    const same = kept.current.key === key && rows.length === before.length && rows.every((row, place) => row === before[place])
    if (!same) kept.current = { key, rows }
    return kept.current.rows
  }, [live, key, kind, wanted])
  return useSyncExternalStore(watch, read)
}

function ofKind<T extends Row>(topic: Topic, kind: T['kind'], wanted?: (row: T) => boolean): T[] {
  const rows: T[] = []
  for (const row of topic.rows.values()) if (row.kind === kind && (!wanted || wanted(row as T))) rows.push(row as T)
  return rows
}
