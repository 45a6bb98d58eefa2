import { useTranslation } from 'react-i18next'
import type { FileReport, MeasureShown } from '~/api/shapes'
import { worded } from '~/ui/words'
import { countsOf, seconds, valueOf } from '../figures'
import style from '../Reports.module.css'
import { Definition } from './Definition'

/** The few figures a manager asks for first, each with its counts, and its definition on hover and focus. */
export function KeyFigures({ report }: { report: FileReport }) {
  const { t } = useTranslation('reports')
  const known = new Map(report.measures.map((one) => [one.key, one]))
  const shown = report.key_figures.flatMap((key) => known.get(key) ?? [])
  return (
    <section className={style.keys} aria-label={t('result.key_figures')}>
      {shown.map((one) => <KeyFigure key={one.key} measure={one} threshold={report.threshold_s} />)}
    </section>
  )
}

function KeyFigure({ measure, threshold }: { measure: MeasureShown; threshold: number }) {
  const { t, i18n } = useTranslation('reports')
  const language = i18n.language
  return (
    <Definition measure={measure}>
      {/* The definition has to be within reach of the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={style.key} tabIndex={0} data-measure={measure.key} role="group" aria-label={worded(measure, language)}>
        <span className={style.keyName}>{worded(measure, language)}{measure.name === 'service_level' && t('result.within', { threshold: seconds(threshold, language) })}</span>
        <span className={style.keyValue}>{valueOf(measure, measure.unit, language)}</span>
        <span className={style.counts}>{countsOf(measure, measure.unit, measure.variant, language)}</span>
      </div>
    </Definition>
  )
}
