import { useTranslation } from 'react-i18next'
import type { GroupTable, MeasureShown } from '~/api/shapes'
import { worded } from '~/ui/words'
import { countsOf, valueOf } from '../figures'
import style from '../Reports.module.css'
import { Definition } from './Definition'

/** The same figures queue by queue, or agent by agent. */
export function Groups({ table, measures }: { table: GroupTable; measures: MeasureShown[] }) {
  const { t, i18n } = useTranslation('reports')
  const language = i18n.language
  const columns = table.measures.flatMap((key) => measures.find((one) => one.key === key) ?? [])
  const title = `by-${table.by}`
  return (
    <section aria-labelledby={title}>
      <header className={style.heading}><h2 id={title}>{t(`group.${table.by as 'queue'}`)}</h2></header>
      {/* Many rows are scrolled here, also by the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={style.scroll} data-tall="true" tabIndex={0} role="group" aria-labelledby={title}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">{t(`field.${table.by as 'queue'}`)}</th>
              {columns.map((one) => (
                <th key={one.key} scope="col" className={style.right}>
                  {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
                  <Definition measure={one}><abbr tabIndex={0}>{worded(one, language)}</abbr></Definition>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name || t('group.unnamed')}</th>
                {columns.map((one) => {
                  const figure = row.figures[one.key] ?? { value: null, num: 0, den: null }
                  return (
                    <td key={one.key} className={style.value}>
                      {valueOf(figure, one.unit, language)}
                      {one.unit === 'share' && figure.value !== null && <span className={style.counts}> {countsOf(figure, one.unit, one.variant, language)}</span>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {table.more > 0 && <p className={style.none}>{t('group.more', { count: table.more })}</p>}
      </div>
    </section>
  )
}
