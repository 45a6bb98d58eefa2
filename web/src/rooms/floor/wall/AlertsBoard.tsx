import { IconAlertOctagonFilled, IconAlertTriangleFilled } from '@tabler/icons-react'
import i18n, { t } from 'i18next'
import type { AlertRow } from '~/live/rows'
import { Timer } from '~/ui/Timer'
import { figureValue } from '../panels/figureWords'
import style from './Wall.module.css'

const SHOWN = 6

export function AlertsBoard({ alerts }: { alerts: AlertRow[] }) {
  if (alerts.length === 0) return <p className={style.calm}>{t('floor:wall.calm')}</p>
  return (
    <ul className={style.alerts}>
      {alerts.slice(0, SHOWN).map((one) => {
        const Icon = one.level === 'bad' ? IconAlertOctagonFilled : IconAlertTriangleFilled
        return (
          <li key={one.id}>
            <Icon aria-hidden data-level={one.level} />
            <b>{one.name}</b>
            <span data-level={one.level}>{one.value === null ? '' : figureValue(one.figure, one.value, i18n.language)}</span>
            <span className={style.soft}>{t('floor:wall.since')} <Timer since={one.since} /></span>
          </li>
        )
      })}
    </ul>
  )
}
