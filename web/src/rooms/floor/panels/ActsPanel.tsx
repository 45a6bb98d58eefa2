import { Button, Skeleton } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { timeOfDay } from '~/ui/format'
import { actWords } from '../steering/actWords'
import { useActs } from '../steering/queries'
import style from '../steering/Steering.module.css'
import type { FloorAct } from '../steering/shapes'
import { useSteer } from '../steering/useSteer'

const SHOWN = 100

/** « Actes »: who did what on this floor, when and why, newest first; each undone from here. */
export function ActsPanel() {
  const { t } = useTranslation('floor')
  const { data, error, refetch } = useActs(SHOWN)
  const { pending, undo } = useSteer()
  if (error && !data) return <Failure problem={error} onRetry={() => void refetch()} />
  if (!data) return <div className={style.pad}><Skeleton height={160} /></div>
  if (data.length === 0) return <Empty icon={<IconHistory size={28} />} title={t('acts.none')} say={t('acts.none_say')} />
  return <ul className={style.acts}>{data.map((one) => <Line key={one.id} act={one} pending={pending} onUndo={() => void undo(one.id)} />)}</ul>
}

function Line({ act, pending, onUndo }: { act: FloorAct; pending: boolean; onUndo: () => void }) {
  const { t, i18n } = useTranslation('floor')
  const language = i18n.language
  const words = actWords(act, language)
  const told = [act.by.name ?? t('act.system'), act.why ? t('acts.why', { why: act.why }) : '']
  return (
    <li data-undone={act.undone_at !== null}>
      <time>{timeOfDay(act.at, language)}</time>
      <b>{words}</b>
      {act.may_undo && act.undone_at === null ? <Button size="compact-xs" variant="default" disabled={pending} aria-label={t('acts.undo_of', { what: words })} onClick={onUndo}>{t('acts.undo')}</Button> : <span />}
      <small>{told.filter(Boolean).join(' · ')}{act.undone_at !== null && ` · ${t('acts.undone_at', { time: timeOfDay(act.undone_at, language) })}`}</small>
    </li>
  )
}
