// What this browser keeps for 24 hours at most: the secret of the conversation, and what could not be sent yet.

export interface Unsent {
  id: string
  text: string
  reason?: string | undefined
}

interface Kept {
  token: string | null
  unsent: Unsent[]
  open: boolean
  at: number
}

const DAY_MS = 86_400_000
const NOTHING: Kept = { token: null, unsent: [], open: false, at: 0 }

/** Works without storage too (private windows, blocked cookies): then a reload forgets. */
export class Memory {
  #key: string
  #kept: Kept

  constructor(widget: string) {
    this.#key = `beffroi:${widget}`
    this.#kept = this.#read()
  }

  get token() {
    return this.#kept.token
  }
  get unsent() {
    return this.#kept.unsent
  }
  get open() {
    return this.#kept.open
  }

  keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change, at: Date.now() }
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#kept))
    } catch {
      // the page goes on without
    }
  }

  #read(): Kept {
    try {
      const kept = { ...NOTHING, ...JSON.parse(localStorage.getItem(this.#key) ?? '{}') } as Kept
      return Date.now() - kept.at < DAY_MS && Array.isArray(kept.unsent) ? kept : { ...NOTHING }
    } catch {
      return { ...NOTHING }
    }
  }
}
