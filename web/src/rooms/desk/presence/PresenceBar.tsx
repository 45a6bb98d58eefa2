import { Button, Skeleton, Tooltip } from '@mantine/core'
import { IconArrowRight, IconArrowsExchange, IconCircleCheckFilled, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMatch } from 'react-router'
import { useSession } from '~/app/session'
import type { MeRow } from '~/live/rows'
import { Channel } from '~/ui/Channel'
import { MyDay } from '~/rooms/day/MyDay'
import { timeOfDay } from '~/ui/format'
import { useAct } from '~/ui/useAct'
import { Answers } from '../hand/Answers'
import { Hand } from '../hand/Hand'
import { useDesk } from '../useDesk'
import style from './Presence.module.css'
import { PresenceMenu } from './PresenceMenu'
import { useReason } from './useReason'

/** The agent's state at the top of every screen: what it is, for how long, what comes next, and what is in hand. */
export function PresenceBar() {
  const { me, works, answers } = useDesk()
  const { may } = useSession()
  const atDesk = useMatch('/desk/*') !== null
  if (!me) return <Skeleton height={32} width={220} />
  // Whoever steers and takes nothing today has the way in, and no more: at the desk, all of it.
  if (me.status === 'logged_out' && may('floor.read') && !atDesk) return <div className={style.bar}><WayIn /></div>
  return (
    <div className={style.bar}>
      <PresenceMenu me={me} />
      <Next me={me} />
      <Wish me={me} />
      <Lent me={me} />
      <Loads me={me} />
      <div className={style.day}><MyDay /></div>
      <Hand me={me} works={works} />
      <Answers answers={answers} />
    </div>
  )
}

function WayIn() {
  const { t } = useTranslation('desk')
  const { pending, run } = useAct()
  return (
    <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconCircleCheckFilled size={15} aria-hidden />} loading={pending} onClick={() => void run('/api/presence', { state: 'ready' })}>
      {t('empty.become')}
    </Button>
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

/** A pause asked for: what it waits for, and the way to take it back. */
function Wish({ me }: { me: MeRow }) {
  const { t } = useTranslation('desk')
  const reason = useReason()
  const { pending, run } = useAct()
  if (!me.wish) return null
  const words = t(me.wish.approval ? 'presence.wish_approval' : 'presence.wish', { reason: reason(me.wish.reason) })
  return (
    <Tooltip label={t('presence.wish_drop')}>
      <Button size="compact-sm" variant="light" color="gray" leftSection={<IconHourglass size={14} />} loading={pending} onClick={() => void run('/api/pause/drop')}>{words}</Button>
    </Tooltip>
  )
}

/** Other queues or skills for a while: whose doing, and until when. */
function Lent({ me }: { me: MeRow }) {
  const { t, i18n } = useTranslation('desk')
  const change = me.changes.at(-1)
  if (!change) return null
  const what = change.queues?.map((one) => one.name).join(', ') || t('presence.lent_skills')
  const until = change.until === null ? t('presence.lent_open') : t('presence.lent_until', { time: timeOfDay(change.until, i18n.language) })
  return (
    <Tooltip label={t('presence.lent_by', { name: change.by.name ?? '?' })}>
      <span className={style.lent} tabIndex={0}><IconArrowsExchange size={14} aria-hidden />{what} · {until}</span>
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
