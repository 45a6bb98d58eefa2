import { Switch, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileReport, MeasureShown } from '~/api/shapes'
import { matches } from '~/ui/find'
import { worded } from '~/ui/words'
import { countsOf, valueOf } from '../figures'
import style from '../Reports.module.css'

/** Every measure by family, each variant under its own name; those the file cannot tell say what it lacks. */
export function MeasureTable({ report }: { report: FileReport }) {
  const { t, i18n } = useTranslation('reports')
  const language = i18n.language
  const [asked, ask] = useState('')
  const [all, showAll] = useState(false)
  const untold = report.measures.filter((one) => one.value === null).length
  const families = useMemo(() => {
    const fits = (one: MeasureShown) => matches(`${one.fr} ${one.en} ${one.key.replaceAll(/[[\]_]/g, ' ')}`, asked)
    return report.topics
      .map((topic) => ({ ...topic, rows: report.measures.filter((one) => one.topic === topic.topic && (all || one.value !== null) && fits(one)) }))
      .filter((topic) => topic.rows.length > 0)
  }, [report, all, asked])
  return (
    <section aria-labelledby="measures">
      <header className={style.heading}>
        <h2 id="measures">{t('table.title')}</h2>
        <TextInput
          size="sm" className={style.filter!} value={asked} onChange={(event) => ask(event.currentTarget.value)} aria-label={t('table.filter')} placeholder={t('table.filter')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <Switch size="xs" checked={all} onChange={(event) => showAll(event.currentTarget.checked)} label={t('table.all', { count: untold })} />
      </header>
      <div className={style.scroll}>
        <table className={`${style.table} ${style.measures}`}>
          <thead>
            <tr>
              <th scope="col">{t('table.measure')}</th>
              <th scope="col" className={style.right}>{t('table.value')}</th>
              <th scope="col" className={style.right}>{t('table.counts')}</th>
              <th scope="col">{t('table.definition')}</th>
            </tr>
          </thead>
          {families.map((family) => (
            <tbody key={family.topic}>
              <tr className={style.family}><th scope="rowgroup" colSpan={4}>{worded(family, language)}</th></tr>
              {family.rows.map((one) => <Row key={one.key} measure={one} />)}
            </tbody>
          ))}
        </table>
        {families.length === 0 && <p className={style.none} role="status">{t('table.none', { query: asked })}</p>}
      </div>
    </section>
  )
}

function Row({ measure }: { measure: MeasureShown }) {
  const { t, i18n } = useTranslation('reports')
  const language = i18n.language
  const lacks = measure.missing.map((one) => t(`field.${one as 'wait_s'}`)).join(', ')
  return (
    <tr data-measure={measure.key}>
      <th scope="row">{worded(measure, language)}<code>{measure.key}</code></th>
      <td className={style.value}>{valueOf(measure, measure.unit, language)}</td>
      <td className={style.counts}>{countsOf(measure, measure.unit, measure.variant, language)}</td>
      <td>
        {language === 'en' ? measure.formula_en : measure.formula_fr}
        {measure.value === null && <span className={style.lacks}>{lacks ? t('table.lacks', { lacks }) : t('table.nothing')}</span>}
      </td>
    </tr>
  )
}
