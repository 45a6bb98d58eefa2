// What the visitor sees, as a value: state + what was told → state. Pure, so it is tested without a browser.
import type { Line, Standing, Told } from './protocol'

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
}

export const IDLE: Standing = { state: 'idle', position: null, expected_wait_s: null, agent: null }

export const fresh = (): Conversation => ({ link: 'off', standing: IDLE, bubbles: [], typing: false, unread: 0, error: null })

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
        standing: news.state,
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
      return { ...conversation, standing: news, typing: news.state === 'in_contact' && conversation.typing }
    case 'typing':
      return { ...conversation, typing: true }
    case 'error':
      return news.id === undefined ? { ...conversation, error: news.code } : conversation
    default:
      return conversation
  }
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
