import { Button, Indicator, Tooltip } from '@mantine/core'
import { IconBellRinging, IconBellCog, IconDeviceTv, IconDownload, IconHistory, IconHourglass, IconSpeakerphone } from '@tabler/icons-react'
import type { ReactNode } from 'react'
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

interface Props {
  waiting: number
  railShown: boolean
  onRail: () => void
  onPanel: (name: PanelName) => void
}

/** What is done beside the tables, one press away. */
export function Toolbar({ waiting, railShown, onRail, onPanel }: Props) {
  const { t } = useTranslation('floor')
  const { may } = useSession()
  const navigate = useNavigate()
  const agents = useRowsOf<AgentRow>(useTeamTopics(), 'agent')
  const queues = useRowsOf<QueueRow>(useQueueTopics(), 'queue')
  const temporary = changesOf(agents).length + leversOf(queues).length
  const connected = agents.filter((one) => one.status !== 'logged_out').length
  const line = queues.reduce((sum, one) => sum + one.waiting, 0)
  function wall() {
    void document.documentElement.requestFullscreen?.().catch(() => undefined)
    void navigate('/wall')
  }
  return (
    <header className={style.toolbar}>
      <h1>{t('title')}</h1>
      <p className={style.summary}>{t('summary.waiting', { count: line })} · {t('summary.connected', { count: connected })}</p>
      <div className={style.tools}>
        {TOOLS.filter((tool) => may(tool.permission)).map(({ panel, Icon }) => (
          <Tool key={panel} word={t(`panel.${panel}`)} icon={<Icon size={16} stroke={1.7} />} number={panel === 'temporary' ? temporary : 0} onClick={() => onPanel(panel)} />
        ))}
        <Tool word={t('wall.open')} icon={<IconDeviceTv size={16} stroke={1.7} />} number={0} onClick={wall} />
        <span className={style.railButton}>
          <Indicator disabled={waiting === 0} label={waiting} size={16} color="brand" offset={3}>
            <Button size="xs" variant="default" leftSection={<IconBellRinging size={16} stroke={1.7} />} aria-expanded={railShown} onClick={onRail}>{t('rail.short')}<span className="unseen"> {waiting}</span></Button>
          </Indicator>
        </span>
      </div>
    </header>
  )
}

function Tool({ word, icon, number, onClick }: { word: string; icon: ReactNode; number: number; onClick: () => void }) {
  return (
    <Tooltip label={word}>
      <Button size="xs" variant="subtle" color="gray" c="var(--ink)" px={8} className={style.tool ?? ''} leftSection={icon} onClick={onClick}>
        <span className={style.word}>{word}</span>{number > 0 && <b className={style.number}>{number}</b>}
      </Button>
    </Tooltip>
  )
}
