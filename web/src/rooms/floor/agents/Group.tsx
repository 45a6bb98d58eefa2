import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRowsOf, useTopic } from '~/live/hooks'
import type { AgentRow } from '~/live/rows'
import { useReason } from '~/rooms/desk/presence/useReason'
import { AgentLine } from './AgentLine'
import style from './Agents.module.css'
import { AgentTile } from './AgentTile'
import { isFiltering, isShown, type Filters, type Layout } from './filters'
import type { AgentGroup } from './groups'

interface Props {
  group: AgentGroup
  own: string
  filters: Filters
  layout: Layout
  selectable: boolean
  onOpen: (interaction: string, ask?: string) => void
}

const collator = new Intl.Collator()
const COLUMNS = ['agent', 'state', 'since', 'work', 'queues', 'pauses', 'changes'] as const

/** A team's or a partner's agents, always in the same place: by name, whatever they are doing. */
export const Group = memo(function Group({ group, own, filters, layout, selectable, onOpen }: Props) {
  const { t } = useTranslation('floor')
  const reason = useReason()
  const first = useTopic(group.topics[0] ?? null)
  const rows = useRowsOf<AgentRow>(group.topics, 'agent')
  const agents = useMemo(() => rows.toSorted((a, b) => collator.compare(a.name ?? '', b.name ?? '')), [rows])
  const shown = useMemo(() => agents.filter((agent) => isShown(agent, filters)), [agents, filters])
  if (first.state === 'refused' && agents.length === 0) return null
  if (shown.length === 0 && isFiltering(filters)) return null
  const connected = agents.filter((agent) => agent.status !== 'logged_out').length
  const Line = layout === 'table' ? AgentLine : AgentTile
  return (
    <section className={style.team} aria-label={group.name} id={`group-${group.id}`}>
      <h3>
        {group.name}
        {group.partner && group.partner !== own && <span className={style.partner}>{t('agents.partner', { name: group.partner })}</span>}
        <span className={style.soft}>{t('agents.connected', { count: connected, total: agents.length })}</span>
      </h3>
      {first.state !== 'loading' && shown.length === 0 && <p className={style.none}>{t('agents.empty_team')}</p>}
      {layout === 'table' && shown.length > 0 && (
        <div className={style.columns} aria-hidden>
          {selectable && <span />}
          {COLUMNS.map((one) => <span key={one}>{t(`agents.column.${one}`)}</span>)}
        </div>
      )}
      <ul className={layout === 'table' ? style.lines : style.tiles} data-selectable={selectable}>
        {shown.map((agent) => (
          <Line key={agent.id} agent={agent} reason={agent.status === 'not_ready' ? reason(agent.reason) : undefined} selectable={selectable} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  )
})
