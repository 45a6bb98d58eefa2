import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WaitBar } from '~/api/shapes'
import { count } from '~/ui/format'
import { seconds } from '../figures'
import { labelWidth, ticks } from './bins'
import style from './Charts.module.css'
import { Frame, Legend } from './Frame'

const HEIGHT = 260
const TOP = 22
const BOTTOM = 26

/** How long those who were answered waited, above the line; how long those who gave up did, below it. */
export function WaitChart({ bars, threshold }: { bars: WaitBar[]; threshold: number }) {
  const { t, i18n } = useTranslation('reports')
  const label = (bar: WaitBar) => (bar.to_s === null ? t('chart.beyond', { from: seconds(bar.from_s, i18n.language) }) : t('chart.up_to', { from: bar.from_s, to: seconds(bar.to_s, i18n.language) }))
  const rows = bars.filter((bar) => bar.answered + bar.abandoned).map((bar) => [label(bar), bar.answered, bar.abandoned])
  if (bars.length === 0) return null
  return (
    <Frame
      title={t('chart.waits')} say={t('chart.waits_say', { threshold: seconds(threshold, i18n.language) })} legend={<Legend outcomes={['answered', 'abandoned']} />}
      table={{ head: [t('chart.wait'), t('outcome.answered'), t('outcome.abandoned')], rows }}
    >
      {(width) => <Plot bars={bars} width={width} threshold={threshold} name={label} />}
    </Frame>
  )
}

interface PlotProps {
  bars: WaitBar[]
  width: number
  threshold: number
  name: (bar: WaitBar) => string
}

function Plot({ bars, width, threshold, name }: PlotProps) {
  const { t, i18n } = useTranslation('reports')
  const [over, setOver] = useState<WaitBar | null>(null)
  const [up, down] = [Math.max(...bars.map((bar) => bar.answered), 1), Math.max(...bars.map((bar) => bar.abandoned), 1)]
  const lines = ticks(Math.max(up, down), 4)
  const gap = lines[1] ?? 1
  const [above, below] = [Math.ceil(up / gap) * gap, Math.ceil(down / gap) * gap]
  const scale = (HEIGHT - TOP - BOTTOM) / (above + below)
  const zero = TOP + above * scale
  const left = labelWidth(count(above, i18n.language))
  const step = (width - left) / bars.length
  const span = (bars[0]?.to_s ?? 1) - (bars[0]?.from_s ?? 0)
  const reach = bars.filter((bar) => bar.to_s !== null).length * span
  const isCut = bars.at(-1)?.to_s === null
  const x = (at: number) => left + (at / span) * step
  const marks = ticks(reach, Math.max(3, Math.floor(width / 80))).filter((at) => at <= reach && (!isCut || x(at) < width - 70))
  const shown = [...lines.filter((line) => line <= above), ...lines.filter((line) => line > 0 && line <= below).map((line) => -line)]
  return (
    // What the pointer shows is also in the table, for whoever has none.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={style.over} onMouseLeave={() => setOver(null)}>
      <svg width={width} height={HEIGHT} role="img" aria-label={t('chart.waits')}>
        {shown.map((line) => (
          <g key={line}>
            <line className={line ? style.grid : style.axis} x1={left} x2={width} y1={Math.round(zero - line * scale) + 0.5} y2={Math.round(zero - line * scale) + 0.5} />
            <text className={style.tick} x={left - 8} y={zero - line * scale} textAnchor="end" dominantBaseline="central">{count(Math.abs(line), i18n.language)}</text>
          </g>
        ))}
        {bars.map((bar, place) => (
          <g key={bar.from_s}>
            <rect data-outcome="answered" x={left + place * step + step * 0.08} width={step * 0.84} y={zero - bar.answered * scale} height={bar.answered * scale} />
            <rect data-outcome="abandoned" x={left + place * step + step * 0.08} width={step * 0.84} y={zero + 1} height={Math.max(0, bar.abandoned * scale - 1)} />
            <rect className={style.reach} data-over={over === bar} x={left + place * step} width={step} y={TOP} height={HEIGHT - TOP - BOTTOM} onMouseEnter={() => setOver(bar)} />
          </g>
        ))}
        {marks.map((at) => <text key={at} className={style.tick} x={x(at)} y={HEIGHT - 8} textAnchor={at ? 'middle' : 'start'}>{seconds(at, i18n.language)}</text>)}
        {isCut && <text className={style.tick} x={width} y={HEIGHT - 8} textAnchor="end">{t('chart.more')}</text>}
        {threshold <= reach && (
          <g>
            <line className={style.threshold} x1={x(threshold)} x2={x(threshold)} y1={TOP - 6} y2={HEIGHT - BOTTOM} />
            <text className={style.thresholdWord} x={x(threshold) + 5} y={TOP - 9} dominantBaseline="central">{t('chart.threshold', { threshold: seconds(threshold, i18n.language) })}</text>
          </g>
        )}
      </svg>
      {over && (
        <div className={style.bubble} data-side={bars.indexOf(over) > bars.length / 2 ? 'left' : 'right'} ref={(node) => node?.style.setProperty('left', `${left + (bars.indexOf(over) + 0.5) * step}px`)}>
          <strong>{name(over)}</strong>
          <span><i data-outcome="answered" />{t('outcome.answered')} <b>{count(over.answered, i18n.language)}</b></span>
          <span><i data-outcome="abandoned" />{t('outcome.abandoned')} <b>{count(over.abandoned, i18n.language)}</b></span>
        </div>
      )}
    </div>
  )
}
