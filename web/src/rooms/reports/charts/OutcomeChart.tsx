import { useTranslation } from 'react-i18next'
import type { OutcomeCount } from '~/api/shapes'
import { count, percent } from '~/ui/format'
import type { Outcome } from './bins'
import style from './Charts.module.css'
import { Frame } from './Frame'

/** How contacts left, most frequent first: a list whose lines are also drawn. */
export function OutcomeChart({ outcomes }: { outcomes: OutcomeCount[] }) {
  const { t, i18n } = useTranslation('reports')
  const language = i18n.language
  const sorted = outcomes.toSorted((one, other) => other.count - one.count)
  const most = sorted[0]?.count ?? 1
  const share = (one: OutcomeCount) => (one.share === null ? '' : percent(one.share, language))
  const word = (one: OutcomeCount) => t(`outcome.${one.outcome as Outcome}`)
  return (
    <Frame
      title={t('chart.outcomes')} say={t('chart.outcomes_say')}
      table={{ head: [t('chart.outcome'), t('chart.all'), t('chart.share')], rows: sorted.map((one) => [word(one), count(one.count, language), share(one)]) }}
    >
      {(width) => (
        <ul className={style.bars}>
          {sorted.map((one) => (
            <li key={one.outcome}>
              <span className={style.barName}>{word(one)}</span>
              <svg width={Math.max(40, width - 250)} height={18} aria-hidden>
                <rect data-outcome={one.outcome} width={Math.max(2, (one.count / most) * Math.max(40, width - 250))} height={18} rx={2} />
              </svg>
              <span className={style.barCount}>{count(one.count, language)} <span>{share(one)}</span></span>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  )
}
