import { NativeSelect, TextInput } from '@mantine/core'
import { t } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '~/live/clock'
import type { Instant } from '~/live/rows'
import { shortDate, timeOfDay } from '~/ui/format'
import style from './Steering.module.css'
import { endOfDay, nextClock, presets, type Preset } from './until'

const TYPED = 'typed'
const DAY_S = 86_400

export interface Until {
  choice: string
  typed: string
}

/** The instant chosen, null until changed, undefined while what is typed is no time. */
export function instantOf({ choice, typed }: Until): Instant | null | undefined {
  if (choice === TYPED) return nextClock(typed, now()) ?? undefined
  if (choice.startsWith('clock:')) return Number(choice.slice('clock:'.length))
  return presets(now()).find(({ key }) => key === choice)?.at ?? null
}

export function until(choice: 'hour' | 'day' | 'changed'): Until {
  return { choice, typed: '' }
}

/** « jusqu’à 16:00 », or nothing for what holds until changed. */
export function untilWords(at: Instant | null, language: string): string {
  if (at === null) return t('floor:until.told_changed')
  if (at > endOfDay(now() + DAY_S)) return t('floor:until.told_date', { date: shortDate(at, language), time: timeOfDay(at, language) })
  const key = at > endOfDay(now()) ? 'told_tomorrow' : at - now() > 43_200 && timeOfDay(at, language) === '23:59' ? 'told_day' : 'told'
  return t(`floor:until.${key}`, { time: timeOfDay(at, language) })
}

/** Until when: the instants said most, or an hour typed. */
export function UntilField({ value, onChange }: { value: Until; onChange: (next: Until) => void }) {
  const { t: say, i18n } = useTranslation('floor')
  const [choices] = useState(() => presets(now()))
  const label = (one: Preset) => say(`until.${one.key}`, { time: one.at === null ? '' : timeOfDay(one.at, i18n.language) })
  const wrong = value.choice === TYPED && value.typed !== '' && instantOf(value) === undefined
  return (
    <div className={style.until}>
      <NativeSelect
        size="xs" label={say('until.label')} value={value.choice} onChange={(event) => onChange({ ...value, choice: event.currentTarget.value })}
        data={[...choices.map((one) => ({ value: one.key === 'clock' ? `clock:${one.at}` : one.key, label: label(one) })), { value: TYPED, label: say('until.typed') }]}
      />
      {value.choice === TYPED && (
        <TextInput
          size="xs" w={76} autoFocus placeholder={say('until.clock_like')} aria-label={say('until.clock_typed')} value={value.typed} error={wrong}
          onChange={(event) => onChange({ ...value, typed: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

/** Why, in a few words that stay with the act: never needed. */
export function WhyField({ value, onChange }: { value: string; onChange: (next: string) => void }) {
  const { t: say } = useTranslation('floor')
  return (
    <TextInput
      size="xs" className={style.reason ?? ''} label={say('act.why')} placeholder={say('act.why_say')} maxLength={200} value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
