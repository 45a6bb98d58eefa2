import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '~/app/session'
import type { Directory } from '~/api/shapes'
import { useRows, useTopic } from '~/live/hooks'
import type { AgentRow } from '~/live/rows'
import { useReason } from '~/rooms/desk/presence/useReason'
import { AgentTile } from './AgentTile'
import style from './Floor.module.css'

interface Props {
  team: Directory['teams'][number]
  hideLoggedOut: boolean
  onOpen: (interaction: string) => void
}

const byName = (row: AgentRow) => row.name ?? ''

/** A team's agents, always in the same place: by name, whatever they are doing. */
export const Team = memo(function Team({ team, hideLoggedOut, onOpen }: Props) {
  const { t } = useTranslation('floor')
  const { tenant } = useSession()
  const reason = useReason()
  const topic = useTopic(`team:${team.id}`)
  const agents = useRows<AgentRow>(topic, 'agent', byName)
  if (topic.state === 'refused') return null
  const connected = agents.filter((agent) => agent.status !== 'logged_out')
  const shown = hideLoggedOut ? connected : agents
  return (
    <section className={style.team} aria-label={team.name}>
      <h3>
        {team.name}
        {team.partner_name && team.partner_name !== tenant.name && <span className={style.partner}>{t('agents.partner', { name: team.partner_name })}</span>}
        <span className={style.soft}>{t('agents.connected', { count: connected.length, total: agents.length })}</span>
      </h3>
      {topic.state !== 'loading' && shown.length === 0 && <p className={style.none}>{t('agents.empty_team')}</p>}
      <ul className={style.tiles}>{shown.map((agent) => <AgentTile key={agent.id} agent={agent} reason={agent.status === 'not_ready' ? reason(agent.reason) : undefined} onOpen={onOpen} />)}</ul>
    </section>
  )
})
