import { Input, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useForm } from '../editing/form'
import type { Explained, Labelled } from '../shapes'
import style from './Setting.module.css'
import { durationOf, spell } from './spell'

const LAID = { root: style.setting!, label: style.label!, wrapper: style.control!, description: style.say!, error: style.error! }

interface Named {
  name: Labelled
  /** The field's path in the rules: the server's faults are told there. */
  where: string
  /** What it does, said with the values at hand. */
  say?: ReactNode
}

/** A field's label, what it does, and what is wrong with it. */
export function useNamed({ name, where, say }: Named) {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  return { label: t(`label.${name}`), description: say ?? t(`say.${name as Explained}`), error: fault(where), classNames: LAID }
}

export function TextSetting({ value, onChange, required, maxLength = 200, ...named }: Named & { value: string; onChange: (next: string) => void; required?: boolean; maxLength?: number }) {
  return <TextInput {...useNamed(named)} value={value} maxLength={maxLength} required={required ?? false} onChange={(event) => onChange(event.currentTarget.value)} />
}

export function ChoiceSetting<T extends string>({ value, onChange, choices, ...named }: Named & { value: T; onChange: (next: T) => void; choices: { value: T; label: string }[] }) {
  return <NativeSelect {...useNamed(named)} value={value} data={choices} onChange={(event) => onChange(event.currentTarget.value as T)} />
}

export function SwitchSetting({ checked, onChange, name, where, say, children }: Named & { checked: boolean; onChange: (next: boolean) => void; children?: ReactNode }) {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  return (
    <div className={style.switch}>
      <Switch
        label={t(`label.${name}`)} description={say ?? t(`say.${name as Explained}`)} error={fault(where)} checked={checked}
        classNames={{ label: style.label!, description: style.say!, error: style.error! }} onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {checked && children}
    </div>
  )
}

interface Bounds { min?: number; max?: number; suffix?: string }

export function NumberSetting({ value, onChange, min = 0, max = 100_000, suffix = '', ...named }: Named & Bounds & { value: number; onChange: (next: number) => void }) {
  const { mark } = useForm()
  const [unfinished, leave] = useState<string | null>(null)
  return (
    <NumberInput
      {...useNamed(named)} value={unfinished ?? value} min={min} max={max} suffix={suffix} allowDecimal={false} clampBehavior="blur"
      onChange={(next) => {
        leave(typeof next === 'number' ? null : next)
        mark(named.where, typeof next !== 'number')
        if (typeof next === 'number') onChange(next)
      }}
    />
  )
}

/** A number that may be left out. */
export function OptionalNumber({ value, onChange, min = 0, max = 100_000, suffix = '', placeholder = '', ...named }: Named & Bounds & { value: number | null; onChange: (next: number | null) => void; placeholder?: string }) {
  return (
    <NumberInput
      {...useNamed(named)} value={value ?? ''} min={min} max={max} suffix={suffix} placeholder={placeholder} allowDecimal={false} clampBehavior="blur"
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
    />
  )
}

interface DurationProps { where: string; value: number | null; onChange: (next: number) => void; onEmpty?: (() => void) | undefined; placeholder?: string }

/** A duration typed in words: `45 s`, `2 min 30`, `1 h`. */
export function useDuration({ where, value, onChange, onEmpty }: DurationProps) {
  const { t } = useTranslation('admin')
  const { mark } = useForm()
  const [typed, type] = useState<string | null>(null)
  const shown = typed ?? (value === null ? '' : spell(value))
  const isEmpty = shown.trim() === ''
  const wrong = durationOf(shown) === null && !(isEmpty && onEmpty)
  return {
    value: shown,
    wrong: wrong ? t('field.no_duration') : undefined,
    onChange(next: string) {
      type(next)
      const seconds = durationOf(next)
      const emptied = next.trim() === '' && onEmpty
      mark(where, seconds === null && !emptied)
      if (emptied) onEmpty()
      else if (seconds !== null) onChange(seconds)
    },
    onBlur: () => wrong || type(null),
  }
}

export function DurationSetting({ value, onChange, onEmpty, placeholder = '', ...named }: Named & DurationProps) {
  const { error, ...laid } = useNamed(named)
  const { wrong, onChange: take, ...typing } = useDuration({ where: named.where, value, onChange, onEmpty })
  return <TextInput {...laid} {...typing} placeholder={placeholder} error={wrong ?? error} onChange={(event) => take(event.currentTarget.value)} />
}

/** The same within a row, where the label is only heard unless it is to be seen. */
export function DurationField({ label, seen = false, width = 130, ...duration }: DurationProps & { label: string; seen?: boolean; width?: number }) {
  const { wrong, onChange, ...typing } = useDuration(duration)
  const { fault } = useForm()
  return <TextInput {...typing} w={width} maw="100%" {...(seen ? { label } : { 'aria-label': label })} placeholder={duration.placeholder ?? ''} error={wrong ?? fault(duration.where)} onChange={(event) => onChange(event.currentTarget.value)} />
}

/** Several fields that make one setting. */
export function Group({ name, where, say, children }: Named & { children: ReactNode }) {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  const [said, wrong] = [useId(), fault(where)]
  return (
    <fieldset className={style.group} aria-describedby={said} data-where={where} tabIndex={-1} aria-invalid={wrong ? true : undefined}>
      <legend className={style.legend}>{t(`label.${name}`)}</legend>
      <div className={style.say} id={said}>{say ?? t(`say.${name as Explained}`)}</div>
      {children}
      {wrong && <Input.Error className={style.wrong!}>{wrong}</Input.Error>}
    </fieldset>
  )
}
