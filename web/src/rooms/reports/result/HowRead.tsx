import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileReport } from '~/api/shapes'
import { count } from '~/ui/format'
import { Mapping } from '../Mapping'
import { Options } from '../Options'
import style from '../Reports.module.css'

/** How the file was understood, what was set aside and where, and the way to read it otherwise. */
export function HowRead({ report }: { report: FileReport }) {
  const { t, i18n } = useTranslation('reports')
  const [mending, mend] = useState(false)
  const read = report.columns.filter((one) => one.field !== null)
  const left = report.columns.filter((one) => one.field === null)
  return (
    <section aria-labelledby="how-read">
      <header className={style.heading}>
        <h2 id="how-read">{t('read.title')}</h2>
        <Button size="compact-sm" variant="default" aria-expanded={mending} onClick={() => mend(!mending)}>{t('read.mend')}</Button>
      </header>
      {mending && (
        <div className={style.card}>
          <Options />
          <Mapping
            columns={report.columns.map((one) => one.name)} fields={report.fields} words={report.unknown_words}
            mapped={Object.fromEntries(read.map((one) => [one.field ?? '', one.name]))}
          />
        </div>
      )}
      <div className={style.how}>
        <div className={style.card}>
          <h3>{t('read.columns', { kind: t(`kind.${report.kind as 'csv'}`, { defaultValue: report.kind }) })}{report.vendor && ` · ${t(`vendor.${report.vendor as 'genesys'}`)}`}</h3>
          {report.vendor && read.length === 0 && <p>{t('read.vendor')}</p>}
          <dl className={style.columns}>
            {read.map((one) => <div key={one.name}><dt>{one.name}</dt><dd>{t(`field.${one.field as 'wait_s'}`)}</dd></div>)}
          </dl>
          {left.length > 0 && <p className={style.soft}>{t('read.left', { names: left.map((one) => one.name).join(', ') })}</p>}
          {report.notes.map((note) => <p key={note} className={style.soft}>{t(`note.${(note.split(':')[0] ?? '') as 'title_lines'}`, { fact: note.split(':')[1] ?? '' })}</p>)}
        </div>
        <div className={style.card}>
          <h3>{t('read.aside')}</h3>
          {report.set_aside.length === 0 && <p>{t('read.none_aside')}</p>}
          {report.set_aside.length > 0 && (
            <table className={style.table}>
              <thead><tr><th scope="col">{t('read.reason')}</th><th scope="col" className={style.right}>{t('read.rows')}</th><th scope="col">{t('read.lines')}</th></tr></thead>
              <tbody>
                {report.set_aside.map((one) => (
                  <tr key={one.reason}>
                    <th scope="row">{t(`aside.${one.reason as 'bad_instant'}`)}</th>
                    <td className={style.value}>{count(one.count, i18n.language)}</td>
                    <td>{one.first_lines.join(', ')}{one.count > one.first_lines.length && '…'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {report.unknown_words.length > 0 && <p className={style.soft}>{t('read.words', { words: report.unknown_words.map((one) => `« ${one.word} » (${one.count})`).join(', ') })}</p>}
        </div>
      </div>
    </section>
  )
}
