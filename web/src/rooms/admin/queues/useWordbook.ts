import { useTranslation } from 'react-i18next'
import { useDirectory, useQueues } from '~/api/queries'
import { worded } from '~/ui/words'
import { useCalendars } from '../queries'
import type { Wordbook } from './facets'

/** Codes and names as this reader's screen words them. */
export function useWordbook(): Wordbook {
  const { t, i18n } = useTranslation(['admin', 'app'])
  const { data: directory } = useDirectory()
  const { data: queues } = useQueues()
  const { data: calendars } = useCalendars()
  const skill = (code: string) => {
    const found = directory?.skills.find((one) => one.code === code)
    return found ? worded(found, i18n.language) : code
  }
  return {
    language: i18n.language,
    label: (name) => t(`admin:label.${name}`),
    cause: (cause) => t(`admin:cause.${cause}`),
    kind: (kind) => t(`admin:kind.${kind}`),
    degree: (degree) => t(`admin:degree.${degree}`),
    weekday: (day) => t(`admin:weekday.${day as 0}`),
    yes: (value) => t(value ? 'admin:words.yes' : 'admin:words.no'),
    strategy: (value) => t(`admin:strategy.${value}`),
    wrapUp: (value) => t(`admin:wrap_up.${value}`),
    closing: (value) => t(`admin:closing.${value}`),
    way: (value) => t(`admin:way.${value}`),
    skill,
    queue: (id) => queues?.find((one) => one.id === id)?.name ?? id,
    agent: (id) => directory?.agents.find((one) => one.id === id)?.name ?? id,
    partner: (id) => directory?.teams.find((one) => one.partner_id === id)?.partner_name ?? id,
    calendar: (id) => calendars?.find((one) => one.id === id)?.name ?? id,
    channel: (code) => t(`app:channel.${code as 'chat'}`),
    always: t('admin:hours.always'),
    callback: t('admin:entry.callback'),
    message: t('admin:entry.message'),
    atMost: (value) => t('admin:entry.above', { value }),
  }
}
