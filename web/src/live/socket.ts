/**
 * The one socket of a screen: it keeps the wanted topics true, whatever happens to the network.
 *
 * Cut off, it comes back by itself (a little later each time, never all screens together) and resumes each topic where
 * it stopped; the server sends what is missing, or a fresh snapshot. A gap asks for a snapshot of that topic alone.
 */
import { heard } from './clock'
import { apply, NOTHING_YET, type Topic, type TopicMessage } from './reducer'

export type Connection = 'connecting' | 'open' | 'lost'

/** A dead line is known within two of these: before the server, after its own grace, gives the work to somebody else. */
const PING_MS = 8_000
const FIRST_RETRY_MS = 400
const LAST_RETRY_MS = 10_000
const LINGER_MS = 5_000
const SIGNED_OUT = 4401

type Said = TopicMessage | { type: 'hello'; boot: string; now: number } | { type: 'pong'; now: number }

export class Live {
  connection: Connection = 'connecting'
  private socket: WebSocket | undefined
  private boot: string | undefined
  private tries = 0
  private readonly topics = new Map<string, Topic>()
  private readonly wanted = new Map<string, number>()
  private readonly watchers = new Map<string, Set<() => void>>()
  private readonly changed = new Set<string>()
  private asking = new Set<string>()
  private askTimer: ReturnType<typeof setTimeout> | undefined
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private pingTimer: ReturnType<typeof setInterval> | undefined
  private frame = 0
  private pingedAt = 0
  private heardAt = 0
  private closed = false

  constructor(private readonly url: string, private readonly onRefused: () => void) {}

  open(): void {
    this.closed = false
    const socket = new WebSocket(this.url)
    this.socket = socket
    socket.addEventListener('message', (event: MessageEvent<string>) => this.hear(JSON.parse(event.data) as Said))
    socket.addEventListener('close', ({ code }) => this.socket === socket && this.dropped(code))
    window.addEventListener('online', this.retryNow)
    window.addEventListener('offline', this.cut)
  }

  close(): void {
    this.closed = true
    window.removeEventListener('online', this.retryNow)
    window.removeEventListener('offline', this.cut)
    clearTimeout(this.retryTimer)
    clearTimeout(this.askTimer)
    clearInterval(this.pingTimer)
    cancelAnimationFrame(this.frame)
    this.socket?.close()
  }

  topic(name: string): Topic {
    return this.topics.get(name) ?? NOTHING_YET
  }

  /** The topic is kept true, and `watcher` told of each change, until the returned function is called. */
  watch(name: string, watcher: () => void): () => void {
    const watchers = this.watchers.get(name) ?? new Set()
    this.watchers.set(name, watchers.add(watcher))
    if (name === 'connection') return () => watchers.delete(watcher)
    const before = this.wanted.get(name) ?? 0
    this.wanted.set(name, before + 1)
    if (before === 0) this.ask(name)
    return () => {
      watchers.delete(watcher)
      this.wanted.set(name, (this.wanted.get(name) ?? 1) - 1)
      setTimeout(() => this.forget(name), LINGER_MS)
    }
  }

  /** Try at once: the person asked, or the network says it is back. */
  readonly retryNow = (): void => {
    if (this.connection === 'open' || this.closed) return
    clearTimeout(this.retryTimer)
    this.socket?.close()
    this.open()
  }

  /** The line is dead though nobody closed it: its closing would only be heard much later. */
  private readonly cut = (): void => {
    if (this.connection !== 'open' || this.closed) return
    const socket = this.socket
    this.socket = undefined
    socket?.close()
    this.dropped(0)
  }

  private forget(name: string): void {
    if ((this.wanted.get(name) ?? 0) > 0 || !this.wanted.has(name)) return
    this.wanted.delete(name)
    this.topics.delete(name)
    this.watchers.delete(name)
    this.send({ type: 'unsubscribe', topics: [name] })
  }

  /** Topics asked for in the same moment travel in one message. */
  private ask(name: string): void {
    this.asking.add(name)
    this.askTimer ??= setTimeout(() => {
      this.askTimer = undefined
      const names = [...this.asking].filter((one) => (this.wanted.get(one) ?? 0) > 0)
      this.asking = new Set()
      if (this.connection === 'open' && names.length) this.subscribe(names)
    }, 0)
  }

  private subscribe(names: string[]): void {
    const resume: Record<string, number> = {}
    for (const name of names) {
      const topic = this.topics.get(name)
      if (topic?.state === 'live') resume[name] = topic.n
    }
    this.send({ type: 'subscribe', topics: names, resume, boot: this.boot })
  }

  private send(said: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(said))
  }

  private hear(said: Said): void {
    this.heardAt = Date.now()
    if (said.type === 'hello') return this.greeted(said.boot, said.now)
    if (said.type === 'pong') return heard(said.now, (Date.now() - this.pingedAt) / 1000)
    if (said.type !== 'snapshot' && said.type !== 'patch' && said.type !== 'refused') return
    if (!this.wanted.has(said.topic)) return
    const before = this.topic(said.topic)
    const after = apply(before, said)
    if (after === before) return
    this.topics.set(said.topic, after)
    if (after.state === 'gap' && before.state !== 'gap') this.ask(said.topic)
    this.tell(said.topic)
  }

  private greeted(boot: string, now: number): void {
    const resumes = this.boot === boot
    if (!resumes) for (const [name, topic] of this.topics) this.topics.set(name, { ...topic, state: 'gap' })
    this.boot = boot
    this.tries = 0
    heard(now)
    this.become('open')
    const names = [...this.wanted].filter(([, count]) => count > 0).map(([name]) => name)
    if (names.length) this.subscribe(names)
    clearInterval(this.pingTimer)
    this.pingTimer = setInterval(() => this.ping(), PING_MS)
    this.ping()
  }

  private ping(): void {
    // Asked, and not a word since. (Measured from the question: a hidden tab's timers may sleep for a minute.)
    if (this.pingedAt > this.heardAt) return this.cut()
    this.pingedAt = Date.now()
    this.send({ type: 'ping' })
  }

  private dropped(code: number): void {
    clearInterval(this.pingTimer)
    if (this.closed) return
    this.become('lost')
    this.tries += 1
    // A session that ended looks like a broken network from here: the page asks which of the two it is.
    if (code === SIGNED_OUT || this.tries === 2 || this.tries % 8 === 0) this.onRefused()
    const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.tries - 1))
    this.retryTimer = setTimeout(() => this.open(), longest * (0.5 + Math.random() / 2))
  }

  private become(connection: Connection): void {
    this.connection = connection
    this.watchers.get('connection')?.forEach((watcher) => watcher())
  }

  /** A hundred queues changing together make one drawing; an agent's own desk never waits for one. */
  private tell(name: string): void {
    const coalesced = name.startsWith('queue:') || name.startsWith('team:')
    if (!coalesced || document.hidden) return this.watchers.get(name)?.forEach((watcher) => watcher())
    this.changed.add(name)
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0
      const names = [...this.changed]
      this.changed.clear()
      for (const one of names) this.watchers.get(one)?.forEach((watcher) => watcher())
    })
  }
}
