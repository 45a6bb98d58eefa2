// What a visitor may ask for instead of waiting: to be called back, or that their message is answered later.
import { mayAsk, type Conversation } from './conversation'
import { make, show } from './dom'
import type { Choice } from './protocol'
import type { Words } from './words'

let made = 0

export class Asking {
  readonly bar: HTMLElement
  readonly form: HTMLFormElement
  readonly callBack: HTMLButtonElement
  readonly leaveMessage: HTMLButtonElement
  readonly cancel: HTMLButtonElement
  readonly phone: HTMLInputElement
  readonly name: HTMLInputElement
  #words: Words
  #confirm: HTMLButtonElement
  #hint = make('p', { class: 'soft' })
  #choose: HTMLElement
  #error: HTMLElement
  #wasOpen = false

  constructor(words: Words) {
    this.#words = words
    made += 1
    const id = (name: string): string => `beffroi-${name}-${made}`
    this.callBack = make('button', { type: 'button', class: 'choice' }, words.callBack)
    this.leaveMessage = make('button', { type: 'button', class: 'choice' }, words.leaveMessage)
    this.#choose = make('p', { id: id('choose'), class: 'ask' }, words.choose)
    this.bar = make(
      'div',
      { class: 'asking', role: 'group', 'aria-labelledby': id('choose'), hidden: true },
      this.#choose,
      make('div', { class: 'choices' }, this.callBack, this.leaveMessage),
      this.#hint,
    )
    this.phone = make('input', {
      type: 'tel',
      id: id('phone'),
      autocomplete: 'tel',
      maxlength: '40',
      placeholder: words.phoneHint,
      'aria-describedby': `${id('error')} ${id('kept')}`,
    })
    this.name = make('input', { type: 'text', id: id('name'), autocomplete: 'name', maxlength: '80' })
    this.#error = make('p', { id: id('error'), class: 'wrong', role: 'alert', hidden: true })
    this.#confirm = make('button', { type: 'submit', class: 'choice main' }, words.confirm)
    this.cancel = make('button', { type: 'button', class: 'text' }, words.cancel)
    this.form = make(
      'form',
      { class: 'callback', novalidate: true, 'aria-label': words.callBack, hidden: true },
      make('label', { for: id('phone') }, words.phone),
      this.phone,
      this.#error,
      make('label', { for: id('name') }, words.yourName),
      this.name,
      make('p', { id: id('kept'), class: 'soft' }, `${words.place_} ${words.phoneKept}`),
      make('div', { class: 'choices' }, this.#confirm, this.cancel),
    )
  }

  /** True when the panel's own field for messages gives way to the form. */
  show({ standing, form, formError }: Conversation): boolean {
    const isOpen = form !== 'closed'
    const isStopped = standing.state === 'stopped'
    const mayLeave = isStopped && standing.message
    const hadFocus = this.form.matches(':focus-within')
    this.bar.hidden = isOpen || !(mayAsk(standing) || mayLeave)
    this.#choose.hidden = !isStopped
    this.callBack.hidden = !mayAsk(standing)
    this.leaveMessage.hidden = !mayLeave
    show(this.#hint, mayLeave ? this.#words.messageHint : standing.state === 'waiting' ? (standing.text ?? '') : '')
    this.form.hidden = !isOpen
    this.#confirm.disabled = form === 'sending'
    show(this.#error, formError ? (this.#words.errors[formError] ?? this.#words.error) : '')
    this.phone.toggleAttribute('aria-invalid', formError !== null)
    if (isOpen && !this.#wasOpen) this.phone.focus()
    else if (isOpen && formError && hadFocus) this.phone.focus()
    this.#wasOpen = isOpen
    return isOpen
  }
}

/** What it is about, chosen before the first word; choosing is not a must. */
export class Reasons {
  readonly group: HTMLElement
  #shown = ''
  #legend: HTMLElement
  chosen: string | undefined

  constructor(words: Words, private readonly onChoice: () => void) {
    this.#legend = make('legend', {}, words.reason)
    this.group = make('fieldset', { class: 'reasons', hidden: true }, this.#legend)
  }

  show(choices: Choice[], isAsked: boolean): void {
    this.group.hidden = !isAsked || choices.length === 0
    const looks = JSON.stringify(choices)
    if (looks === this.#shown) return
    this.#shown = looks
    made += 1
    this.group.replaceChildren(this.#legend, ...choices.map((choice) => this.#radio(choice, `beffroi-reason-${made}`)))
  }

  #radio({ code, label }: Choice, name: string): HTMLElement {
    const input = make('input', { type: 'radio', name, value: code })
    input.checked = code === this.chosen
    input.addEventListener('change', () => (this.chosen = code))
    // Arrow keys choose; Enter goes on to the message, a tap does at once.
    input.addEventListener('keydown', (event) => event.key === 'Enter' && (event.preventDefault(), this.onChoice()))
    const item = make('label', { class: 'reason' }, input, make('span', {}, label))
    item.addEventListener('pointerup', () => setTimeout(this.onChoice))
    return item
  }
}
