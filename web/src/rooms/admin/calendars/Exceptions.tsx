import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { now } from '~/live/clock'
import { useForm } from '../editing/form'
import { Rows } from '../settings/Rows'
import type { Calendar, Exception } from '../shapes'
import style from './Calendars.module.css'
import { dayWords, todayIn } from './days'
import { Spans } from './Week'

/** Dates unlike their weekday: closed, or open at other hours, with what people call them. */
export function Exceptions({ calendar, onChange }: { calendar: Calendar; onChange: (next: Exception[]) => void }) {
  const { t, i18n } = useTranslation('admin')
  const { fault } = useForm()
  const today = todayIn(calendar.zone, now())
  return (
    <Rows<Exception>
      items={calendar.exceptions} onChange={onChange} add={t('exceptions.add')} none={t('exceptions.none')} blank={() => ({ on: today, spans: [], name: '' })}
      called={(one) => (one.on ? dayWords(one.on, i18n.language) : '')}
    >
      {(one, change, place) => (
        <div className={style.exception}>
          <TextInput type="date" aria-label={t('exceptions.on', { number: place + 1 })} value={one.on} error={fault(`exceptions.${place}`)} onChange={(event) => event.currentTarget.value && change({ ...one, on: event.currentTarget.value })} />
          <TextInput style={{ flex: 1, minWidth: 150 }} maxLength={200} aria-label={t('exceptions.name', { number: place + 1 })} placeholder={t('exceptions.name_hint')} value={one.name} onChange={(event) => change({ ...one, name: event.currentTarget.value })} />
          <Spans where={`exceptions.${place}`} called={t('exceptions.called', { day: dayWords(one.on, i18n.language) })} spans={one.spans} onChange={(spans) => change({ ...one, spans })} />
        </div>
      )}
    </Rows>
  )
}
