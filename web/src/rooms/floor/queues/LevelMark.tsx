import { IconAlertOctagonFilled, IconAlertTriangleFilled } from '@tabler/icons-react'
import { t } from 'i18next'
import type { Level } from './figures'
import style from './Queues.module.css'

/** A threshold crossed, or about to be: an icon, a word and a colour. A target that is met needs none. */
export function LevelMark({ level }: { level: Level }) {
  if (level !== 'warn' && level !== 'bad') return null
  const Icon = level === 'bad' ? IconAlertOctagonFilled : IconAlertTriangleFilled
  return <span className={style.mark} data-level={level}><Icon size={13} aria-hidden />{t(`floor:level.${level}`)}</span>
}
