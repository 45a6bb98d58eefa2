import { t } from 'i18next'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useDirectory, useQueues } from '~/api/queries'
import { useRowsOf } from '~/live/hooks'
import type { AgentRow, AlertRow, HandRow } from '~/live/rows'
import { readySound } from '~/ui/bell'
import { useFloorRows, useTeamTopics } from '../agents/useAgents'
import { arrivals, newsOf, type News } from './news'
import { ringAlert, ringHand } from './sound'

const SETTLE_MS = 2500
const wishes = (row: AgentRow) => row.wish !== null

/** Everything that waits for a supervisor. */
export function useNews(): News[] {
  const alerts = useFloorRows<AlertRow>('alert')
  const teams = useTeamTopics()
  const hands = useRowsOf<HandRow>(teams, 'hand')
  const agents = useRowsOf<AgentRow>(teams, 'agent', wishes)
  return useMemo(() => newsOf(alerts, hands, agents), [alerts, hands, agents])
}

/** What comes is heard once and told to who cannot see it; the sentence is for a live region. */
export function useTold(news: News[]): string {
  const known = useRef<ReadonlySet<string> | null>(null)
  const [said, say] = useState('')
  const ready = useReady()
  useEffect(readySound, [])
  useEffect(() => {
    if (!ready) return
    const fresh = arrivals(known.current, news)
    known.current = new Set(news.map((one) => one.id))
    if (fresh.length === 0) return
    if (fresh.some((one) => one.kind === 'alert' && one.row.sound)) ringAlert()
    else if (fresh.some((one) => one.kind !== 'alert')) ringHand()
    // A live region is told by being written: there is no event that could do it.
    // oxlint-disable-next-line react/set-state-in-effect
    say(fresh.map(sentence).join(' '))
  }, [news, ready])
  return said
}

/** Not before the first snapshots are in: what was there already is no news. */
function useReady(): boolean {
  const { data: queues } = useQueues()
  const { data: directory } = useDirectory()
  const [ready, become] = useState(false)
  const isKnown = queues !== undefined && directory !== undefined
  useEffect(() => {
    if (!isKnown) return
    const timer = setTimeout(() => become(true), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [isKnown])
  return ready
}

export function sentence(news: News): string {
  if (news.kind === 'alert') return t('floor:rail.said_alert', { name: news.row.name })
  if (news.kind === 'hand') return t('floor:rail.said_hand', { name: news.row.agent.name })
  return t('floor:rail.said_wish', { name: news.row.name })
}
