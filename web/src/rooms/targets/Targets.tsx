import './words'
import { Button, Skeleton } from '@mantine/core'
import { IconStack2 } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTargetsSet } from '~/api/queries'
import type { Target } from '~/api/shapes'
import { date, duration, percent } from '~/ui/format'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { SetTarget } from './SetTarget'
import style from './Targets.module.css'
import { instantOf } from './days'

/** « Objectifs »: what each queue promises, as it was set over time, and setting the next. */
export function Targets() {
  const { t } = useTranslation('targets')
  const { data, error, refetch } = useTargetsSet()
  const [setting, set] = useState<Target | null>(null)
  const queries = useQueryClient()
  function done() {
    set(null)
    void refetch()
    void queries.invalidateQueries({ queryKey: ['queues'] })
  }
  const queues = [...new Set(data?.map((one) => one.queue))]
  return (
    <div className={style.page}>
      <header className={style.head}>
        <h1>{t('title')}</h1>
        <p>{t('say')}</p>
        <p>{t('threshold_say')}</p>
      </header>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} />}
      {data?.length === 0 && <Empty icon={<IconStack2 size={28} />} title={t('none')} say="" />}
      {data && data.length > 0 && (
        <div className={style.card}>
          <table className={style.table}>
            <thead>
              <tr>
                <th scope="col">{t('column.queue')}</th>
                <th scope="col">{t('column.promise')}</th>
                <th scope="col">{t('column.days')}</th>
                <th scope="col">{t('column.standing')}</th>
                <th scope="col">{t('column.by')}</th>
                <th scope="col"><span className="unseen">{t('set')}</span></th>
              </tr>
            </thead>
            {queues.map((queue) => <Queue key={queue} held={data.filter((one) => one.queue === queue)} onSet={set} />)}
          </table>
        </div>
      )}
      {setting && <SetTarget now={setting} onClose={() => set(null)} onDone={done} />}
    </div>
  )
}

/** A queue's targets: the one in force first, then those to come and the old ones, newest first. */
function Queue({ held, onSet }: { held: Target[]; onSet: (now: Target) => void }) {
  const { t } = useTranslation('targets')
  const inForce = held.find((one) => one.standing === 'in_force') ?? held[0]
  if (!inForce) return null
  const rows = [inForce, ...held.filter((one) => one !== inForce)]
  return (
    <tbody>
      {rows.map((one) => (
        <tr key={one.id} data-standing={one.standing}>
          {one === inForce && <th scope="rowgroup" rowSpan={rows.length}>{one.queue_name}</th>}
          <Cells target={one} />
          {one === inForce && (
            <td rowSpan={rows.length} className={style.right}>
              <Button size="xs" variant="default" aria-label={t('set_for', { queue: one.queue_name })} onClick={() => onSet(one)}>{t('set')}</Button>
            </td>
          )}
        </tr>
      ))}
    </tbody>
  )
}

function Cells({ target }: { target: Target }) {
  const { t, i18n } = useTranslation('targets')
  const language = i18n.language
  const day = (one: string | null) => (one ? date(instantOf(one), language) : '')
  const { valid_from: from, valid_to: to } = target
  const days = to ? t('days.between', { from: day(from), to: day(to) }) : from ? t('days.from', { from: day(from) }) : t('days.always')
  return (
    <>
      <td className={style.promise}>{t('promise', { target: percent(target.target, language, 0), threshold: duration(target.threshold_s) })}</td>
      <td>{days}</td>
      <td><span className={style.standing} data-standing={target.standing}>{t(`standing.${target.standing}`)}</span></td>
      <td>{target.set_by ?? t('by_rules')}{target.set_at !== null && <span className={style.soft}> · {date(target.set_at, language)}</span>}</td>
    </>
  )
}
