/** Who is selected, outside of React: a box that is ticked draws its own line again and no other. */

export class Selection {
  private chosen: ReadonlySet<string> = new Set()
  private last: string | null = null
  private readonly watchers = new Set<() => void>()

  readonly watch = (fn: () => void): (() => void) => {
    this.watchers.add(fn)
    return () => this.watchers.delete(fn)
  }

  readonly all = (): ReadonlySet<string> => this.chosen

  has(id: string): boolean {
    return this.chosen.has(id)
  }

  /** One more or one less; with `shown` (the order on the screen), everything from the last one touched to this one. */
  toggle(id: string, shown?: string[]): void {
    const on = !this.chosen.has(id)
    this.set(between(shown ?? [], this.last, id), on)
    this.last = id
  }

  add(ids: Iterable<string>): void {
    this.set([...ids], true)
  }

  clear(): void {
    if (this.chosen.size === 0) return
    this.chosen = new Set()
    this.last = null
    this.tell()
  }

  /** Those who are no longer here are not selected. */
  keep(here: ReadonlySet<string>): void {
    const kept = [...this.chosen].filter((id) => here.has(id))
    if (kept.length === this.chosen.size) return
    this.chosen = new Set(kept)
    this.tell()
  }

  private set(ids: string[], on: boolean): void {
    const next = new Set(this.chosen)
    for (const id of ids) if (on) next.add(id)
      else next.delete(id)
    this.chosen = next
    this.tell()
  }

  private tell(): void {
    this.watchers.forEach((watcher) => watcher())
  }
}

/** From one to the other in the order shown, whichever comes first; the second alone when the first is not shown. */
export function between(shown: string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : shown.indexOf(from), shown.indexOf(to)]
  if (a < 0 || b < 0) return [to]
  return shown.slice(Math.min(a, b), Math.max(a, b) + 1)
}
