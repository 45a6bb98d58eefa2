import { useTranslation } from 'react-i18next'
import { useMeasures, useQueues } from '~/api/queries'
import { useRow } from '~/live/hooks'
import type { Figure, Lever, QueueRow, Status } from '~/live/rows'
import { duration, percent, timeOfDay } from '~/ui/format'
import { held, wordOf } from '../steering/levers'
import { untilWords } from '../steering/UntilField'
import { useBadgeWord } from './Badges'
import { figureOf } from './figures'
import style from './Queues.module.css'

/** What stands behind a figure: the measure's name and formula, as the server words them, and its counts. */
export function HintText({ name }: { name: string }) {
  const { t } = useTranslation(['app', 'floor'])
  const [measure = '', period = '', queue = '', who = ''] = name.split(':')
  if (measure === 'status') return <>{t(`app:status.${period as Status}`)}</>
  if (measure === 'word') return <Definition measure={period} />
  if (measure === 'lever') return <LeverHint queue={queue} lever={period as Lever} />
  if (measure === 'badge') return <BadgeHint kind={period} name={who} />
  return <FigureHint measure={measure} period={period as 'day' | 'half_hour'} queue={queue} />
}

function Definition({ measure }: { measure: string }) {
  const { t, i18n } = useTranslation('floor')
  const { data } = useMeasures()
  const known = data?.find((one) => one.name === measure && one.on_floor)
  if (!known) return <strong>{t(`rule.${measure as 'handle_time'}`)}</strong>
  return (
    <>
      <strong>{i18n.language === 'en' ? known.en : known.fr}</strong>
      <span>{i18n.language === 'en' ? known.formula_en : known.formula_fr}</span>
    </>
  )
}

/** Who set the lever, when and until when; for a queue closed by its hours, when it opens. */
function LeverHint({ queue, lever }: { queue: string; lever: Lever }) {
  const { t, i18n } = useTranslation('floor')
  const { data: queues } = useQueues()
  const row = useRow<QueueRow>(`queue:${queue}`, 'queue')
  const now = held(row, lever)
  const opens = row?.opening?.next_change_at
  if (!now) return <>{lever === 'opening' && opens ? t('rule.opens', { time: timeOfDay(opens, i18n.language) }) : t(`lever.${lever}`)}</>
  const by = now.by.id === 'system' ? t('act.system') : (now.by.name ?? now.by.id)
  return (
    <>
      <strong>{t('steer.what', { lever: t(`lever.${lever}`), word: queues?.find((one) => one.id === now.value)?.name ?? t(`setting.${lever}_${wordOf(lever, now.value)}` as 'setting.opening_open', { minutes: Number(now.value) / 60 }) })}</strong>
      <span>{t('steer.held', { by, time: timeOfDay(now.at, i18n.language), until: untilWords(now.until, i18n.language) })}</span>
    </>
  )
}

function BadgeHint({ kind, name }: { kind: string; name: string }) {
  const { t } = useTranslation('floor')
  const word = useBadgeWord()
  return <><strong>{word({ kind, name })}</strong><span>{t(`badge_say.${kind as 'helped'}`)}</span></>
}

function FigureHint({ measure, period, queue }: { measure: string; period: 'day' | 'half_hour'; queue: string }) {
  const { t, i18n } = useTranslation('floor')
  const row = useRow<QueueRow>(`queue:${queue}`, 'queue')
  if (!row) return null
  if (measure === 'callbacks') return <>{t('waiting.callbacks', { count: row.callbacks })}</>
  if (measure === 'longest') return <>{t('rule.longest', { threshold: duration(row.threshold_s) })}</>
  const figure = figureOf(row[period], measure)
  const level = figure.level
  const isEmpty = figure.value === null || !figure.den
  const threshold = duration(row.threshold_s)
  return (
    <>
      <Definition measure={measure} />
      {measure === 'service_level' && (
        <span>{t('rule.service_level', { target: percent(row.target, i18n.language, 0), threshold })}</span>
      )}
      <span className={style.hintCounts}>
        {t(`rule.${period}`, { counts: isEmpty ? t('rule.none') : parts(figure, measure) })}
        {level && ` · ${t(`level.${level}`)}`}
      </span>
    </>
  )
}

/** What the figure is made of: a sum of seconds reads as a duration. */
function parts(figure: Figure, measure: string): string {
  const isTime = measure === 'speed_of_answer' || measure === 'handle_time'
  const above = figure.num ?? 0
  return `${isTime ? duration(above) : Math.round(above)} / ${Math.round(figure.den ?? 0)}`
}
