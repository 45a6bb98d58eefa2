import { Modal, TextInput } from '@mantine/core'
import { IconSearch, IconStack2 } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useDirectory, useQueues } from '~/api/queries'
import { matches } from '~/ui/find'
import { initials } from '~/ui/format'
import { WhyField } from '../steering/UntilField'
import form from '../steering/Steering.module.css'
import { useSteer } from '../steering/useSteer'
import style from './Queues.module.css'

const SHOWN = 12

interface Props {
  interaction: string
  customer: string | null
  from: string
  onClose: () => void
}
interface Place {
  kind: 'queue' | 'agent'
  id: string
  name: string
}

/** Somebody who waits goes to another queue, or waits for one agent first; their wait goes on. Type, arrows, Enter. */
export function MoveDialog({ interaction, customer, from, onClose }: Props) {
  const { t } = useTranslation(['floor', 'app', 'interactions'])
  const { pending, steer } = useSteer()
  const [query, setQuery] = useState('')
  const [place, setPlace] = useState(0)
  const [why, setWhy] = useState('')
  const shown = usePlaces(from).filter((one) => matches(one.name, query)).slice(0, SHOWN)
  const current = shown[Math.min(place, shown.length - 1)]
  const name = customer ?? t('interactions:stream.unnamed')

  async function move(to: Place | undefined) {
    if (!to || pending) return
    const body = { [to.kind]: to.id, ...(why.trim() && { why: why.trim() }) }
    if (await steer(`/api/floor/interactions/${interaction}/move`, body, t('floor:move.done', { name, to: to.name }))) onClose()
  }
  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') void move(current)
    else if (step === undefined) return
    else setPlace(Math.max(0, Math.min(shown.length - 1, place + step)))
    event.preventDefault()
  }
  return (
    <Modal opened onClose={onClose} title={t('floor:move.title', { name })} size={460} yOffset="10vh" closeButtonProps={{ 'aria-label': t('app:close') }}>
      <div className={form.form}>
        <p className={form.note}>{t('floor:move.say')}</p>
        <WhyField value={why} onChange={setWhy} />
        <TextInput
          data-autofocus size="sm" value={query} leftSection={<IconSearch size={16} />} placeholder={t('floor:move.search')} aria-label={t('floor:move.search')}
          onChange={(event) => { setQuery(event.currentTarget.value); setPlace(0) }} onKeyDown={onKey}
          role="combobox" aria-expanded aria-controls="places" aria-activedescendant={current ? `place-${current.id}` : ''}
        />
        {shown.length === 0 && <p className={style.none}>{t('floor:move.none')}</p>}
        {shown.length > 0 && (
          <div role="listbox" id="places" aria-label={t('floor:move.search')} className={style.places} tabIndex={-1}>
            {shown.map((one) => (
              // The field above hears the keys for the whole list.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div key={`${one.kind} ${one.id}`} id={`place-${one.id}`} role="option" aria-selected={one === current} className={style.place} onClick={() => void move(one)}>
                <span className={style.face} aria-hidden>{one.kind === 'queue' ? <IconStack2 size={15} /> : initials(one.name)}</span>
                <span>{one.name}</span>
              </div>
            ))}
          </div>
        )}
      </div>
    </Modal>
  )
}

/** Queues first, then agents, all in scope. */
function usePlaces(from: string): Place[] {
  const { data: queues } = useQueues()
  const { data: directory } = useDirectory()
  const others = queues?.filter((one) => one.in_scope && one.name !== from).map((one): Place => ({ kind: 'queue', id: one.id, name: one.name })) ?? []
  const agents = directory?.agents.map((one): Place => ({ kind: 'agent', id: one.id, name: one.name })) ?? []
  return [...others, ...agents]
}
