import { Button } from '@mantine/core'
import { IconBell, IconBellRinging, IconCoffee, IconHeadset, IconHourglassEmpty } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '~/ui/Empty'
import { useAct } from '~/ui/useAct'
import style from './Desk.module.css'
import { askToNotify, mayNotify } from './offers/notify'
import type { MyDesk } from './useDesk'

/** No contact in hand: what that means for this agent now, and what to do next. */
export function Idle({ desk }: { desk: MyDesk }) {
  const { t } = useTranslation('desk')
  const { pending, run } = useAct()
  const { me, offers } = desk
  const ready = <Button loading={pending} onClick={() => void run('/api/presence', { state: 'ready' })}>{t('empty.become')}</Button>
  if (!me) return <div className={style.idle} />
  return (
    <div className={style.idle}>
      {offers.length > 0 && <Empty icon={<IconBellRinging size={30} stroke={1.6} />} title={t('empty.offered_title')} say={t('empty.offered')} />}
      {offers.length === 0 && me.status === 'logged_out' && (
        <Empty icon={<IconHeadset size={30} stroke={1.6} />} title={t('empty.logged_out_title')} say={t('empty.logged_out')}>{ready}<NotifyButton /></Empty>
      )}
      {offers.length === 0 && me.status === 'not_ready' && (
        <Empty icon={<IconCoffee size={30} stroke={1.6} />} title={t('empty.not_ready_title')} say={noAnswer(desk) ? t('presence.no_answer_say') : t('empty.not_ready')}>
          {ready}
        </Empty>
      )}
      {offers.length === 0 && me.status !== 'logged_out' && me.status !== 'not_ready' && (
        <Empty icon={<IconHourglassEmpty size={30} stroke={1.6} />} title={t('empty.available_title')} say={t('empty.available')}><NotifyButton /></Empty>
      )}
    </div>
  )
}

function noAnswer(desk: MyDesk): boolean {
  return Object.values(desk.me?.presence ?? {}).some((presence) => presence.reason === 'no_answer')
}

function NotifyButton() {
  const { t } = useTranslation('desk')
  const [may, setMay] = useState(mayNotify)
  if (may !== 'ask') return null
  return (
    <Button variant="default" leftSection={<IconBell size={16} />} onClick={() => void askToNotify().then(setMay)}>{t('empty.notify')}</Button>
  )
}
