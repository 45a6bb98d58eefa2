// The widget's elements, and how a conversation is shown in them.
import { Asking, Reasons } from './asking'
import type { Bubble, Conversation } from './conversation'
import { icon, linked, make, show } from './dom'
import { standingWords, type Words } from './words'

const BELL = 'M12 3a6 6 0 0 0-6 6c0 4-1 6-2.5 7.5h17C19 15 18 13 18 9a6 6 0 0 0-6-6ZM10 20a2 2 0 0 0 4 0'
const CROSS = 'M6 6l12 12M18 6L6 18'
const PLANE = 'M4 12l16-8-6 16-3-7-7-1Z'
export const MOST = 4000

export class View {
  readonly launcher: HTMLButtonElement
  readonly badge = make('span', { class: 'badge', hidden: true })
  readonly panel: HTMLElement
  readonly close: HTMLButtonElement
  readonly leave: HTMLButtonElement
  readonly retry: HTMLButtonElement
  readonly anew: HTMLButtonElement
  readonly text: HTMLTextAreaElement
  readonly send: HTMLButtonElement
  readonly form: HTMLFormElement
  readonly asking: Asking
  readonly reasons: Reasons
  #words: Words
  #lang: string
  #status = make('p', { class: 'status', role: 'status', hidden: true })
  #link = make('p', { class: 'link', role: 'status', hidden: true })
  #typing = make('p', { class: 'typing', 'aria-hidden': 'true', hidden: true })
  #alert = make('p', { class: 'alert', role: 'alert', hidden: true })
  #list = make('ol')
  #log = make('div', { role: 'log', 'aria-live': 'polite', tabindex: '0' }, this.#list)
  #hint: HTMLElement
  #scroll: HTMLElement
  #shown = new Map<string, { item: HTMLLIElement; looks: string }>()
  #onRetry: (bubble: Bubble) => void

  constructor(words: Words, lang: string, name: string, onRetry: (bubble: Bubble) => void) {
    this.#words = words
    this.#lang = lang
    this.#onRetry = onRetry
    const button = (label: string, className: string, ...children: (Node | string)[]) =>
      make('button', { type: 'button', class: className, 'aria-label': children.length ? label : undefined }, ...(children.length ? children : [label]))
    this.launcher = button(words.open, 'launcher', icon(BELL), this.badge)
    this.launcher.setAttribute('aria-expanded', 'false')
    this.close = button(words.close, 'plain', icon(CROSS))
    this.leave = button(words.leave, 'text')
    this.retry = button(words.retry, 'text')
    this.anew = button(words.anew, 'wide')
    this.text = make('textarea', { rows: '1', 'aria-label': words.write, placeholder: words.write, enterkeyhint: 'send' })
    this.send = make('button', { type: 'submit', class: 'send', 'aria-label': words.send }, icon(PLANE))
    this.form = make('form', { novalidate: true }, this.text, this.send)
    this.asking = new Asking(words)
    this.reasons = new Reasons(words, () => this.text.focus())
    this.#hint = make('div', { class: 'hint' }, make('p', {}, words.hint), make('p', { class: 'soft' }, words.kept))
    this.#log.setAttribute('aria-label', words.title)
    this.#scroll = make('div', { class: 'scroll' }, this.#hint, this.#log, this.#typing, this.reasons.group)
    this.panel = make(
      'section',
      { class: 'panel', role: 'dialog', 'aria-label': name || words.title, hidden: true },
      make('div', { class: 'head' }, make('h2', {}, name || words.title), this.leave, this.close),
      make('div', { class: 'linkbar' }, this.#link, this.retry),
      this.#status,
      this.#scroll,
      this.asking.bar,
      this.#alert,
      this.asking.form,
      this.form,
      this.anew,
    )
  }

  show(conversation: Conversation, isOpen: boolean, isAnew: boolean, isReasonKnown: boolean): void {
    const { link, standing, bubbles } = conversation
    const words = this.#words
    const isOver = standing.state === 'ended' && !isAnew
    this.panel.hidden = !isOpen
    this.launcher.setAttribute('aria-expanded', String(isOpen))
    show(this.badge, conversation.unread ? String(conversation.unread) : '')
    this.launcher.setAttribute('aria-label', conversation.unread ? `${words.open}, ${words.unread(conversation.unread)}` : words.open)
    show(this.#link, link === 'offline' ? words.offline : link === 'connecting' ? words.connecting : '')
    this.retry.hidden = link !== 'offline'
    show(this.#status, isAnew && standing.state === 'ended' ? '' : standingWords(words, standing))
    this.#status.dataset['state'] = standing.state
    this.leave.hidden = standing.state === 'idle' || standing.state === 'ended'
    this.#hint.hidden = bubbles.length > 0
    show(this.#typing, conversation.typing ? words.typing(standing.agent?.name ?? words.someone) : '')
    show(this.#alert, this.#wrong(conversation))
    const begins = (standing.state === 'idle' || (standing.state === 'ended' && isAnew)) && !bubbles.some((one) => one.n === null)
    this.reasons.show(conversation.reasons, begins && !isReasonKnown)
    const within = [this.form, this.asking.form, this.asking.bar, this.leave]
    const wasBusy = within.some((one) => one.matches(':focus-within'))
    const isAsking = this.asking.show(conversation)
    this.form.hidden = isOver || isAsking
    this.anew.hidden = !isOver
    // Whoever was writing or asking when it ended stays in the panel: Escape and Tab go on working.
    if (isOver && wasBusy) this.anew.focus()
    this.#showBubbles(bubbles)
  }

  /** The field is as tall as what is in it, and says when that is too much. */
  fit(): void {
    const tooMany = [...this.text.value].length - MOST
    this.send.disabled = this.text.value.trim() === '' || tooMany > 0
    this.text.rows = Math.min(5, this.text.value.split('\n').length + Math.floor(this.text.value.length / 42))
    if (tooMany > 0) show(this.#alert, this.#words.left(tooMany))
    else if (this.#alert.textContent === '') this.#alert.hidden = true
  }

  toEnd(): void {
    this.#scroll.scrollTop = this.#scroll.scrollHeight
  }

  #wrong({ error, bubbles }: Conversation): string {
    const last = bubbles[bubbles.length - 1]
    const code = error ?? last?.error
    return code ? (this.#words.errors[code] ?? this.#words.error) : ''
  }

  #showBubbles(bubbles: Bubble[]): void {
    const isAtEnd = this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < 80
    let before: HTMLLIElement | null = null
    let isNew = false
    const last = bubbles.filter((bubble) => bubble.author === 'customer').pop()
    for (const bubble of bubbles) {
      const looks = `${bubble.n} ${bubble.status} ${bubble === last}`
      let shown = this.#shown.get(bubble.key)
      if (shown?.looks !== looks) {
        const item: HTMLLIElement = this.#item(bubble, bubble === last)
        if (shown) shown.item.replaceWith(item)
        else isNew = true
        shown = { item, looks }
        this.#shown.set(bubble.key, shown)
      }
      const place: Node | null = before ? before.nextSibling : this.#list.firstChild
      if (place !== shown.item) this.#list.insertBefore(shown.item, place)
      before = shown.item
    }
    if (isNew && (isAtEnd || bubbles[bubbles.length - 1]?.author === 'customer')) this.toEnd()
  }

  #item(bubble: Bubble, isLast: boolean): HTMLLIElement {
    const words = this.#words
    const isMine = bubble.author === 'customer'
    const at = new Date(bubble.at * 1000)
    const time = make('time', { datetime: at.toISOString() }, at.toLocaleTimeString(this.#lang === 'en' ? 'en-GB' : this.#lang, { hour: '2-digit', minute: '2-digit' }))
    const who = isMine ? words.you : (bubble.name ?? words.someone)
    const foot = make('p', { class: 'foot' }, make('span', { class: isMine ? 'unseen' : '' }, who), isMine ? ' ' : ' · ', time)
    if (isMine && (isLast || bubble.status !== 'sent')) foot.append(' · ', words[bubble.status])
    if (bubble.status === 'failed') {
      const again = make('button', { type: 'button', class: 'text' }, words.retry)
      again.addEventListener('click', () => this.#onRetry(bubble))
      foot.append(' ', again)
    }
    const said = make('p', { class: 'said', dir: 'auto' }, ...linked(bubble.text))
    return make('li', { class: `${isMine ? 'mine' : 'theirs'} ${bubble.status}` }, said, foot)
  }
}
