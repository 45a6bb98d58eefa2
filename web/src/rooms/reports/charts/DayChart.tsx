import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuarterOfDay } from '~/api/shapes'
import { count } from '~/ui/format'
import { clock } from '../figures'
import { inOrder, labelWidth, quarterBars, ticks, type QuarterBar } from './bins'
import style from './Charts.module.css'
import { Frame, Legend } from './Frame'

const HEIGHT = 240
const TOP = 10
const BOTTOM = 26

/** The day by quarter-hour: how many arrived, and how they left. */
export function DayChart({ quarters, days }: { quarters: QuarterOfDay[]; days: number }) {
  const { t, i18n } = useTranslation('reports')
  const bars = quarterBars(quarters)
  const outcomes = inOrder(quarters.flatMap((one) => Object.keys(one.outcomes)))
  const busiest = bars.reduce((most, bar) => (bar.total > most.total ? bar : most), bars[0] ?? { minute: 0, total: 0, parts: [] })
  const rows = bars.filter((bar) => bar.total).map((bar) => {
    const counts = new Map(bar.parts)
    return [clock(bar.minute), bar.total, ...outcomes.map((outcome) => counts.get(outcome) ?? 0)]
  })
  return (
    <Frame
      title={t('chart.day')} wide legend={<Legend outcomes={outcomes} />}
      say={t('chart.day_say', { count: days, time: clock(busiest.minute), most: count(busiest.total, i18n.language) })}
      table={{ head: [t('chart.quarter'), t('chart.all'), ...outcomes.map((outcome) => t(`outcome.${outcome}`))], rows }}
    >
      {(width) => <Plot bars={bars} width={width} label={t('chart.day')} />}
    </Frame>
  )
}

function Plot({ bars, width, label }: { bars: QuarterBar[]; width: number; label: string }) {
  const { t, i18n } = useTranslation('reports')
  const [over, setOver] = useState<QuarterBar | null>(null)
  const lines = ticks(Math.max(...bars.map((bar) => bar.total)))
  const most = lines.at(-1) ?? 1
  const high = HEIGHT - TOP - BOTTOM
  const y = (value: number) => TOP + high * (1 - value / most)
  const left = labelWidth(count(most, i18n.language))
  const step = (width - left) / bars.length
  const every = step * 4 < 38 ? 120 : 60
  return (
    // What the pointer shows is also in the table, for whoever has none.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={style.over} onMouseLeave={() => setOver(null)}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        {lines.map((line) => (
          <g key={line}>
            <line className={style.grid} x1={left} x2={width} y1={Math.round(y(line)) + 0.5} y2={Math.round(y(line)) + 0.5} />
            <text className={style.tick} x={left - 8} y={y(line)} textAnchor="end" dominantBaseline="central">{count(line, i18n.language)}</text>
          </g>
        ))}
        {bars.map((bar, place) => {
          const x = left + place * step
          let below = 0
          return (
            <g key={bar.minute}>
              {bar.parts.map(([outcome, many]) => {
                const [bottom, top] = [y(below), y(below + many)]
                below += many
                return <rect key={outcome} data-outcome={outcome} x={x + step * 0.09} width={step * 0.82} y={top} height={Math.max(0.5, bottom - top - 0.75)} />
              })}
              {bar.minute % every === 0 && <text className={style.tick} x={x} y={HEIGHT - 8} textAnchor="middle">{clock(bar.minute)}</text>}
              {bar.minute % 60 === 0 && <line className={style.mark} x1={x} x2={x} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM + 5} />}
              <rect className={style.reach} data-over={over === bar} x={x} width={step} y={TOP} height={high} onMouseEnter={() => setOver(bar)} />
            </g>
          )
        })}
        <line className={style.axis} x1={left} x2={width} y1={HEIGHT - BOTTOM + 0.5} y2={HEIGHT - BOTTOM + 0.5} />
      </svg>
      {over && (
        <div className={style.bubble} data-side={bars.indexOf(over) > bars.length / 2 ? 'left' : 'right'} ref={(node) => node?.style.setProperty('left', `${left + (bars.indexOf(over) + 0.5) * step}px`)}>
          <strong>{t('chart.between', { from: clock(over.minute), to: clock(over.minute + 15) })}</strong>
          {over.parts.map(([outcome, many]) => <span key={outcome}><i data-outcome={outcome} />{t(`outcome.${outcome}`)} <b>{count(many, i18n.language)}</b></span>)}
          {over.total === 0 && <span>{t('chart.nobody')}</span>}
        </div>
      )}
    </div>
  )
}
