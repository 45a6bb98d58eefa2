import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeasures } from '~/api/queries'
import type { Measure } from '~/api/shapes'
import style from './MeasureHint.module.css'
import { worded } from './words'

/** The measures by their keys, as the server words them. */
export function useMeasure(key: string): Measure | undefined {
  const { data } = useMeasures()
  return data?.find((one) => one.key === key)
}

/** A figure's definition, one hover or focus away: its name and its formula, in words. */
export function MeasureHint({ of, also, children }: { of: string; also?: string | undefined; children: ReactElement }) {
  const { i18n } = useTranslation()
  const measure = useMeasure(of)
  if (!measure) return children
  const words = (
    <span className={style.hint}>
      <strong>{worded(measure, i18n.language)}</strong>
      <span>{i18n.language === 'en' ? measure.formula_en : measure.formula_fr}</span>
      {also && <span>{also}</span>}
    </span>
  )
  return <Tooltip label={words} w={300} withArrow zIndex={400}>{children}</Tooltip>
}
