import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core'
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useForm } from '../editing/form'
import { TimeField } from '../settings/TimeField'
import { WEEK, type Calendar, type Span } from '../shapes'
import style from './Calendars.module.css'

const DAY_MIN = 1440
const FIRST: Span = { from_min: 540, to_min: 1080 }
const HOUR = 60

/** The seven days, each with its spans; a day's hours can be given to others. */
export function Week({ week, onChange }: { week: Calendar['week']; onChange: (next: Calendar['week']) => void }) {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  const set = (days: readonly number[], spans: Span[]) => onChange(week.map((one, at) => (days.includes(at) ? spans : one)))
  return (
    <div className={style.week}>
      {WEEK.map((day) => {
        const name = t(`weekday.${day}`)
        const spans = week[day] ?? []
        const wrong = fault(`week.${day}`)
        return (
          <div key={day} className={style.day} role="group" aria-label={name}>
            <span className={style.name} aria-hidden>{name}</span>
            <Spans where={`week.${day}`} called={name} spans={spans} onChange={(next) => set([day], next)} />
            <CopyDay day={day} onCopy={(days) => set(days, spans)} />
            <Bar spans={spans} />
            {wrong && <p className={style.wrong} role="alert">{wrong}</p>}
          </div>
        )
      })}
    </div>
  )
}

/** The spans of one day; none is closed. */
export function Spans({ where, called, spans, onChange }: { where: string; called: string; spans: Span[]; onChange: (next: Span[]) => void }) {
  const { t } = useTranslation('admin')
  const last = spans.at(-1)
  const next = last ? { from_min: Math.min(last.to_min + HOUR, DAY_MIN - HOUR), to_min: Math.min(last.to_min + 4 * HOUR, DAY_MIN) } : FIRST
  const change = (place: number, part: Partial<Span>) => onChange(spans.map((one, at) => (at === place ? { ...one, ...part } : one)))
  const numbered = spans.map((span, place) => ({ span, place, key: `${where}.${place}` }))
  return (
    <div className={style.spans}>
      {spans.length === 0 && <span className={style.closed}>{t('hours.closed')}</span>}
      {numbered.map(({ span, place, key }) => (
        <span key={key} className={style.span}>
          <TimeField where={`${key}.from`} label={t('week.from_of', { day: called, number: place + 1 })} value={span.from_min} onChange={(from_min) => change(place, { from_min })} />
          –
          <TimeField where={`${key}.to`} label={t('week.to_of', { day: called, number: place + 1 })} value={span.to_min} onChange={(to_min) => change(place, { to_min })} />
          <ActionIcon variant="subtle" color="gray" aria-label={t('week.remove', { day: called, number: place + 1 })} onClick={() => onChange(spans.filter((_, at) => at !== place))}><IconX size={14} /></ActionIcon>
        </span>
      ))}
      {(last?.to_min ?? 0) < DAY_MIN && <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={12} />} aria-label={t('week.add_to', { day: called })} onClick={() => onChange([...spans, next])}>{t('week.add')}</Button>}
    </div>
  )
}

function CopyDay({ day, onCopy }: { day: number; onCopy: (days: number[]) => void }) {
  const { t } = useTranslation('admin')
  const [opened, setOpened] = useState(false)
  const [chosen, choose] = useState<string[]>([])
  const name = t(`weekday.${day as 0}`)
  function copy(days: number[]) {
    onCopy(days)
    choose([])
    setOpened(false)
  }
  return (
    <Popover position="bottom-end" opened={opened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size={36} variant="subtle" color="gray" aria-label={t('week.copy', { day: name })} aria-expanded={opened} onClick={() => setOpened(!opened)}><IconCopy size={16} /></ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('week.copy', { day: name })}>
        <div className={style.copy}>
          <Checkbox.Group label={t('week.copy_to', { day: name })} value={chosen} onChange={choose}>
            {WEEK.filter((one) => one !== day).map((one) => <Checkbox key={one} mt={6} value={String(one)} label={t(`weekday.${one}`)} />)}
          </Checkbox.Group>
          <Button size="xs" disabled={chosen.length === 0} onClick={() => copy(chosen.map(Number))}>{t('week.copy_chosen')}</Button>
          <Button size="xs" variant="default" onClick={() => copy([0, 1, 2, 3, 4])}>{t('week.copy_work')}</Button>
          <Button size="xs" variant="default" onClick={() => copy([...WEEK])}>{t('week.copy_all')}</Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The day from 0 to 24 h: what is open stands out. The fields above say it in words. */
function Bar({ spans }: { spans: Span[] }) {
  return (
    <div className={style.bar} aria-hidden>
      {spans.map((one) => <i key={one.from_min} style={{ left: `${(one.from_min / DAY_MIN) * 100}%`, width: `${(Math.max(0, one.to_min - one.from_min) / DAY_MIN) * 100}%` }} />)}
    </div>
  )
}
