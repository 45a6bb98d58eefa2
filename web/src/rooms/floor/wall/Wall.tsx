import '../words'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useSession } from '~/app/session'
import { useQueues } from '~/api/queries'
import { useConnection } from '~/live/hooks'
import type { AlertRow } from '~/live/rows'
import { timeOfDay } from '~/ui/format'
import { Failure } from '~/ui/Failure'
import { useKeys } from '~/ui/Keys'
import { useSeconds } from '~/ui/useSeconds'
import { useFloorRows } from '../agents/useAgents'
import { AgentsBoard } from './AgentsBoard'
import { AlertsBoard } from './AlertsBoard'
import { boardsOf } from './boards'
import { QueuesBoard } from './QueuesBoard'
import style from './Wall.module.css'

const EACH_MS = 15_000

/** « Mode mural »: big figures for a room, one board after the other; nobody touches it. Escape goes back. */
export function Wall() {
  const { t } = useTranslation('floor')
  const { tenant } = useSession()
  const { data, error, refetch } = useQueues()
  const alerts = useOnce(useFloorRows<AlertRow>('alert')).filter((one) => one.acknowledged_at === null)
  const [turn, setTurn] = useState(0)
  const navigate = useNavigate()
  const queues = data?.filter((one) => one.in_scope) ?? []
  const boards = boardsOf(queues.length, alerts.length)
  const place = turn % boards.length
  const board = boards[place]

  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), EACH_MS)
    return () => clearInterval(timer)
  }, [])
  useKeys({ Escape: () => void navigate('/floor'), ArrowRight: () => setTurn(turn + 1), ArrowLeft: () => setTurn(turn + boards.length - 1) })
  return (
    <main className={style.wall} aria-label={t('wall.title')}>
      <header className={style.head}>
        <h1>{board?.kind === 'alerts' ? t('wall.alerts') : board?.kind === 'agents' ? t('wall.agents') : t('wall.queues')}</h1>
        {board?.kind === 'queues' && board.of > 1 && <span className={style.page}>{t('wall.page', { page: board.page, of: board.of })}</span>}
        <span className={style.tenant}>{tenant.name}</span>
        <Standing />
        <Clock />
      </header>
      {error && !data ? <Failure problem={error} onRetry={() => void refetch()} /> : (
        <>
          {board?.kind === 'queues' && <QueuesBoard queues={queues.slice(board.from, board.to)} />}
          {board?.kind === 'agents' && <AgentsBoard />}
          {board?.kind === 'alerts' && <AlertsBoard alerts={alerts} />}
        </>
      )}
      <footer className={style.turns} aria-hidden>{boards.map((one, at) => <i key={`${one.kind} ${'page' in one ? one.page : ''}`} data-now={at === place} />)}</footer>
    </main>
  )
}

/** The live line is said in words: a wall that no longer knows must not look as if it did. */
function Standing() {
  const { t } = useTranslation('floor')
  const connection = useConnection()
  return <span className={style.standing} data-open={connection === 'open'} role="status">{connection === 'open' ? t('wall.live') : t('wall.lost')}</span>
}

function Clock() {
  const { i18n } = useTranslation()
  return <time className={style.clock}>{timeOfDay(useSeconds(), i18n.language)}</time>
}

function useOnce(rows: AlertRow[]): AlertRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].toSorted((a, b) => b.since - a.since)
}
