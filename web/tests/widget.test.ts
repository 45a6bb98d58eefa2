import { describe, expect, it } from 'vitest'
import { fresh, IDLE, mayAsk, said, seen, sending, told, type Conversation } from '../widget/src/conversation'
import type { Line, Standing, Told } from '../widget/src/protocol'
import { standingWords, words } from '../widget/src/words'

function line(n: number, author: Line['author'] = 'agent', clientId: string | null = null): Line {
  return { n, id: `m${n}`, author, name: author === 'agent' ? 'Inès' : null, text: `text ${n}`, at: n, client_id: clientId }
}

function after(...news: Told[]): Conversation {
  return news.reduce((conversation, one) => told(conversation, one, true), fresh())
}

const welcome = (...messages: Line[]): Told => ({ type: 'welcome', token: 't', lang: 'fr', state: IDLE, messages, now: 0, reasons: [] })

describe('a conversation', () => {
  it('shows messages in the order of their numbers, each once', () => {
    const conversation = after(welcome(line(1)), { type: 'message', ...line(3) }, { type: 'message', ...line(2) }, welcome(line(3)))
    expect(conversation.bubbles.map((bubble) => bubble.n)).toEqual([1, 2, 3])
  })

  it('asks again from the first gap, so that nothing is missed', () => {
    expect(seen(after(welcome(line(1), line(2)), { type: 'message', ...line(4) }))).toBe(2)
    expect(seen(fresh())).toBe(0)
  })

  it('keeps what was written here last until it has its number', () => {
    let conversation = said(after(welcome(line(1))), 'c1', 'Bonjour', 9)
    conversation = told(conversation, { type: 'message', ...line(2) }, true)
    expect(conversation.bubbles.map((bubble) => bubble.status)).toEqual(['sent', 'sent', 'sending'])
    conversation = told(conversation, { type: 'ack', id: 'c1', n: 3, at: 10 }, true)
    expect(conversation.bubbles.at(-1)).toMatchObject({ n: 3, status: 'sent' })
  })

  it('knows its own message again after a reload or in another window', () => {
    const conversation = told(said(fresh(), 'c1', 'Bonjour', 9), welcome(line(1, 'customer', 'c1')), true)
    expect(conversation.bubbles).toHaveLength(1)
    expect(conversation.bubbles[0]).toMatchObject({ n: 1, status: 'sent' })
  })

  it('never marks as failed what was sent', () => {
    const sent = told(said(fresh(), 'c1', 'Bonjour', 9), { type: 'ack', id: 'c1', n: 1, at: 9 }, true)
    expect(sending(sent, 'c1', 'failed', 'too_fast').bubbles[0]?.status).toBe('sent')
  })

  it('counts what an agent wrote while the panel was closed', () => {
    const closed = told(told(fresh(), welcome(), false), { type: 'message', ...line(1) }, false)
    expect(closed.unread).toBe(1)
    expect(told(closed, { type: 'message', ...line(1) }, false).unread).toBe(1)
  })
})

describe('who may not simply wait', () => {
  const stopped: Standing = { ...IDLE, state: 'stopped', cause: 'closed', callback: true, message: true, text: 'Fermé jusqu’à lundi.' }
  const stands = (standing: Standing): Told => ({ type: 'state', ...standing })
  const asking = (): Conversation => ({ ...after(welcome(), stands(stopped)), form: 'sending' })
  const refused: Told = { type: 'error', code: 'bad_phone', message: '' }

  it('may ask for what is offered, and only while it is', () => {
    expect(mayAsk(stopped)).toBe(true)
    expect(mayAsk({ ...IDLE, state: 'waiting', callback: true })).toBe(true)
    expect(mayAsk({ ...stopped, callback: false })).toBe(false)
    expect(mayAsk({ ...stopped, state: 'ended' })).toBe(false)
  })

  it('is told in the form what is wrong with the number, and keeps it open', () => {
    expect(told(asking(), refused, true)).toMatchObject({ form: 'open', formError: 'bad_phone', error: null })
    expect(told(after(welcome()), refused, true)).toMatchObject({ form: 'closed', error: 'bad_phone' })
  })

  it('sees the form close when the number is taken, or may not be given any more', () => {
    expect(told(asking(), stands({ ...IDLE, state: 'ended', outcome: 'callback_taken', phone: '06…78' }), true).form).toBe('closed')
    expect(told({ ...asking(), form: 'open' }, stands({ ...IDLE, state: 'waiting' }), true).form).toBe('closed')
    expect(told(asking(), stands({ ...IDLE, state: 'waiting' }), true).form).toBe('sending')
  })

  it('hears nothing of a reason that was passed over', () => {
    expect(told(after(welcome()), { type: 'error', code: 'unknown_reason', message: '' }, true).error).toBeNull()
  })

  it('is told what came of it', () => {
    const say = (standing: Partial<Standing>): string => standingWords(words('fr'), { ...IDLE, ...standing })
    expect(say(stopped)).toBe('Fermé jusqu’à lundi.')
    expect(say({ state: 'ended', outcome: 'callback_taken', phone: '06…78' })).toBe('C’est noté : nous vous rappelons au 06…78.')
    expect(say({ state: 'ended', outcome: 'callback_taken' })).toBe('C’est noté : nous vous rappelons.')
    expect(say({ state: 'ended', outcome: 'message_left' })).toContain('Votre message est enregistré')
    expect(say({ state: 'ended', outcome: 'dissuaded', text: 'Incident en cours.' })).toBe('Incident en cours.')
    expect(say({ state: 'ended' })).toBe('Cette conversation est terminée.')
  })
})

describe('its words', () => {
  const waiting = (position: number, expected_wait_s: number | null): Standing => ({ ...IDLE, state: 'waiting', position, expected_wait_s })

  it('promise nothing that is not known', () => {
    expect(standingWords(words('fr'), waiting(2, null))).toBe('Vous êtes en 2ᵉ position dans la file, un conseiller vous répond dès que possible.')
    expect(standingWords(words('fr-FR'), waiting(2, 170))).toBe('Vous êtes en 2ᵉ position dans la file, environ 3 min d’attente.')
    expect(standingWords(words('en'), waiting(1, 20))).toBe('You are next in line, less than a minute to wait.')
  })

  it('name who answers', () => {
    expect(standingWords(words('fr'), { ...IDLE, state: 'in_contact', agent: { name: 'Inès' } })).toBe('Inès vous répond')
  })

  it('are the same in both languages', () => {
    expect(Object.keys(words('en'))).toEqual(Object.keys(words('fr')))
    expect(Object.keys(words('en').errors)).toEqual(Object.keys(words('fr').errors))
  })
})
