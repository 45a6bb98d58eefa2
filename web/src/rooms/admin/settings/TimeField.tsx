import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useForm } from '../editing/form'
import { clock, minuteOf } from './spell'

interface Props { where: string; label: string; value: number; error?: string | undefined; onChange: (minute: number) => void }

/** A time of the day, until its end: `8`, `8h30`, `24:00`. */
export function TimeField({ where, label, value, error, onChange }: Props) {
  const { t } = useTranslation('admin')
  const { mark } = useForm()
  const [typed, type] = useState<string | null>(null)
  const shown = typed ?? clock(value)
  const wrong = minuteOf(shown) === null
  return (
    <TextInput
      w={78} aria-label={label} value={shown} error={wrong ? t('field.no_time') : error} inputMode="numeric"
      onBlur={() => {
        if (!wrong) type(null)
      }}
      onChange={(event) => {
        const next = event.currentTarget.value
        const minute = minuteOf(next)
        type(next)
        mark(where, minute === null)
        if (minute !== null) onChange(minute)
      }}
    />
  )
}
