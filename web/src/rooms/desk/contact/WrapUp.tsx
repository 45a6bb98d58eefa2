import { Button, TextInput, Tooltip } from '@mantine/core'
import { IconClockPlus, IconPencilCheck } from '@tabler/icons-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueues } from '~/api/queries'
import type { WorkRow } from '~/live/rows'
import { Failure } from '~/ui/Failure'
import { Key, useKeys } from '~/ui/Keys'
import { matches } from '~/ui/find'
import { Timer } from '~/ui/Timer'
import { useAct } from '~/ui/useAct'
import { worded } from '~/ui/words'
import style from './WrapUp.module.css'

/** The sheet of wrap-up: choose the outcome by typing a few letters, Enter closes. */
export function WrapUp({ work }: { work: WorkRow }) {
  const { t, i18n } = useTranslation('desk')
  const { data: queues, error, refetch } = useQueues()
  const { pending, run } = useAct()
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const all = queues?.find((queue) => queue.id === work.queue)?.dispositions
  const shown = useMemo(() => (all ?? []).filter((one) => matches(worded(one, i18n.language), query)), [all, query, i18n.language])
  const current = shown.find((one) => one.code === chosen) ?? (query ? shown[0] : undefined)

  const finish = () => {
    if (current) void run(`/api/assignments/${work.assignment}/finish`, { disposition: current.code })
  }
  const move = (step: number) => {
    const place = current ? shown.indexOf(current) + step : step > 0 ? 0 : shown.length - 1
    setChosen(shown[Math.min(shown.length - 1, Math.max(0, place))]?.code ?? null)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const fn = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: finish }[event.key]
    if (!fn) return
    event.preventDefault()
    fn()
  }
  useKeys({ F8: () => field.current?.focus() })

  return (
    <section className={style.sheet} aria-label={t('wrap_up.title')}>
      <header className={style.head}>
        <h3><IconPencilCheck size={17} aria-hidden />{t('wrap_up.title')}</h3>
        <Clock work={work} />
      </header>
      <TextInput
        ref={field} autoFocus value={query} placeholder={t('wrap_up.search')} aria-label={t('wrap_up.search')} onKeyDown={onKey}
        onChange={(event) => { setQuery(event.currentTarget.value); setChosen(null) }}
        role="combobox" aria-expanded aria-controls="dispositions" aria-activedescendant={current ? `disposition-${current.code}` : ''}
      />
      {error && !all && <Failure problem={error} onRetry={() => void refetch()} />}
      <div className={style.options} role="listbox" id="dispositions" aria-label={t('wrap_up.label')} tabIndex={-1}>
        {shown.map((one) => (
          // The field above hears the keys for the whole list.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={one.code} id={`disposition-${one.code}`} role="option" aria-selected={one === current} className={style.option}
            onClick={() => { setChosen(one.code); field.current?.focus() }}
          >
            {worded(one, i18n.language)}
          </div>
        ))}
      </div>
      {all && shown.length === 0 && <p className={style.none}>{t('wrap_up.none')}</p>}
      <footer className={style.foot}>
        <span className={style.hint}>{t('wrap_up.hint')}</span>
        <Extend work={work} />
        <Button onClick={finish} disabled={!current} loading={pending} rightSection={<Key>↵</Key>}>{t('wrap_up.finish')}</Button>
      </footer>
    </section>
  )
}

function Clock({ work }: { work: WorkRow }) {
  const { t } = useTranslation('desk')
  if (work.wrap_up_due_at === null) return <span className={style.clock}>{t('wrap_up.since')} <Timer since={work.since} /></span>
  return (
    <Tooltip label={t('wrap_up.limit')}>
      <span className={style.clock} tabIndex={0}>{t('wrap_up.left')} <Timer until={work.wrap_up_due_at} /></span>
    </Tooltip>
  )
}

function Extend({ work }: { work: WorkRow }) {
  const { t } = useTranslation('desk')
  const { pending, run } = useAct()
  if (work.wrap_up_due_at === null) return null
  return (
    <Button
      variant="default" leftSection={<IconClockPlus size={16} />} disabled={work.extended} loading={pending}
      onClick={() => void run(`/api/assignments/${work.assignment}/extend`)}
    >
      {work.extended ? t('wrap_up.extended') : t('wrap_up.extend')}
    </Button>
  )
}
