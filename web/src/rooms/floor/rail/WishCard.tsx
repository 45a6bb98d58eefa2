import { Button } from '@mantine/core'
import { IconCoffee } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '~/app/session'
import type { AgentRow } from '~/live/rows'
import { useReason } from '~/rooms/desk/presence/useReason'
import { Timer } from '~/ui/Timer'
import { useSteer } from '../steering/useSteer'
import style from './Rail.module.css'

/** A pause asked for: granted or refused, or merely waiting for its turn. */
export const WishCard = memo(function WishCard({ row }: { row: AgentRow }) {
  const { t } = useTranslation('floor')
  const { may } = useSession()
  const { pending, steer } = useSteer()
  const reason = useReason()
  if (!row.wish) return null
  const values = { name: row.name, reason: reason(row.wish.reason) }
  const answer = (granted: boolean) => void steer(`/api/floor/pauses/${row.agent}`, { granted }, t(granted ? 'rail.granted' : 'rail.refused', values))
  return (
    <article className={style.card} data-settled={!row.wish.approval} aria-label={t('rail.wish', values)}>
      <p className={style.top}><IconCoffee size={16} aria-hidden className={style.icon} /><b>{t('rail.wish', values)}</b><Timer since={row.wish.at} className={style.at} /></p>
      {!row.wish.approval && <p className={style.soft}>{t('rail.awaits_place')}</p>}
      {may('agent.steer') && (
        <p className={style.acts}>
          <Button size="compact-sm" variant="default" disabled={pending} onClick={() => answer(true)}>{t('rail.grant')}</Button>
          <Button size="compact-sm" variant="subtle" color="gray" disabled={pending} onClick={() => answer(false)}>{t('rail.refuse')}</Button>
        </p>
      )}
    </article>
  )
})
