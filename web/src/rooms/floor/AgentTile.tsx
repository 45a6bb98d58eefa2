import { UnstyledButton } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { memo } from 'react'
import { t } from 'i18next'
import type { AgentRow } from '~/live/rows'
import { AgentDay } from '~/rooms/day/AgentDay'
import { Channel } from '~/ui/Channel'
import { State } from '~/ui/State'
import { Timer } from '~/ui/Timer'
import style from './Floor.module.css'

interface Props {
  agent: AgentRow
  reason: string | undefined
  onOpen: (interaction: string) => void
}

/** One agent: state and for how long, and each contact in hand. */
export const AgentTile = memo(function AgentTile({ agent, reason, onOpen }: Props) {
  const cut = agent.status === 'logged_out' ? null : agent.desk === 'dropped' || (agent.desk === 'lost' && agent.reason !== 'desk_lost') ? agent.desk : null
  return (
    <li className={style.tile} data-status={agent.status}>
      <div className={style.tileHead}>
        <AgentDay agent={agent.agent} name={agent.name} className={style.agent} />
        {agent.since !== null && <Timer since={agent.since} className={style.since} />}
      </div>
      <State status={agent.status} word={reason} bare />
      {cut && <span className={style.mark} data-level="bad"><IconPlugConnectedX size={13} aria-hidden />{t(`floor:agents.${cut}`)}</span>}
      {agent.work.length > 0 && (
        <ul className={style.inHand}>
          {agent.work.map((work) => (
            <li key={work.assignment}>
              <UnstyledButton className={style.work} data-state={work.state} onClick={() => onOpen(work.interaction)}>
                <Channel channel={work.channel} size={14} />
                <span className={style.who}>{work.customer_name ?? t('interactions:stream.unnamed')}</span>
                <Timer since={work.since} className={style.soft} />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
})
