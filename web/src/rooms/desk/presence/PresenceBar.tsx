import { Skeleton, Tooltip } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MeRow } from '~/live/rows'
import { Channel } from '~/ui/Channel'
import { MyDay } from '~/rooms/day/MyDay'
import { useDesk } from '../useDesk'
import style from './Presence.module.css'
import { PresenceMenu } from './PresenceMenu'
import { useReason } from './useReason'

/** The agent's state at the top of every screen: what it is, for how long, what comes next, and what is in hand. */
export function PresenceBar() {
  const { me } = useDesk()
  if (!me) return <Skeleton height={32} width={220} />
  return (
    <div className={style.bar}>
      <PresenceMenu me={me} />
      <Next me={me} />
      <Loads me={me} />
      <MyDay />
    </div>
  )
}

function Next({ me }: { me: MeRow }) {
  const { t } = useTranslation(['desk', 'app'])
  const reason = useReason()
  const next = Object.values(me.next ?? {})[0]
  if (!next) return null
  const status = next.state === 'ready' ? t('app:status.available') : (reason(next.reason) ?? t(`app:status.${next.state}`))
  return (
    <Tooltip label={t('desk:presence.next_hint')}>
      <span className={style.next} tabIndex={0}><IconArrowRight size={14} aria-hidden />{t('desk:presence.next', { status })}</span>
    </Tooltip>
  )
}

function Loads({ me }: { me: MeRow }) {
  const { t } = useTranslation('desk')
  return (
    <ul className={style.loads}>
      {Object.entries(me.capacity).map(([channel, capacity]) => {
        const load = me.load[channel] ?? 0
        const words = t('presence.load', { count: load, load, capacity })
        return (
          <li key={channel}>
            <Tooltip label={words}>
              <span className={style.load} tabIndex={0} aria-label={words}>
                <Channel channel={channel} />{load}/{capacity}
              </span>
            </Tooltip>
          </li>
        )
      })}
    </ul>
  )
}
