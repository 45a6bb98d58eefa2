import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Fragment, memo } from 'react'
import { t } from 'i18next'
import { useRow, useTopic } from '~/live/hooks'
import type { QueueRow } from '~/live/rows'
import { Timer } from '~/ui/Timer'
import { AgentCounts } from './AgentCounts'
import { Count, Length, Share } from './Figures'
import { countOf, figureOf, worstOf } from './figures'
import style from './Floor.module.css'
import { LevelMark } from './LevelMark'
import { QueueDetail } from './QueueDetail'

const COUNTS = ['received', 'answered', 'abandoned', 'handled'] as const

interface Props {
  queue: string
  name: string
  opened: boolean
  onToggle: (queue: string) => void
  onOpen: (interaction: string) => void
}

/** One queue: its own topic draws it again, and nothing else does. */
export const QueueLine = memo(function QueueLine({ queue, name, opened, onToggle, onOpen }: Props) {
  const topic = `queue:${queue}`
  const row = useRow<QueueRow>(topic, 'queue')
  return (
    <tbody className={style.queue} data-opened={opened}>
      <tr>
        <th scope="row" className={style.name}>
          <UnstyledButton
            className={style.toggle} aria-expanded={opened} onClick={() => onToggle(queue)}
            aria-label={opened ? t('floor:queues.close', { name }) : t('floor:queues.open', { name })}
          >
            <IconChevronRight size={16} aria-hidden />
            <span>{name}</span>
          </UnstyledButton>
          {row && <LevelMark level={worstOf(row)} />}
        </th>
        {row ? <Cells row={row} /> : <Unknown topic={topic} />}
      </tr>
      {opened && <QueueDetail topic={topic} name={name} onOpen={onOpen} />}
    </tbody>
  )
})

function Unknown({ topic }: { topic: string }) {
  const refused = useTopic(topic).state === 'refused'
  return <td colSpan={8} className={style.soft}>{refused ? t('floor:queues.unavailable') : `${t('app:loading')}…`}</td>
}

function Cells({ row }: { row: QueueRow }) {
  return (
    <>
      <td className={style.right}><span className={style.big}>{row.waiting}</span></td>
      <td className={style.right}>
        {row.longest_since === null
          ? <span className={style.soft}>–</span>
          : <span className={style.big} data-level={row.longest_level ?? undefined} data-hint={`longest:day:${row.queue}`} tabIndex={0}><Timer since={row.longest_since} /></span>}
      </td>
      <td>
        <Share figure={figureOf(row.day, 'service_level')} hint={`service_level:day:${row.queue}`} />
        <Share figure={figureOf(row.half_hour, 'service_level')} hint={`service_level:half_hour:${row.queue}`} minor />
      </td>
      <td>
        <Share figure={figureOf(row.day, 'abandonment')} hint={`abandonment:day:${row.queue}`} />
        <Share figure={figureOf(row.half_hour, 'abandonment')} hint={`abandonment:half_hour:${row.queue}`} minor />
      </td>
      <td className={style.right}><Length figure={figureOf(row.day, 'speed_of_answer')} hint={`speed_of_answer:day:${row.queue}`} /></td>
      <td className={style.right}><Length figure={figureOf(row.day, 'handle_time')} hint={`handle_time:day:${row.queue}`} /></td>
      <td className={style.counts}>
        {COUNTS.map((name, place) => (
          <Fragment key={name}>{place > 0 && <i aria-hidden> · </i>}<Count name={name} value={countOf(row.day, name)} /></Fragment>
        ))}
      </td>
      <td><AgentCounts agents={row.agents} /></td>
    </>
  )
}
