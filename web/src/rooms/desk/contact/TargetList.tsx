import { IconStack2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { initials } from '~/ui/format'
import { State } from '~/ui/State'
import style from './Transfer.module.css'
import type { Target } from './useTransferTargets'

interface Props {
  targets: Target[]
  query: string
  current: Target | undefined
  onChoose: (key: string) => void
  onTake: (target: Target) => void
}

export function TargetList({ targets, query, current, onChoose, onTake }: Props) {
  const { t } = useTranslation('desk')
  const groups = [
    { title: t('transfer.queues'), rows: targets.filter((one) => one.kind === 'queue'), none: undefined },
    { title: t('transfer.agents'), rows: targets.filter((one) => one.kind === 'agent'), none: query ? undefined : t('transfer.nobody') },
  ]
  if (targets.length === 0 && query) return <p className={style.none}>{t('transfer.none', { query })}</p>
  return (
    <div role="listbox" id="targets" aria-label={t('transfer.search')} className={style.list} tabIndex={-1}>
      {groups.map(({ title, rows, none }) => (rows.length > 0 || none) && (
        <div key={title} role="group" aria-label={title}>
          <p className={style.group} aria-hidden>{title}</p>
          {rows.length === 0 && <p className={style.none}>{none}</p>}
          {rows.map((target) => (
            // The field above hears the keys for the whole list.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={target.key} id={`target-${target.key}`} role="option" aria-selected={target === current} className={style.target}
              onClick={() => onChoose(target.key)} onDoubleClick={() => onTake(target)}
            >
              <TargetLine target={target} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

function TargetLine({ target }: { target: Target }) {
  const { t } = useTranslation('desk')
  if (target.kind === 'queue') {
    return (
      <>
        <span className={style.face}><IconStack2 size={16} aria-hidden /></span>
        <span className={style.name}>{target.name}</span>
        <span className={style.fact}>{t('transfer.waiting', { count: target.waiting })}</span>
        <span className={style.fact}>{t('transfer.free', { count: target.available })}</span>
      </>
    )
  }
  return (
    <>
      <span className={style.face} aria-hidden>{initials(target.name)}</span>
      <span className={style.name}>{target.name}</span>
      {target.team && <span className={style.fact}>{target.team}</span>}
      <State status={target.status} bare />
    </>
  )
}
