import { Button } from '@mantine/core'
import { IconAlertOctagonFilled, IconAlertTriangleFilled } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDirectory, useQueues } from '~/api/queries'
import { useLive } from '~/live/hooks'
import type { AlertRow } from '~/live/rows'
import { timeOfDay } from '~/ui/format'
import { Timer } from '~/ui/Timer'
import { useAct } from '~/ui/useAct'
import { figureValue } from '../panels/figureWords'
import style from './Rail.module.css'

/** A threshold crossed: what, where, since when, and whether somebody has seen to it. */
export const AlertCard = memo(function AlertCard({ row, onQueue }: { row: AlertRow; onQueue: (topic: string) => void }) {
  const { t, i18n } = useTranslation('floor')
  const { pending, run } = useAct()
  const topic = useTopicOf(row.id)
  const Icon = row.level === 'bad' ? IconAlertOctagonFilled : IconAlertTriangleFilled
  const seen = row.acknowledged_at !== null
  return (
    <article className={style.card} data-settled={seen} aria-label={row.name}>
      <p className={style.top}>
        <Icon size={16} aria-hidden className={style.icon} data-level={seen ? undefined : row.level} />
        <b>{row.name}</b><Timer since={row.since} className={style.at} />
      </p>
      <p className={style.text}>
        {topic && <>{topic.name} · </>}
        <span data-level={seen ? undefined : row.level}>{row.value === null ? '–' : figureValue(row.figure, row.value, i18n.language)}</span>
        <span className={style.soft}> {t('rail.rang', { op: row.op, limit: figureValue(row.figure, row.limit, i18n.language), time: timeOfDay(row.since, i18n.language) })}</span>
      </p>
      {seen && <p className={style.soft}>{t('rail.acknowledged', { name: row.acknowledged_by?.name, time: timeOfDay(row.acknowledged_at ?? 0, i18n.language) })}</p>}
      <p className={style.acts}>
        {!seen && <Button size="compact-sm" variant="default" loading={pending} onClick={() => void run(`/api/alerts/${row.alert}/acknowledge`)}>{t('rail.acknowledge')}</Button>}
        {topic && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onQueue(topic.topic)}>{t('rail.see')}</Button>}
      </p>
    </article>
  )
})

/** Where an alert stands: the topic that told it. */
function useTopicOf(id: string): { topic: string; name: string } | undefined {
  const live = useLive()
  const { data: queues } = useQueues()
  const { data: directory } = useDirectory()
  const places = [
    ...(queues?.filter((one) => one.in_scope).map((one) => ({ topic: `queue:${one.id}`, name: one.name })) ?? []),
    ...(directory?.teams.map((one) => ({ topic: `team:${one.id}`, name: one.name })) ?? []),
  ]
  return places.find(({ topic }) => live.topic(topic).rows.has(id))
}
