// <beffroi-chat widget="key">: a button, a panel, a conversation. `lang`, `name`, `server`, `heading` and `reason` (the
// code of why visitors of this page come) are optional.
import { Connection } from './connection'
import { fresh, said, seen, sending, told, type Bubble, type Conversation, type Link } from './conversation'
import { Memory } from './memory'
import type { Told } from './protocol'
import css from './style.css?inline'
import { MOST, View } from './view'
import { words } from './words'

const TYPING_MS = 3000
const TYPED_MS = 6000
const SMALL = '(max-width: 480px)'
const own = new URL(import.meta.url).origin

export class BeffroiChat extends HTMLElement {
  #conversation: Conversation = fresh()
  #isOpen = false
  #isAnew = false
  #told = 0
  #typedUntil = 0
  #memory!: Memory
  #connection!: Connection
  #view!: View

  connectedCallback(): void {
    if (this.shadowRoot) return this.#resume()
    const lang = this.lang || document.documentElement.lang || 'fr'
    this.#memory = new Memory(this.getAttribute('widget') ?? '')
    this.#view = new View(words(lang), lang, this.getAttribute('heading') ?? '', (bubble) => this.#again(bubble))
    const root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
    root.append(this.#view.panel, this.#view.launcher)
    for (const { id, text } of this.#memory.unsent) this.#conversation = said(this.#conversation, id, text, Date.now() / 1000)
    this.#connection = new Connection(this.#wiring(lang), this.#memory.unsent)
    this.#listen()
    this.#resume()
  }

  disconnectedCallback(): void {
    this.#connection.close()
    removeEventListener('online', this.#retry)
  }

  /** Open the panel, as the button does. */
  open(): void {
    this.#isOpen = true
    this.#change({ unread: 0 })
    this.#memory.keep({ open: true })
    this.#connection.open()
    this.#view.toEnd()
    this.#view.text.focus({ preventScroll: true })
  }

  close(): void {
    this.#isOpen = false
    this.#memory.keep({ open: false })
    this.#change({})
    this.#view.launcher.focus()
  }

  #resume(): void {
    addEventListener('online', this.#retry)
    this.#view.fit()
    this.#isOpen = this.#memory.open && !matchMedia(SMALL).matches
    if (this.#memory.token !== null || this.#isOpen) this.#connection.open()
    this.#change({})
  }

  #wiring(lang: string): ConstructorParameters<typeof Connection>[0] {
    const server = new URL(this.getAttribute('server') ?? own)
    server.protocol = server.protocol === 'https:' ? 'wss:' : 'ws:'
    const address = new URL(`/chat/ws?widget=${encodeURIComponent(this.getAttribute('widget') ?? '')}`, server).href
    return {
      address: () => address,
      hello: () => ({
        type: 'hello',
        token: this.#memory.token,
        lang,
        name: this.getAttribute('name'),
        page: location.pathname.slice(0, 500),
        seen: seen(this.#conversation),
        reason: this.getAttribute('reason'),
      }),
      told: (news) => this.#hear(news),
      link: (link: Link) => this.#change({ link, typing: false, ...this.#cutOff(link) }),
      late: (id, code) => this.#set(sending(this.#conversation, id, 'late', code)),
      failed: (id, code) => this.#set(sending(this.#conversation, id, 'failed', code)),
      queue: (unsent) => this.#memory.keep({ unsent: [...unsent] }),
    }
  }

  /** A number that was on its way when the connection went may not have arrived: it can be given again. */
  #cutOff(link: Link): Partial<Conversation> {
    if (link === 'online' || this.#conversation.form !== 'sending') return {}
    return { form: 'open', formError: 'offline' }
  }

  #hear(news: Told): void {
    if (news.type === 'welcome') {
      if (this.#memory.token !== null && this.#memory.token !== news.token) this.#forget()
      this.#memory.keep({ token: news.token })
    }
    if (news.type === 'state' && news.state !== 'ended') {
      this.#isAnew = false
      this.#view.reasons.chosen = undefined
    }
    if (news.type === 'typing') this.#fadeTyping()
    this.#set(told(this.#conversation, news, this.#isOpen))
  }

  /** The server does not know us any more: what it said before belongs to another conversation. */
  #forget(): void {
    this.#conversation = { ...this.#conversation, bubbles: this.#conversation.bubbles.filter((bubble) => bubble.n === null) }
  }

  #say(): void {
    const text = this.#view.text.value.trim()
    if (text === '' || [...text].length > MOST) return
    const id = newId()
    this.#view.text.value = ''
    this.#view.fit()
    this.#set(said(this.#conversation, id, text, Date.now() / 1000))
    this.#connection.say({ id, text, reason: this.#begins ? this.#view.reasons.chosen : undefined })
  }

  get #begins(): boolean {
    const { state } = this.#conversation.standing
    return state === 'idle' || state === 'ended'
  }

  #callBack(): void {
    const { phone, name } = this.#view.asking
    if (this.#conversation.form === 'sending') return
    if (phone.value.trim() === '') return this.#change({ formError: 'bad_phone' })
    const isSent = this.#connection.tell({ type: 'callback', phone: phone.value.trim(), name: name.value.trim() || null })
    this.#change(isSent ? { form: 'sending', formError: null } : { formError: 'offline' })
  }

  #noCallBack(): void {
    this.#change({ form: 'closed', formError: null })
    this.#view.asking.callBack.focus()
  }

  #again(bubble: Bubble): void {
    this.#set(said(this.#conversation, bubble.key, bubble.text, Date.now() / 1000))
    this.#connection.say({ id: bubble.key, text: bubble.text })
    this.#view.text.focus()
  }

  #listen(): void {
    const view = this.#view
    view.launcher.addEventListener('click', () => (this.#isOpen ? this.close() : this.open()))
    view.close.addEventListener('click', () => this.close())
    view.leave.addEventListener('click', () => this.#connection.tell({ type: 'leave' }))
    view.retry.addEventListener('click', this.#retry)
    view.asking.callBack.addEventListener('click', () => this.#change({ form: 'open' }))
    view.asking.leaveMessage.addEventListener('click', () => this.#connection.tell({ type: 'leave_message' }))
    view.asking.cancel.addEventListener('click', () => this.#noCallBack())
    view.asking.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#callBack()
    })
    view.anew.addEventListener('click', () => {
      this.#isAnew = true
      this.#change({})
      view.text.focus()
    })
    view.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#say()
    })
    view.text.addEventListener('input', () => {
      view.fit()
      this.#tellTyping()
    })
    view.panel.addEventListener('keydown', (event) => this.#key(event))
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation()
      if (this.#conversation.form === 'open') this.#noCallBack()
      else this.close()
    } else if (event.key === 'Enter' && event.target === this.#view.text && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      this.#say()
    } else if (event.key === 'Tab' && matchMedia(SMALL).matches) this.#stayInside(event)
  }

  /** On a small screen the panel covers the page, so Tab stays in it. */
  #stayInside(event: KeyboardEvent): void {
    const all = this.#view.panel.querySelectorAll<HTMLElement>('button, textarea, input, a, [tabindex="0"]')
    const within = [...all].filter((one) => one.getClientRects().length > 0 && !one.matches(':disabled'))
    const [first, last] = [within[0], within[within.length - 1]]
    const isAtEdge = this.shadowRoot?.activeElement === (event.shiftKey ? first : last)
    if (!isAtEdge) return
    event.preventDefault()
    ;(event.shiftKey ? last : first)?.focus()
  }

  #tellTyping(): void {
    if (Date.now() - this.#told < TYPING_MS || this.#conversation.standing.state !== 'in_contact') return
    this.#told = Date.now()
    this.#connection.tell({ type: 'typing' })
  }

  #fadeTyping(): void {
    this.#typedUntil = Date.now() + TYPED_MS
    setTimeout(() => Date.now() >= this.#typedUntil && this.#change({ typing: false }), TYPED_MS + 50)
  }

  #retry = (): void => this.#connection.retry()

  #change(change: Partial<Conversation>): void {
    this.#set({ ...this.#conversation, ...change })
  }

  #set(conversation: Conversation): void {
    this.#conversation = conversation
    this.#view.show(conversation, this.#isOpen, this.#isAnew, this.hasAttribute('reason'))
  }
}

/** `crypto.randomUUID` only exists on secure pages; this does everywhere. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
