import { useTranslation } from 'react-i18next'
import type { Figure } from '~/live/rows'
import { useReason } from '~/rooms/desk/presence/useReason'
import { MeasureHint, useMeasure } from '~/ui/MeasureHint'
import { worded } from '~/ui/words'
import style from './Day.module.css'
import { shown } from './shown'

const WORK = ['handled', 'handle_time', 'occupancy[of_available]', 'occupancy[of_logged]', 'contacts_per_hour[of_logged]', 'concurrency']
const TIME = ['agent_time[logged]', 'agent_time[busy]', 'agent_time[idle]']
const OTHER_WORK = 'agent_time[other_work]'
const NOT_READY = 'agent_time[not_ready]'

export interface DaySoFar {
  figures: Record<string, Figure>
  reasons: { reason: string; is_work: boolean; time: Figure }[]
}

/** An agent's day: what was done, then how the time was spent, each line with its definition. */
export function DayFigures({ day }: { day: DaySoFar }) {
  const { t } = useTranslation('desk')
  return (
    // The focus begins here, not on the first figure, whose definition would open at once.
    <div className={style.day} tabIndex={-1} data-autofocus>
      <h3>{t('day.work')}</h3>
      <dl>{WORK.map((key) => <Line key={key} of={key} figure={day.figures[key]} />)}</dl>
      <h3>{t('day.time')}</h3>
      <dl>
        {TIME.map((key) => <Line key={key} of={key} figure={day.figures[key]} />)}
        <Line of={OTHER_WORK} figure={day.figures[OTHER_WORK]} />
        <Reasons reasons={day.reasons.filter((one) => one.is_work)} of={OTHER_WORK} />
        <Line of={NOT_READY} figure={day.figures[NOT_READY]} />
        <Reasons reasons={day.reasons.filter((one) => !one.is_work)} of={NOT_READY} />
      </dl>
    </div>
  )
}

function Line({ of, figure }: { of: string; figure: Figure | undefined }) {
  const { i18n } = useTranslation()
  const measure = useMeasure(of)
  if (!measure) return null
  return (
    <MeasureHint of={of}>
      <div className={style.line} tabIndex={0}>
        <dt>{worded(measure, i18n.language)}</dt>
        <dd>{shown(figure, measure.unit, i18n.language)}</dd>
      </div>
    </MeasureHint>
  )
}

function Reasons({ reasons, of }: { reasons: DaySoFar['reasons']; of: string }) {
  const { t, i18n } = useTranslation('desk')
  const word = useReason()
  return reasons.map((one) => (
    <MeasureHint key={one.reason} of={of} also={t('day.reason', { reason: word(one.reason) })}>
      <div className={style.line} data-part tabIndex={0}>
        <dt>{word(one.reason)}</dt>
        <dd>{shown(one.time, 'seconds', i18n.language)}</dd>
      </div>
    </MeasureHint>
  ))
}
