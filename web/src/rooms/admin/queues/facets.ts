/** A queue's settings as words, one line each, so that two states of them can be compared as people would. Pure. */
import { percent } from '~/ui/format'
import type { SectionName } from '../editing/Section'
import { clock, spell } from '../settings/spell'
import { CAUSES, DEGREES, TEXT_KINDS, type Cause, type Labelled, type Levels, type Otherwise, type TextKind } from '../shapes'
import type { QueueDraft } from './form'
import type { Closing } from './sections/Hours'
import type { Strategy } from './sections/Choice'
import type { Way } from './sections/Entry'
import type { WrapUpMode } from './sections/WrapUp'

/** How the screen words codes and names. */
export interface Wordbook {
  language: string
  label: (name: Labelled) => string
  cause: (cause: Cause) => string
  kind: (kind: TextKind) => string
  degree: (degree: (typeof DEGREES)[number]) => string
  weekday: (day: number) => string
  yes: (value: boolean) => string
  strategy: (value: Strategy) => string
  wrapUp: (value: WrapUpMode) => string
  closing: (value: Closing) => string
  way: (value: Way) => string
  skill: (code: string) => string
  queue: (id: string) => string
  agent: (id: string) => string
  partner: (id: string) => string
  calendar: (id: string) => string
  channel: (code: string) => string
  always: string
  callback: string
  message: string
  atMost: (value: string) => string
}

export interface Facet { key: string; section: SectionName; label: string; words: string }

export function facets({ rules, texts }: QueueDraft, book: Wordbook): Facet[] {
  const { language } = book
  const facet = (section: SectionName, name: Labelled, words: string): Facet => ({ key: name, section, label: book.label(name), words })
  const levels = (skills: Levels) => Object.entries(skills).map(([code, level]) => `${book.skill(code)} ≥ ${level}`).join(', ')
  const share = (value: number) => percent(value, language, 0)
  const otherwise = (one: Otherwise) => [book.way(one.do as Way), one.do === 'queue' && one.queue && book.queue(one.queue), one.callback && book.callback, one.message && book.message].filter(Boolean).join(', ')
  const limit = (cause: Cause) => {
    if (cause === 'full' && rules.admission.most_waiting !== null) return `${book.atMost(String(rules.admission.most_waiting))} · `
    if (cause === 'long_wait' && rules.admission.longest_wait_s !== null) return `${book.atMost(spell(rules.admission.longest_wait_s))} · `
    return ''
  }
  return [
    facet('identity', 'name', rules.name),
    facet('identity', 'target', share(rules.target)),
    facet('identity', 'threshold', spell(rules.threshold_s)),
    facet('identity', 'bonus', spell(rules.bonus_s)),
    facet('needs', 'mandatory', levels(rules.requirement.mandatory)),
    facet('needs', 'steps', rules.requirement.steps.map((one) => `${spell(one.expires_s)} : ${[levels(one.skills), ...one.agents.map(book.agent)].filter(Boolean).join(', ')}`).join(' ; ')),
    facet('choice', 'strategy', book.strategy(rules.strategy as Strategy)),
    facet('choice', 'last_agent', spell(rules.last_agent_s)),
    facet('choice', 'strict', book.yes(rules.strict)),
    facet('choice', 'pull', book.yes(rules.pull)),
    facet('offers', 'offer', spell(rules.offer_s)),
    facet('offers', 'misses', String(rules.misses_allowed)),
    facet('offers', 'may_decline', book.yes(rules.may_decline)),
    facet('offers', 'channels', Object.entries(rules.channels).map(([channel, ring]) => `${book.channel(channel)} ${spell(ring.offer_s)}, ${ring.misses_allowed}`).join(' ; ')),
    facet('wrap_up', 'wrap_up', book.wrapUp(rules.wrap_up.mode as WrapUpMode)),
    facet('wrap_up', 'wrap_up_limit', spell(rules.wrap_up.limit_s)),
    facet('wrap_up', 'wrap_up_extension', spell(rules.wrap_up.extension_s)),
    facet('wrap_up', 'dispositions', rules.dispositions.map((one) => (language === 'en' ? one.en : one.fr) || one.fr || one.en).join(', ')),
    facet('hours', 'calendar', rules.calendar ? book.calendar(rules.calendar) : book.always),
    facet('hours', 'closing', book.closing(rules.closing as Closing)),
    ...CAUSES.map((cause): Facet => ({ key: `cause.${cause}`, section: 'entry', label: book.cause(cause), words: limit(cause) + otherwise(rules.admission[cause]) })),
    facet('entry', 'messages_to', rules.messages_to ? book.queue(rules.messages_to) : ''),
    facet('overflow', 'overflow', rules.overflow.map((one) => `${book.queue(one.to)}, ${spell(one.after_s)}`).join(' ; ')),
    facet('help', 'help', rules.help.map((one) => `${book.queue(one.by)}, ${spell(one.after_s)}`).join(' ; ')),
    facet('help', 'safety_stop', share(rules.safety.stop)),
    facet('help', 'safety_resume', share(rules.safety.resume)),
    facet('callback', 'callback_offered', book.yes(rules.callback.offered)),
    facet('callback', 'callback_above', spell(rules.callback.above_s)),
    facet('callback', 'callback_attempts', String(rules.callback.attempts)),
    facet('callback', 'callback_retry', spell(rules.callback.retry_s)),
    facet('shares', 'shares', rules.shares.map((one) => [book.partner(one.partner), one.part !== null && share(one.part), ...one.bands.map((band) => `${book.weekday(band.weekday)} ${clock(band.from_min)}–${clock(band.to_min)}`)].filter(Boolean).join(' ')).join(' ; ')),
    ...DEGREES.map((degree): Facet => {
      const here = rules.care[degree]
      return { key: `care.${degree}`, section: 'care', label: book.degree(degree), words: here ? [here.bonus_s !== 0 && spell(here.bonus_s), levels(here.mandatory)].filter(Boolean).join(', ') : '' }
    }),
    ...TEXT_KINDS.map((kind): Facet => {
      const both = texts[kind]
      return { key: `text.${kind}`, section: kind === 'greeting' || kind === 'instructions' ? 'agents' : 'texts', label: book.kind(kind), words: both ? [both.fr, both.en].filter(Boolean).join(' / ') : '' }
    }),
  ]
}

/** The section in which a fault of the server belongs, by its path. */
export function sectionOf(where: string): SectionName {
  const top = where.split('.')[0] ?? ''
  const places: Record<string, SectionName> = {
    name: 'identity', target: 'identity', threshold_s: 'identity', bonus_s: 'identity', requirement: 'needs', strategy: 'choice', last_agent_s: 'choice', offer_s: 'offers', misses_allowed: 'offers', channels: 'offers',
    wrap_up: 'wrap_up', dispositions: 'wrap_up', calendar: 'hours', hours: 'hours', closing: 'hours', admission: 'entry', messages_to: 'entry', overflow: 'overflow', help: 'help', safety: 'help', callback: 'callback', shares: 'shares', care: 'care',
  }
  return places[top] ?? 'texts'
}
