import { Button, Indicator, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconBellRinging, IconBellCog, IconDeviceTv, IconDownload, IconHistory, IconHourglass, IconSpeakerphone } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useSession } from '~/app/session'
import { useRowsOf } from '~/live/hooks'
import type { AgentRow, QueueRow } from '~/live/rows'
import { useQueueTopics, useTeamTopics } from './agents/useAgents'
import style from './Floor.module.css'
import type { PanelName } from './panels/Panels'
import { changesOf, leversOf } from './panels/temporary'

const TOOLS = [
  { panel: 'temporary', Icon: IconHourglass, permission: 'floor.read' },
  { panel: 'acts', Icon: IconHistory, permission: 'floor.read' },
  { panel: 'briefing', Icon: IconSpeakerphone, permission: 'briefing.write' },
  { panel: 'exports', Icon: IconDownload, permission: 'journal.measure' },
  { panel: 'alerts', Icon: IconBellCog, permission: 'alert.set' },
] as const

const BARE = '(max-width: 1279px)'

const isConnected = (row: AgentRow) => row.status !== 'logged_out'
const isChanged = (row: AgentRow) => row.changes.length > 0

interface Props {
  waiting: number
  railShown: boolean
  onRail: () => void
  onPanel: (name: PanelName) => void
}

/** What is done beside the tables, one press away. */
export const Toolbar = memo(function Toolbar({ waiting, railShown, onRail, onPanel }: Props) {
  const { t } = useTranslation('floor')
  const { may } = useSession()
  const navigate = useNavigate()
  function wall() {
    void document.documentElement.requestFullscreen?.().catch(() => undefined)
    void navigate('/wall')
  }
  return (
    <header className={style.toolbar}>
      <h1>{t('title')}</h1>
      <Summary />
      <div className={style.tools}>
        {TOOLS.filter((tool) => may(tool.permission)).map(({ panel, Icon }) => (
          <Tool key={panel} word={t(`panel.${panel}`)} icon={<Icon size={16} stroke={1.7} />} onClick={() => onPanel(panel)}>{panel === 'temporary' && <Temporary />}</Tool>
        ))}
        <Tool word={t('wall.open')} icon={<IconDeviceTv size={16} stroke={1.7} />} onClick={wall} />
        <span className={style.railButton}>
          <Indicator disabled={waiting === 0} label={waiting} size={16} color="brand" offset={3} zIndex={1}>
            <Button size="xs" variant="default" leftSection={<IconBellRinging size={16} stroke={1.7} />} aria-expanded={railShown} onClick={onRail}>{t('rail.short')}<span className="unseen"> {waiting}</span></Button>
          </Indicator>
        </span>
      </div>
    </header>
  )
})

/** The whole floor in a line; drawn alone, as often as anything changes. */
function Summary() {
  const { t } = useTranslation('floor')
  const agents = useRowsOf<AgentRow>(useTeamTopics(), 'agent', isConnected)
  const queues = useRowsOf<QueueRow>(useQueueTopics(), 'queue')
  const line = queues.reduce((sum, one) => sum + one.waiting, 0)
  return <p className={style.summary}>{t('summary.waiting', { count: line })} · {t('summary.connected', { count: agents.length })}</p>
}

/** How many things will have to come back. */
function Temporary() {
  const changes = changesOf(useRowsOf<AgentRow>(useTeamTopics(), 'agent', isChanged)).length
  const levers = leversOf(useRowsOf<QueueRow>(useQueueTopics(), 'queue')).length
  return changes + levers > 0 ? <b className={style.number}>{changes + levers}</b> : null
}

function Tool({ word, icon, onClick, children }: { word: string; icon: ReactNode; onClick: () => void; children?: ReactNode }) {
  // Where its word is beside it, a tool need not say it twice.
  const bare = useMediaQuery(BARE)
  return (
    <Tooltip label={word} disabled={!bare}>
      <Button size="xs" variant="subtle" color="gray" c="var(--ink)" px={8} className={style.tool ?? ''} leftSection={icon} onClick={onClick}>
        <span className={style.word}>{word}</span>{children}
      </Button>
    </Tooltip>
  )
}
