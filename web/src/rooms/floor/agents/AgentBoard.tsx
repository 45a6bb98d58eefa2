import { Button, SegmentedControl, Select, Skeleton, TextInput } from '@mantine/core'
import { IconLayoutGrid, IconList, IconSearch, IconUsers } from '@tabler/icons-react'
import { memo, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useDirectory, useQueues } from '~/api/queries'
import { useSession } from '~/app/session'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { worded } from '~/ui/words'
import style from './Agents.module.css'
import { addressWith, EXTRA, filtersOf, isFiltering, STATES, type By, type Filters, type Layout } from './filters'
import { Group } from './Group'
import { groupsOf } from './groups'
import { shownAgents, useSelection } from './useSelection'

const KEPT = 'beffroi-floor-agents'

/** Agents in scope, by team or partner, as tiles or as a table; what is filtered is in the address. */
export const AgentBoard = memo(function AgentBoard({ onOpen }: { onOpen: (interaction: string, ask?: string) => void }) {
  const { t } = useTranslation(['floor', 'app'])
  const { tenant, may } = useSession()
  const { data, error, refetch } = useDirectory()
  const [address, setAddress] = useSearchParams()
  const selection = useSelection()
  const filters = useMemo(() => filtersOf(address), [address])
  const kept = localStorage.getItem(KEPT)
  const layout = (address.get('view') ?? kept ?? 'tiles') as Layout
  const by = (address.get('by') ?? 'team') as By
  const groups = useMemo(() => groupsOf(data?.teams ?? [], by), [data, by])
  const put = useCallback((changed: Partial<Filters> & { view?: Layout; by?: By }) => setAddress((before) => addressWith(before, changed), { replace: true }), [setAddress])
  const selectable = may('agent.steer')
  return (
    <section className={style.block} aria-labelledby="agents">
      <header className={style.heading}>
        <h2 id="agents">{t('floor:agents.title')}</h2>
        {data && data.teams.length > 0 && (
          <div className={style.filters} role="search">
            {selectable && <Button size="xs" variant="subtle" color="gray" title={t('floor:agents.select_shown_say')} onClick={() => selection.add(shownAgents())}>{t('floor:agents.select_shown')}</Button>}
            <FilterFields filters={filters} onPut={put} />
            <SegmentedControl
              size="xs" aria-label={t('floor:agents.group')} value={by} onChange={(next) => put({ by: next as By })}
              data={[{ value: 'team', label: t('floor:agents.by_team') }, { value: 'partner', label: t('floor:agents.by_partner') }]}
            />
            <SegmentedControl
              size="xs" aria-label={t('floor:agents.view')} value={layout}
              onChange={(next) => { localStorage.setItem(KEPT, next); put({ view: next as Layout }) }}
              data={[
                { value: 'tiles', label: <><IconLayoutGrid size={15} aria-hidden /><span className="unseen">{t('floor:agents.tiles')}</span></> },
                { value: 'table', label: <><IconList size={15} aria-hidden /><span className="unseen">{t('floor:agents.table')}</span></> },
              ]}
            />
          </div>
        )}
      </header>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={style.skeletons} role="status" aria-label={t('app:loading')}><Skeleton height={92} /><Skeleton height={92} /></div>}
      {data?.teams.length === 0 && <Empty icon={<IconUsers size={28} />} title={t('floor:agents.none')} say={t('floor:agents.none_say')} />}
      {groups.map((group) => (
        <Group key={group.id} group={group} own={tenant.name} filters={filters} layout={layout} selectable={selectable} onOpen={onOpen} />
      ))}
    </section>
  )
})

function FilterFields({ filters, onPut }: { filters: Filters; onPut: (changed: Partial<Filters>) => void }) {
  const { t, i18n } = useTranslation(['floor', 'app'])
  const { data: directory } = useDirectory()
  const { data: queues } = useQueues()
  const [name, setName] = useState(filters.name)
  useEffect(() => {
    const timer = setTimeout(() => name !== filters.name && onPut({ name }), 200)
    return () => clearTimeout(timer)
  }, [name, filters.name, onPut])
  const states = [...EXTRA.map((one) => ({ value: one, label: t(`floor:agents.${one}`) })), ...STATES.map((one) => ({ value: one, label: t(`app:status.${one}`) }))]
  const common = { size: 'xs', clearable: true, w: 132, comboboxProps: { width: 'max-content', position: 'bottom-start' }, clearButtonProps: { 'aria-label': t('floor:agents.clear') } } as const
  return (
    <>
      <TextInput size="xs" w={132} leftSection={<IconSearch size={14} />} placeholder={t('floor:agents.name')} aria-label={t('floor:agents.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Select {...common} placeholder={t('floor:agents.state')} aria-label={t('floor:agents.state')} data={states} value={filters.state || null} onChange={(state) => onPut({ state: state ?? '' })} />
      <Select
        {...common} searchable placeholder={t('floor:agents.skill')} aria-label={t('floor:agents.skill')} value={filters.skill || null} onChange={(skill) => onPut({ skill: skill ?? '' })}
        data={directory?.skills.map((one) => ({ value: one.code, label: worded(one, i18n.language) })) ?? []}
      />
      <Select
        {...common} searchable placeholder={t('floor:agents.queue')} aria-label={t('floor:agents.queue')} value={filters.queue || null} onChange={(queue) => onPut({ queue: queue ?? '' })}
        data={queues?.filter((one) => one.in_scope).map((one) => ({ value: one.id, label: one.name })) ?? []}
      />
      {isFiltering(filters) && <Button size="xs" variant="subtle" color="gray" onClick={() => { setName(''); onPut({ name: '', state: '', skill: '', queue: '' }) }}>{t('floor:agents.clear')}</Button>}
    </>
  )
}

/** The box of one agent; with shift, of everybody from the last one. */
export function Tick({ agent, name, checked }: { agent: string; name: string | null; checked: boolean }) {
  const { t } = useTranslation('floor')
  const selection = useSelection()
  return (
    <input
      type="checkbox" className={style.tick} aria-label={t('agents.select', { name })} checked={checked} onChange={() => undefined}
      onClick={(event) => selection.toggle(agent, event.shiftKey ? shownAgents() : undefined)}
    />
  )
}
