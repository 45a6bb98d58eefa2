import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueues } from '~/api/queries'
import type { Lever, QueueRow } from '~/live/rows'
import { timeOfDay } from '~/ui/format'
import { Emergency } from './Emergency'
import { held, SETTINGS, wordOf, type SetLever } from './levers'
import style from './Steering.module.css'
import { instantOf, until, UntilField, untilWords, WhyField } from './UntilField'
import { useSteer } from './useSteer'

/** All the levers of a queue and where each stands; a press sets one, until the instant above. */
export function SteerPanel({ row }: { row: QueueRow }) {
  const { t, i18n } = useTranslation('floor')
  // One act at a time is seen to by `useSteer`: a button put out of use while it goes on would lose the focus, and its keys.
  const { steer } = useSteer()
  const [limit, setLimit] = useState(until('day'))
  const [why, setWhy] = useState('')
  const at = instantOf(limit)
  const setting = { until: at ?? null, ...(why.trim() && { why: why.trim() }) }

  function set(lever: Lever, value: string | number | null, word: string) {
    const said = value === null ? t('steer.given_back', { name: row.name, lever: t(`lever.${lever}`) }) : t('steer.done', { name: row.name, what: t('steer.what', { lever: t(`lever.${lever}`), word }), until: untilWords(at ?? null, i18n.language) })
    void steer(`/api/floor/queues/${encodeURIComponent(row.queue)}/levers`, { lever, value, ...setting, ...(value === null && { until: null }) }, said)
  }

  return (
    <div className={style.panel}>
      <h3>{t('steer.title', { name: row.name })}</h3>
      <div className={style.for}>
        <UntilField value={limit} onChange={setLimit} />
        <WhyField value={why} onChange={setWhy} />
      </div>
      {(Object.keys(SETTINGS) as SetLever[]).map((lever) => (
        <LeverLine key={lever} row={row} lever={lever} disabled={at === undefined} onSet={set} />
      ))}
      <Emergency row={row} setting={setting} disabled={at === undefined} steer={steer} />
    </div>
  )
}

interface LineProps {
  row: QueueRow
  lever: SetLever
  disabled: boolean
  onSet: (lever: Lever, value: string | number | null, word: string) => void
}

function LeverLine({ row, lever, disabled, onSet }: LineProps) {
  const { t } = useTranslation('floor')
  const now = held(row, lever)
  const word = (value: string | number | null) => t(`setting.${lever}_${wordOf(lever, value)}` as 'setting.opening_rules', { minutes: Number(value) / 60 })
  return (
    <div className={style.lever} role="group" aria-label={t(`lever.${lever}`)}>
      <span aria-hidden>{t(`lever.${lever}`)}</span>
      <div className={style.choices}>
        {SETTINGS[lever].map((value) => {
          const on = value === null ? !now : now?.value === value
          return (
            <Button key={String(value)} size="compact-sm" variant={on ? 'light' : 'default'} aria-pressed={on} disabled={disabled && !on} onClick={() => on ? undefined : onSet(lever, value, word(value))}>
              {word(value)}
            </Button>
          )
        })}
        {lever === 'overflow' && <Elsewhere row={row} disabled={disabled} onSet={onSet} />}
      </div>
      {now && <Holder row={row} lever={lever} />}
    </div>
  )
}

/** Everybody who waits goes to another queue, and so does who comes: chosen from a menu, for an arrow key must not move them all. */
function Elsewhere({ row, disabled, onSet }: Omit<LineProps, 'lever'>) {
  const { t } = useTranslation('floor')
  const { data } = useQueues()
  const now = held(row, 'overflow')
  const others = data?.filter((one) => one.id !== row.queue && one.in_scope) ?? []
  const to = now && now.value !== 'off' ? others.find((one) => one.id === now.value) : undefined
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <Button size="compact-sm" variant={to ? 'light' : 'default'} disabled={disabled} rightSection={<IconChevronDown size={13} aria-hidden />}>
          {to?.name ?? t('setting.overflow_to')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('setting.overflow_where')}>
        {others.map((one) => <Menu.Item key={one.id} disabled={one.id === to?.id} onClick={() => onSet('overflow', one.id, one.name)}>{one.name}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

export function Holder({ row, lever }: { row: QueueRow; lever: Lever }) {
  const { t, i18n } = useTranslation('floor')
  const now = held(row, lever)
  if (!now) return null
  const by = now.by.id === 'system' ? t('act.system') : (now.by.name ?? now.by.id)
  return <span className={style.holder}>{t('steer.held', { by, time: timeOfDay(now.at, i18n.language), until: untilWords(now.until, i18n.language) })}</span>
}
