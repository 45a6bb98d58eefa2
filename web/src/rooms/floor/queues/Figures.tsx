import i18n, { t } from 'i18next'
import type { Figure } from '~/live/rows'
import { count, percent, timer } from '~/ui/format'
import type { CountName } from './figures'
import style from './Queues.module.css'

interface Props {
  figure: Figure
  hint: string
  minor?: boolean
  stacked?: boolean
}

/** A percentage, always beside its counts; its colour comes from the server's level, its rule from the hint. */
export function Share({ figure, hint, minor = false, stacked = false }: Props) {
  if (figure.value === null && minor) return null
  return (
    <div className={style.share} data-minor={minor} data-stacked={stacked}>
      <span tabIndex={0} data-hint={hint} data-level={figure.level ?? undefined} className={style.figure}>
        {figure.value === null ? '–' : percent(figure.value, i18n.language)}
      </span>
      {figure.value !== null && typeof figure.num === 'number' && typeof figure.den === 'number' && (
        <span className={style.parts}>{count(figure.num, i18n.language)}/{count(figure.den, i18n.language)}</span>
      )}
    </div>
  )
}

export function Length({ figure, hint }: Props) {
  return (
    <span tabIndex={0} data-hint={hint} data-level={figure.level ?? undefined} className={style.figure}>
      {figure.value === null ? '–' : timer(Math.round(figure.value))}
    </span>
  )
}

export function Count({ name, value }: { name: CountName; value: number }) {
  return <>{count(value, i18n.language)}<span className="unseen"> {t(`floor:count.${name}`)}</span></>
}
