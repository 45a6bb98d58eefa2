import { Button, Modal } from '@mantine/core'
import { IconLogout, IconPencilExclamation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useRow } from '~/live/hooks'
import type { MeRow, TodayRow } from '~/live/rows'
import style from './Day.module.css'
import { DayFigures } from './DayFigures'

/** Before one leaves: what the day was, and what is still open. */
export function EndOfShift({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  const { t } = useTranslation(['desk', 'app'])
  const me = useRow<MeRow>('me', 'me')
  const today = useRow<TodayRow>('me', 'today')
  const inHand = Object.values(me?.load ?? {}).reduce((sum, n) => sum + n, 0)
  const late = me?.unqualified ?? 0
  return (
    <Modal opened onClose={onStay} title={t('desk:end.title')} size={460} closeButtonProps={{ 'aria-label': t('app:close') }}>
      {(inHand > 0 || late > 0) && (
        <ul className={style.open_ends}>
          {inHand > 0 && <li><IconPencilExclamation size={16} aria-hidden />{t('desk:end.in_hand', { count: inHand })}</li>}
          {late > 0 && <li><IconPencilExclamation size={16} aria-hidden />{t('desk:end.late', { count: late })}</li>}
        </ul>
      )}
      {today ? <DayFigures day={today} /> : <p>{t('desk:end.nothing')}</p>}
      <div className={style.foot}>
        <Button variant="default" onClick={onStay}>{t('desk:end.stay')}</Button>
        <Button leftSection={<IconLogout size={16} />} onClick={onLeave}>{t('app:user.sign_out')}</Button>
      </div>
    </Modal>
  )
}
