import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '~/api/call'
import style from './Setting.module.css'

interface Props<T> {
  items: readonly T[]
  onChange: (next: T[]) => void
  /** A new one; nothing when there is none left to add. */
  blank: () => T | null
  add: string
  /** What one is called, for its buttons. */
  called: (item: T, place: number) => string
  ordered?: boolean
  none?: string
  children: (item: T, set: (next: T) => void, place: number) => ReactNode
}

/** A list one adds to, takes from and puts in order. Each row keeps its fields while it moves. */
export function Rows<T>({ items, onChange, blank, add, called, ordered = false, none, children }: Props<T>) {
  const { t } = useTranslation('admin')
  const [keys, setKeys] = useState(() => items.map(newKey))
  const known = keys.length === items.length ? keys : items.map((_, place) => keys[place] ?? `row-${place}`)
  const next = blank()
  function change(to: T[], named: string[]) {
    setKeys(named)
    onChange(to)
  }
  const swap = (place: number) => change(swapped(items, place), swapped(known, place))
  return (
    <div className={style.group}>
      {items.length === 0 && none && <span className={style.none}>{none}</span>}
      {items.length > 0 && (
        <ol className={style.rows}>
          {items.map((item, place) => (
            <li key={known[place]} className={style.row}>
              <div className={style.fields}>{children(item, (to) => onChange(items.map((one, at) => (at === place ? to : one))), place)}</div>
              <div className={style.acts}>
                {ordered && (
                  <>
                    <ActionIcon size={36} variant="subtle" color="gray" disabled={place === 0} aria-label={t('row.up', { what: called(item, place) })} onClick={() => swap(place - 1)}><IconArrowUp size={16} /></ActionIcon>
                    <ActionIcon size={36} variant="subtle" color="gray" disabled={place === items.length - 1} aria-label={t('row.down', { what: called(item, place) })} onClick={() => swap(place)}><IconArrowDown size={16} /></ActionIcon>
                  </>
                )}
                <ActionIcon size={36} variant="subtle" color="gray" aria-label={t('row.remove', { what: called(item, place) })} onClick={() => change(items.filter((_, at) => at !== place), known.filter((_, at) => at !== place))}><IconX size={16} /></ActionIcon>
              </div>
            </li>
          ))}
        </ol>
      )}
      {next !== null && <Button className={style.add!} size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => change([...items, next], [...known, newKey()])}>{add}</Button>}
    </div>
  )
}

function swapped<T>(all: readonly T[], place: number): T[] {
  const [first, second] = [all[place], all[place + 1]]
  return first === undefined || second === undefined ? [...all] : [...all.slice(0, place), second, first, ...all.slice(place + 2)]
}
