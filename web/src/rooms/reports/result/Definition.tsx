import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeasureShown } from '~/api/shapes'
import { worded } from '~/ui/words'
import style from '../Reports.module.css'

/** A measure's definition, one hover or focus away: its formula in words, its exact name and where it comes from. */
export function Definition({ measure, children }: { measure: MeasureShown; children: ReactElement }) {
  const { i18n } = useTranslation()
  const words = (
    <span className={style.definition}>
      <strong>{worded(measure, i18n.language)}</strong>
      <span>{i18n.language === 'en' ? measure.formula_en : measure.formula_fr}</span>
      <code>{measure.key}</code>
    </span>
  )
  // Inside the page's main part, where a screen reader looks for it.
  return <Tooltip label={words} w={320} multiline withArrow portalProps={{ target: '#content' }}>{children}</Tooltip>
}
