import { IconCircleCheckFilled } from '@tabler/icons-react'
import i18n, { t } from 'i18next'
import { memo } from 'react'
import type { Queue } from '~/api/shapes'
import { useRow } from '~/live/hooks'
import type { QueueRow } from '~/live/rows'
import { percent } from '~/ui/format'
import { Timer } from '~/ui/Timer'
import { figureOf } from '../queues/figures'
import { badgesOf } from '../steering/levers'
import { columnsFor } from './boards'
import style from './Wall.module.css'

/** A card per queue: how many wait, how long, and the last half hour against its target. */
export function QueuesBoard({ queues }: { queues: Queue[] }) {
  return (
    <ul className={style.cards} data-columns={columnsFor(queues.length)} data-many={queues.length > 6}>
      {queues.map((queue) => <Card key={queue.id} queue={queue.id} name={queue.name} />)}
    </ul>
  )
}

const Card = memo(function Card({ queue, name }: { queue: string; name: string }) {
  const row = useRow<QueueRow>(`queue:${queue}`, 'queue')
  const level = row ? figureOf(row.half_hour, 'service_level') : { value: null }
  const steered = row ? badgesOf(row).find((one) => one.kind === 'closed' || one.kind === 'emergency') : undefined
  return (
    <li className={style.card}>
      <h2>{name}{steered && <small>{t(`floor:badge.${steered.kind as 'closed'}`)}</small>}</h2>
      <p className={style.number}><b>{row?.waiting ?? '–'}</b><span>{t('floor:wall.waiting')}</span></p>
      <dl>
        <div><dt>{t('floor:wall.longest')}</dt><dd data-level={row?.longest_level ?? undefined}>{row && row.longest_since !== null ? <Timer since={row.longest_since} /> : '–'}</dd></div>
        <div><dt>{t('floor:wall.level')}</dt><dd data-level={level.level ?? undefined}>{level.value === null ? '–' : percent(level.value, i18n.language, 0)}</dd></div>
        <div><dt><IconCircleCheckFilled aria-hidden className={style.free} />{t('floor:wall.available')}</dt><dd>{row?.agents.available ?? '–'}</dd></div>
      </dl>
    </li>
  )
})
