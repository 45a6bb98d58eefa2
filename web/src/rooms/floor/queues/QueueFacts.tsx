import { t } from 'i18next'
import i18n from 'i18next'
import type { ReactNode } from 'react'
import type { QueueRow } from '~/live/rows'
import { duration, timeOfDay } from '~/ui/format'
import { Length, Share } from './Figures'
import { figureOf } from './figures'
import style from './Queues.module.css'

/** What of a queue is looked at now and then: the other measures of the day, and what its door says. */
export function QueueFacts({ row }: { row: QueueRow }) {
  const next = row.opening?.next_change_at
  return (
    <dl className={style.facts}>
      <Fact of="abandonment"><Share figure={figureOf(row.day, 'abandonment')} hint={`abandonment:day:${row.queue}`} /></Fact>
      <Fact of="speed_of_answer"><Length figure={figureOf(row.day, 'speed_of_answer')} hint={`speed_of_answer:day:${row.queue}`} /></Fact>
      <Fact of="handle_time"><Length figure={figureOf(row.day, 'handle_time')} hint={`handle_time:day:${row.queue}`} /></Fact>
      <Fact of="expected">{row.expected_wait_s === null || row.expected_wait_s === undefined ? '–' : duration(row.expected_wait_s)}</Fact>
      {row.deferred > 0 && <Fact of="deferred">{row.deferred}</Fact>}
      {next && <Fact of={row.opening.open ? 'closes' : 'opens'}>{timeOfDay(next, i18n.language)}</Fact>}
    </dl>
  )
}

function Fact({ of, children }: { of: 'abandonment' | 'speed_of_answer' | 'handle_time' | 'expected' | 'deferred' | 'closes' | 'opens'; children: ReactNode }) {
  return <div><dt>{t(`floor:fact.${of}`)}</dt><dd>{children}</dd></div>
}
