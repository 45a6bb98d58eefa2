import { UnstyledButton } from '@mantine/core'
import { IconChevronRight, IconPhoneCall } from '@tabler/icons-react'
import { t } from 'i18next'
import { Fragment, memo } from 'react'
import { useRow, useTopic } from '~/live/hooks'
import type { QueueRow } from '~/live/rows'
import { Timer } from '~/ui/Timer'
import { SteerMenu } from '../steering/SteerMenu'
import { AgentCounts } from './AgentCounts'
import { Badges } from './Badges'
import { Count, Share } from './Figures'
import { countOf, COUNTS, figureOf, worstOf } from './figures'
import { LevelMark } from './LevelMark'
import { QueueDetail } from './QueueDetail'
import style from './Queues.module.css'

interface Props {
  queue: string
  name: string
  opened: boolean
  maySteer: boolean
  onToggle: (queue: string) => void
  onOpen: (interaction: string, ask?: string) => void
}

/** One queue: its own topic draws it again, and nothing else does. */
export const QueueLine = memo(function QueueLine({ queue, name, opened, maySteer, onToggle, onOpen }: Props) {
  const topic = `queue:${queue}`
  const row = useRow<QueueRow>(topic, 'queue')
  return (
    <tbody className={style.queue} data-opened={opened} id={`queue-${queue}`}>
      <tr>
        <th scope="row" className={style.name}>
          <UnstyledButton
            className={style.toggle} aria-expanded={opened} onClick={() => onToggle(queue)}
            aria-label={opened ? t('floor:queues.close', { name }) : t('floor:queues.open', { name })}
          >
            <IconChevronRight size={16} aria-hidden />
            <span title={name}>{name}</span>
          </UnstyledButton>
          {row && <span className={style.under}><LevelMark level={worstOf(row)} /><Badges row={row} bare={worstOf(row) === 'bad' || worstOf(row) === 'warn'} /></span>}
        </th>
        {row ? <Cells row={row} maySteer={maySteer} /> : <Unknown topic={topic} />}
      </tr>
      {opened && <QueueDetail topic={topic} name={name} onOpen={onOpen} />}
    </tbody>
  )
})

function Unknown({ topic }: { topic: string }) {
  const refused = useTopic(topic).state === 'refused'
  return <td colSpan={7} className={style.soft}>{refused ? t('floor:queues.unavailable') : `${t('app:loading')}…`}</td>
}

function Cells({ row, maySteer }: { row: QueueRow; maySteer: boolean }) {
  return (
    <>
      <td className={style.right}>
        <span className={style.big}>{row.waiting}</span>
        {row.callbacks > 0 && <span className={style.of} tabIndex={0} data-hint={`callbacks:day:${row.queue}`}><IconPhoneCall size={12} aria-hidden />{row.callbacks}<span className="unseen"> {t('floor:waiting.callbacks', { count: row.callbacks })}</span></span>}
      </td>
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
        <Share figure={figureOf(row.day, 'answer_rate')} hint={`answer_rate:day:${row.queue}`} stacked />
      </td>
      <td className={style.counts}>
        {COUNTS.map((name, place) => (
          <Fragment key={name}>{place > 0 && <i aria-hidden> / </i>}<Count name={name} value={countOf(row.day, name)} /></Fragment>
        ))}
      </td>
      <td><AgentCounts agents={row.agents} /></td>
      <td className={style.acting}>{maySteer && <SteerMenu row={row} />}</td>
    </>
  )
}
