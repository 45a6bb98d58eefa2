// What the visitor sees, as a value: state + what was told → state. Pure, so it is tested without a browser.
import type { Choice, Line, Standing, Told } from './protocol'

export type Link = 'off' | 'connecting' | 'online' | 'offline' | 'refused'

export interface Bubble {
  key: string
  n: number | null
  author: Line['author']
  name: string | null
  text: string
  at: number
  status: 'sending' | 'late' | 'sent' | 'failed'
  error: string | null
}

export interface Conversation {
  link: Link
  standing: Standing
  bubbles: Bubble[]
  typing: boolean
  unread: number
  error: string | null
  reasons: Choice[]
  /** The form that is asked for a number: closed, open, or on its way; and what was wrong with what it said. */
  form: 'closed' | 'open' | 'sending'
  formError: string | null
}

export const IDLE: Standing = {
  state: 'idle',
  position: null,
  expected_wait_s: null,
  agent: null,
  cause: null,
  callback: false,
  message: false,
  text: null,
  outcome: null,
  phone: null,
}

export const fresh = (): Conversation => ({
  link: 'off',
  standing: IDLE,
  bubbles: [],
  typing: false,
  unread: 0,
  error: null,
  reasons: [],
  form: 'closed',
  formError: null,
})

/** Passed over without a word: the conversation goes on without it. */
const SILENT = new Set(['unknown_reason'])

/** The highest number below which nothing is missing: what the server need not send again. */
export function seen(conversation: Conversation): number {
  const numbers = new Set(conversation.bubbles.map((bubble) => bubble.n))
  let n = conversation.bubbles.reduce((least, bubble) => (bubble.n && bubble.n < least ? bubble.n : least), Infinity)
  if (n === Infinity) return 0
  while (numbers.has(n + 1)) n += 1
  return n
}

export function told(conversation: Conversation, news: Told, isOpen: boolean): Conversation {
  switch (news.type) {
    case 'welcome':
      return {
        ...conversation,
        link: 'online',
        error: null,
        ...stands(conversation, news.state),
        reasons: news.reasons ?? [],
        bubbles: news.messages.reduce(put, conversation.bubbles),
        unread: conversation.unread + (isOpen ? 0 : news.messages.filter((line) => isNew(conversation, line)).length),
      }
    case 'message': {
      const isNews = isNew(conversation, news)
      return {
        ...conversation,
        bubbles: put(conversation.bubbles, news),
        typing: conversation.typing && news.author !== 'agent',
        unread: conversation.unread + (isNews && !isOpen ? 1 : 0),
      }
    }
    case 'ack':
      return {
        ...conversation,
        error: null,
        bubbles: sorted(
          conversation.bubbles.map((bubble) =>
            bubble.key === news.id ? { ...bubble, n: news.n, at: news.at, status: 'sent', error: null } : bubble,
          ),
        ),
      }
    case 'state':
      return { ...conversation, ...stands(conversation, news), typing: news.state === 'in_contact' && conversation.typing }
    case 'typing':
      return { ...conversation, typing: true }
    case 'error':
      if (news.id !== undefined || SILENT.has(news.code)) return conversation
      if (conversation.form === 'sending') return { ...conversation, form: 'open', formError: news.code }
      return { ...conversation, error: news.code }
    default:
      return conversation
  }
}

/** Whether the visitor may ask to be called back, or leave it at what they wrote. */
export const mayAsk = ({ state, callback }: Standing): boolean => callback && (state === 'waiting' || state === 'stopped')

/** Where it stands; the form for a number stays open only while a number may be given. */
function stands(conversation: Conversation, standing: Standing): Pick<Conversation, 'standing' | 'form' | 'formError'> {
  // A number on its way is answered by an end, or by what is wrong with it.
  const stays = conversation.form === 'sending' ? standing.state !== 'ended' : mayAsk(standing)
  return { standing, form: stays ? conversation.form : 'closed', formError: stays ? conversation.formError : null }
}

/** Something was written here: it shows at once, and is sent when it can be. */
export function said(conversation: Conversation, key: string, text: string, at: number): Conversation {
  const bubble: Bubble = { key, n: null, author: 'customer', name: null, text, at, status: 'sending', error: null }
  return { ...conversation, error: null, bubbles: [...conversation.bubbles.filter((one) => one.key !== key), bubble] }
}

/** How the sending of `key` goes. */
export function sending(conversation: Conversation, key: string, status: Bubble['status'], error: string | null): Conversation {
  const change = (bubble: Bubble): Bubble => (bubble.key === key && bubble.n === null ? { ...bubble, status, error } : bubble)
  return { ...conversation, bubbles: conversation.bubbles.map(change) }
}

function isNew(conversation: Conversation, line: Line): boolean {
  return line.author !== 'customer' && !conversation.bubbles.some((bubble) => bubble.n === line.n)
}

function put(bubbles: Bubble[], line: Line): Bubble[] {
  if (bubbles.some((bubble) => bubble.n === line.n)) return bubbles
  const key = line.client_id ?? line.id
  const { n, author, name, text, at } = line
  const bubble: Bubble = { key, n, author, name, text, at, status: 'sent', error: null }
  return sorted([...bubbles.filter((one) => one.key !== key), bubble])
}

function sorted(bubbles: Bubble[]): Bubble[] {
  return [...bubbles].sort((a, b) => (a.n ?? Infinity) - (b.n ?? Infinity) || 0)
}
