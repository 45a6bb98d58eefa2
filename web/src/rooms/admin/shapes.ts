/** What the rulebook's answers hold, by this room's names for them. */
import type { ListOpeningsResponse, ReadCalendarResponse, ReadRulesResponse } from '~/api/generated'
import type words from '~/i18n/fr/admin.json'

export type {
  ChangeShown as Change, ContactReasonShown as ContactReason, Holiday, Openings, PresenceReasonShown as PresenceReason, QueueOverview, TerritoryShown as Territory,
} from '~/api/generated'

export type Rules = ReadRulesResponse
export type Step = Rules['requirement']['steps'][number]
export type Otherwise = Rules['admission']['closed']
export type Share = Rules['shares'][number]
export type Band = Share['bands'][number]
export type Disposition = Rules['dispositions'][number]
export type Levels = Record<string, number>
export type CalendarRow = ReadCalendarResponse
export type Calendar = CalendarRow['calendar']
export type Span = { from_min: number; to_min: number }
export type Exception = Calendar['exceptions'][number]
export type CalendarOverview = ListOpeningsResponse[number]

export const CAUSES = ['emergency', 'closed', 'unstaffed', 'full', 'long_wait'] as const
export type Cause = (typeof CAUSES)[number]

/** Told to customers, then to agents. */
export const TOLD = ['closed', 'unstaffed', 'full', 'long_wait', 'emergency', 'callback'] as const
export const FOR_AGENTS = ['greeting', 'instructions'] as const
export const TEXT_KINDS = [...TOLD, ...FOR_AGENTS] as const
export type TextKind = (typeof TEXT_KINDS)[number]
export interface InBoth { fr: string; en: string }
export type Texts = Partial<Record<TextKind, InBoth>>

/** Degrees of care a customer may have. */
export const DEGREES = ['fragile', 'vip', 'accessibility'] as const
export const RINGING = ['voice', 'callback', 'message', 'email'] as const
export const WEEK = [0, 1, 2, 3, 4, 5, 6] as const
export const LEVELS = [1, 2, 3, 4, 5] as const

/** One thing that is wrong, where and why. */
export interface Fault { where: string; fr: string; en: string }

/** A setting with its label; most have a word on what they do. */
export type Labelled = keyof (typeof words)['label']
export type Explained = keyof (typeof words)['say'] & Labelled
