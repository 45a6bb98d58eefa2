// One socket that comes back by itself, and a queue that sends each message until it is acknowledged, in order.
import type { Unsent } from './memory'
import type { Heard, Told } from './protocol'

export interface Wiring {
  address: () => string
  hello: () => Heard
  told: (news: Told) => void
  link: (link: 'connecting' | 'online' | 'offline', waitMs: number) => void
  late: (id: string, code: string) => void
  failed: (id: string, code: string) => void
  queue: (unsent: Unsent[]) => void
}

const PING_MS = 25_000
const SILENCE_MS = 12_000
const SOONEST_MS = 800
const LATEST_MS = 30_000
/** Refusals that pass: the same message goes again by itself. */
const PASSING = new Set(['too_fast', 'try_again', 'too_many'])

export class Connection {
  #wiring: Wiring
  #socket: WebSocket | null = null
  #isWelcome = false
  #tries = 0
  #queue: Unsent[]
  #inFlight: string | null = null
  #timers = new Map<string, number>()
  #isWanted = false

  constructor(wiring: Wiring, unsent: Unsent[]) {
    this.#wiring = wiring
    this.#queue = [...unsent]
  }

  open(): void {
    this.#isWanted = true
    if (this.#socket === null) this.#connect()
  }

  close(): void {
    this.#isWanted = false
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#drop()
  }

  /** Try now: the network is back, or the visitor asks. */
  retry(): void {
    if (!this.#isWanted || this.#isWelcome) return
    this.#drop()
    this.#connect()
  }

  say(message: Unsent): void {
    this.#queue.push(message)
    this.#wiring.queue(this.#queue)
    this.open()
    this.#next()
  }

  /** True when it is on its way. */
  tell(heard: Heard): boolean {
    if (this.#isWelcome) this.#socket?.send(JSON.stringify(heard))
    return this.#isWelcome
  }

  #connect(): void {
    this.#stop('again')
    this.#wiring.link('connecting', 0)
    const socket = new WebSocket(this.#wiring.address())
    this.#socket = socket
    socket.onopen = () => socket.send(JSON.stringify(this.#wiring.hello()))
    socket.onmessage = (event) => this.#heard(JSON.parse(String(event.data)) as Told)
    socket.onclose = (event) => socket === this.#socket && this.#lost(event.code === 1012)
    this.#after('silence', SILENCE_MS, () => this.#lost(false))
  }

  #heard(news: Told): void {
    this.#stop('silence')
    this.#after('ping', PING_MS, () => this.#ping())
    if (news.type === 'welcome') {
      this.#isWelcome = true
      this.#tries = 0
    }
    this.#wiring.told(news)
    if (news.type === 'welcome') this.#wiring.link('online', 0)
    if (news.type === 'ack') this.#done(news.id)
    if (news.type === 'error' && news.id !== undefined) this.#refused(news.id, news.code, news.retry_after_s)
    this.#next()
  }

  #next(): void {
    const first = this.#queue[0]
    if (first === undefined || this.#inFlight !== null || !this.#isWelcome || this.#timers.has('later')) return
    this.#inFlight = first.id
    this.tell({ type: 'say', ...first })
    this.#after('ack', SILENCE_MS, () => this.#lost(false))
  }

  #done(id: string): void {
    if (this.#inFlight === id) {
      this.#inFlight = null
      this.#stop('ack')
    }
    this.#queue = this.#queue.filter((message) => message.id !== id)
    this.#wiring.queue(this.#queue)
  }

  #refused(id: string, code: string, afterS: number | undefined): void {
    if (!PASSING.has(code)) {
      this.#done(id)
      this.#wiring.failed(id, code)
      return
    }
    this.#inFlight = null
    this.#stop('ack')
    this.#wiring.late(id, code)
    this.#after('later', (afterS ?? 2) * 1000, () => this.#next())
  }

  #ping(): void {
    this.tell({ type: 'ping' })
    this.#after('silence', SILENCE_MS, () => this.#lost(false))
  }

  #lost(isRestarting: boolean): void {
    this.#drop()
    if (!this.#isWanted) return
    const calm = Math.min(LATEST_MS, SOONEST_MS * 2 ** this.#tries)
    const waitMs = isRestarting ? 500 + Math.random() * 2500 : calm * (0.5 + Math.random())
    this.#tries += 1
    this.#wiring.link('offline', waitMs)
    this.#after('again', waitMs, () => this.#connect())
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = null
    this.#isWelcome = false
    this.#inFlight = null
    for (const name of ['silence', 'ping', 'later', 'ack']) this.#stop(name)
    socket?.close()
  }

  #after(name: string, ms: number, then: () => void): void {
    this.#stop(name)
    const timer = window.setTimeout(() => {
      this.#timers.delete(name)
      then()
    }, ms)
    this.#timers.set(name, timer)
  }

  #stop(name: string): void {
    clearTimeout(this.#timers.get(name))
    this.#timers.delete(name)
  }
}
