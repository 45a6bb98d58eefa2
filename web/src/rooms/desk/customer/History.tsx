import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PastInteraction } from '~/api/shapes'
import { now } from '~/live/clock'
import { Channel } from '~/ui/Channel'
import { daysBetween, shortDate, timeOfDay } from '~/ui/format'
import style from './Customer.module.css'

const SHOWN = 30

/** Earlier exchanges, newest first; each opens to be read. */
export function History({ interactions, onOpen }: { interactions: PastInteraction[]; onOpen: (interaction: string) => void }) {
  const { t, i18n } = useTranslation(['desk', 'interactions'])
  const language = i18n.language
  const how = ({ outcome, sub_reason }: PastInteraction) =>
    sub_reason && i18n.exists(`interactions:sub_reason.${sub_reason}`)
      ? t(`interactions:sub_reason.${sub_reason as 'message_left'}`)
      : t(`interactions:outcome.${(outcome ?? 'open') as 'handled'}`)
  return (
    <ul className={style.history}>
      {interactions.slice(0, SHOWN).map((one) => {
        const today = daysBetween(one.arrived_at, now()) === 0
        return (
          <li key={one.id}>
            <UnstyledButton className={style.past} onClick={() => onOpen(one.id)}>
              <Channel channel={one.channel} />
              <span className={style.pastWhat}>{one.queue_name ?? t('interactions:outcome.open')}</span>
              <span className={style.pastWhen}>{today ? timeOfDay(one.arrived_at, language) : shortDate(one.arrived_at, language)}</span>
              <span className={style.pastHow}>
                {how(one)}
                {one.agent_name && ` ${t('desk:customer.with', { name: one.agent_name })}`}
              </span>
            </UnstyledButton>
          </li>
        )
      })}
    </ul>
  )
}
