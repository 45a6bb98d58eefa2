import { Button, Skeleton } from '@mantine/core'
import { IconDoor, IconDoorOff, IconPlus, IconStack2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '~/app/session'
import { count, date, percent } from '~/ui/format'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import style from '../Admin.module.css'
import { AdminPage } from '../AdminPage'
import { useDrafts } from '../editing/draft'
import { NEW } from '../editing/same'
import { useCalendars, useQueueList } from '../queries'
import { spell } from '../settings/spell'
import type { QueueOverview } from '../shapes'
import type { WrapUpMode } from './sections/WrapUp'

/** « Files d’attente »: what each is set to, at a glance. */
export function Queues() {
  const { t } = useTranslation('admin')
  const { may } = useSession()
  const { data, error, refetch } = useQueueList()
  const written = useDrafts()
  const add = may('rules.write') && (
    <Button component={Link} to={`/admin/queues/${NEW}`} leftSection={<IconPlus size={16} />}>{written(`queue:${NEW}`) ? t('queues.go_on') : t('queues.new')}</Button>
  )
  return (
    <AdminPage title={t('queues.title')} say={t('queues.say')} acts={add}>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={280} />}
      {data?.length === 0 && <Empty icon={<IconStack2 size={28} />} title={t('queues.none')} say={t('queues.none_say')} />}
      {data && data.length > 0 && (
        <div className={style.card} role="region" aria-label={t('queues.title')} tabIndex={0}>
          <table className={style.table}>
            <thead>
              <tr>
                <th scope="col">{t('column.name')}</th>
                <th scope="col">{t('column.hours')}</th>
                <th scope="col">{t('column.promise')}</th>
                <th scope="col">{t('column.wrap_up')}</th>
                <th scope="col" className={style.count}>{t('column.members')}</th>
                <th scope="col">{t('column.changed')}</th>
              </tr>
            </thead>
            <tbody>{data.map((one) => <Line key={one.id} queue={one} written={written(`queue:${one.id}`)} />)}</tbody>
          </table>
        </div>
      )}
    </AdminPage>
  )
}

function Line({ queue, written }: { queue: QueueOverview; written: boolean }) {
  const { t, i18n } = useTranslation('admin')
  const { data: calendars } = useCalendars()
  const marks = [queue.pull && 'pull', queue.strict && 'strict', written && 'draft'].filter((one) => one !== false)
  return (
    <tr>
      <th scope="row">
        <Link to={`/admin/queues/${queue.id}`}>{queue.name}</Link>
        {marks.length > 0 && <div className={style.marks}>{marks.map((mark) => <span key={mark} className={style.mark} data-kind={mark}>{t(`mark.${mark as 'pull'}`)}</span>)}</div>}
      </th>
      <td>
        <Standing open={queue.open} />
        <div className={style.soft}>{queue.calendar ? calendars?.find((one) => one.id === queue.calendar)?.name ?? queue.calendar : t('hours.always')}</div>
      </td>
      <td className="num">{t('promise', { target: percent(queue.target, i18n.language, 0), threshold: spell(queue.threshold_s) })}</td>
      <td>{t(`wrap_up.${queue.wrap_up_mode as WrapUpMode}`)}{queue.wrap_up_mode !== 'none' && <div className={style.soft}>{t('wrap_up_most', { limit: spell(queue.wrap_up_s) })}</div>}</td>
      <td className={style.count}>{queue.members === 0 ? <span className={style.zero}>{t('queues.nobody')}</span> : count(queue.members, i18n.language)}</td>
      <td className={style.soft}>{queue.changed ? <>{date(queue.changed.at, i18n.language)}<div>{queue.changed.by.name}</div></> : t('history.never')}</td>
    </tr>
  )
}

/** Open or closed by its hours, as an icon and a word. */
export function Standing({ open }: { open: boolean }) {
  const { t } = useTranslation('admin')
  const Icon = open ? IconDoor : IconDoorOff
  return <span className={style.open} data-open={open}><Icon size={15} aria-hidden />{t(open ? 'hours.open' : 'hours.closed')}</span>
}
