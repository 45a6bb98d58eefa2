import { Button, Skeleton } from '@mantine/core'
import { IconClockHour9, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '~/app/session'
import { date } from '~/ui/format'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { worded } from '~/ui/words'
import style from '../Admin.module.css'
import { AdminPage } from '../AdminPage'
import { useDrafts } from '../editing/draft'
import { NEW } from '../editing/same'
import { useCalendars, useCalendarsNow, useQueueList, useTerritories } from '../queries'
import { Standing } from '../queues/Queues'
import type { CalendarOverview, CalendarRow } from '../shapes'
import { alike, spansWords } from './days'
import { useOpenWords } from './OpenNow'

/** « Horaires »: the calendars queues follow, and how each stands now. */
export function Calendars() {
  const { t } = useTranslation('admin')
  const { may } = useSession()
  const { data, error, refetch } = useCalendars()
  const { data: openings } = useCalendarsNow()
  const written = useDrafts()
  const add = may('rules.write') && <Button component={Link} to={`/admin/calendars/${NEW}`} leftSection={<IconPlus size={16} />}>{t('calendars.new')}</Button>
  return (
    <AdminPage title={t('calendars.title')} say={t('calendars.say')} acts={add}>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={220} />}
      {data?.length === 0 && <Empty icon={<IconClockHour9 size={28} />} title={t('calendars.none')} say={t('calendars.none_say')} />}
      {data && data.length > 0 && (
        <div className={style.card} role="region" aria-label={t('calendars.title')} tabIndex={0}>
          <table className={style.table}>
            <thead>
              <tr>
                <th scope="col">{t('column.name')}</th>
                <th scope="col">{t('column.now')}</th>
                <th scope="col">{t('column.week')}</th>
                <th scope="col">{t('column.holidays')}</th>
                <th scope="col">{t('column.followers')}</th>
                <th scope="col">{t('column.changed')}</th>
              </tr>
            </thead>
            <tbody>{data.map((one) => <Line key={one.id} row={one} standing={openings?.find((other) => other.id === one.id)} written={written(`calendar:${one.id}`)} />)}</tbody>
          </table>
        </div>
      )}
    </AdminPage>
  )
}

function Line({ row, standing, written }: { row: CalendarRow; standing: CalendarOverview | undefined; written: boolean }) {
  const { t, i18n } = useTranslation('admin')
  const { data: queues } = useQueueList()
  const { data: territories } = useTerritories()
  const words = useOpenWords()
  const territory = territories?.find((one) => one.code === row.calendar.holidays)
  const day = (number: number) => t(`weekday_short.${number as 0}`)
  return (
    <tr>
      <th scope="row">
        <Link to={`/admin/calendars/${row.id}`}>{row.name}</Link>
        {written && <div className={style.marks}><span className={style.mark} data-kind="draft">{t('mark.draft')}</span></div>}
      </th>
      <td>{standing && <><Standing open={standing.open} /><div className={style.soft}>{words(standing.open, standing.until)}</div></>}</td>
      <td className="num">{alike(row.calendar.week).map(([from, to, spans]) => <div key={from}>{from === to ? day(from) : `${day(from)}–${day(to)}`} : {spansWords(spans) || t('hours.closed')}</div>)}</td>
      <td>{territory ? worded(territory, i18n.language) : t('holidays.none')}</td>
      <td>{standing && (standing.queues.map((queue) => queues?.find((one) => one.id === queue)?.name ?? queue).join(', ') || <span className={style.soft}>{t('calendars.nobody')}</span>)}</td>
      <td className={style.soft}>{standing?.changed ? <>{date(standing.changed.at, i18n.language)}<div>{standing.changed.by.name}</div></> : t('history.never')}</td>
    </tr>
  )
}
