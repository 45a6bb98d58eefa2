import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Section } from '../../editing/Section'
import { useCalendars } from '../../queries'
import { ChoiceSetting } from '../../settings/Setting'
import { OpenNow } from '../../calendars/OpenNow'
import { useQueueForm } from '../form'

export const CLOSINGS = ['drain', 'dissuade'] as const
export type Closing = (typeof CLOSINGS)[number]
const NONE = ''

/** When it is open, and what becomes of those who wait when it closes. */
export function Hours() {
  const { t } = useTranslation('admin')
  const { data } = useCalendars()
  const { rules, set } = useQueueForm()
  const followed = data?.find((one) => one.id === rules.calendar)
  const own = rules.calendar === null && rules.hours !== null
  const choices = [{ value: NONE, label: t(own ? 'hours.own' : 'hours.always') }, ...(data ?? []).map((one) => ({ value: one.id, label: one.name }))]
  return (
    <Section name="hours">
      <ChoiceSetting
        name="calendar" where="calendar" value={rules.calendar ?? NONE} choices={choices} onChange={(next) => set({ calendar: next || null, hours: null })}
        say={<>{t('say.calendar')} <Anchor underline="always" component={Link} size="sm" to={followed ? `/admin/calendars/${followed.id}` : '/admin/calendars'}>{followed ? t('hours.edit', { name: followed.name }) : t('hours.all')}</Anchor>{followed && <span style={{ display: 'block', marginTop: 6 }}><OpenNow calendar={followed.calendar} /></span>}</>}
      />
      <ChoiceSetting
        name="closing" where="closing" value={rules.closing as Closing} say={t(`closing_say.${rules.closing as Closing}`)} choices={CLOSINGS.map((value) => ({ value, label: t(`closing.${value}`) }))}
        onChange={(closing) => set({ closing })}
      />
    </Section>
  )
}
