import { Tooltip } from '@mantine/core'
import { IconAdjustments, IconHeadset, IconLayoutDashboard, IconReportAnalytics, IconTargetArrow } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, useLocation } from 'react-router'
import { useSession } from '~/app/session'
import style from './Shell.module.css'

const PLACES = [
  { to: '/desk', room: 'desk', permission: 'desk.work', Icon: IconHeadset },
  { to: '/floor', room: 'floor', permission: 'floor.read', Icon: IconLayoutDashboard },
  { to: '/reports/file', room: 'reports', permission: 'file.measure', Icon: IconReportAnalytics },
  { to: '/admin/queues', within: /^\/admin\/(queues|calendars|reasons|presence-reasons)/, room: 'rulebook', permission: 'rules.read', Icon: IconAdjustments },
  { to: '/admin/targets', room: 'targets', permission: 'target.set', Icon: IconTargetArrow },
] as const

export function Rail() {
  const { t } = useTranslation()
  const { may } = useSession()
  const { pathname } = useLocation()
  return (
    <nav className={style.rail} aria-label={t('nav.label')}>
      <Link to="/" className={style.brand} aria-label={t('name')}>
        <img src="/beffroi.svg" width={32} height={32} alt="" />
      </Link>
      {PLACES.filter((place) => may(place.permission)).map(({ to, room, Icon, ...place }) => (
        <Tooltip key={room} label={t(`nav.${room}`)} position="right" withinPortal={false}>
          <NavLink to={to} className={style.place!} {...('within' in place && place.within.test(pathname) && { 'data-within': true })} aria-label={t(`nav.${room}`)}>
            <Icon size={21} stroke={1.7} aria-hidden />
          </NavLink>
        </Tooltip>
      ))}
    </nav>
  )
}
