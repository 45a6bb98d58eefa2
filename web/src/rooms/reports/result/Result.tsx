import { Button } from '@mantine/core'
import { IconFileTypePdf, IconFileTypeXls, IconStethoscope } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeasuredFile } from '~/api/shapes'
import { Problem } from '~/api/problem'
import { download } from '~/api/upload'
import { count } from '~/ui/format'
import { tellProblem } from '~/ui/tell'
import { useWords, worded } from '~/ui/words'
import { DayChart } from '../charts/DayChart'
import { OutcomeChart } from '../charts/OutcomeChart'
import { WaitChart } from '../charts/WaitChart'
import { day } from '../figures'
import { startOver } from '../measuring'
import style from '../Reports.module.css'
import { Groups } from './Groups'
import { HowRead } from './HowRead'
import { KeyFigures } from './KeyFigures'
import { MeasureTable } from './MeasureTable'

type Form = 'pdf' | 'xlsx'

/** What the file says, the diagnosis first. */
export function Result({ measured: { report, result } }: { measured: MeasuredFile }) {
  const { t, i18n } = useTranslation('reports')
  const language = i18n.language
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const [first, last] = [day(report.first_day, language), day(report.last_day, language)]
  const period = report.days > 1 ? t('period.several', { first, last, count: report.days }) : t('period.one', { day: first })
  return (
    <>
      <header className={style.resultHead}>
        <div>
          <h1 ref={title} tabIndex={-1}>{t('result.title', { name: report.file })}</h1>
          <p className={style.soft}>
            {report.days > 0 && <>{period} · </>}
            {t('result.rows', { read: count(report.read, language), counted: count(report.counted, language), aside: count(report.read - report.counted, language) })}
            {' · '}{t('result.rules', { threshold: report.threshold_s, short: report.short_s, zone: report.zone })}
          </p>
        </div>
        <div className={style.acts}>
          <Button variant="default" onClick={startOver}>{t('other')}</Button>
          <Export result={result} form="xlsx" />
          <Export result={result} form="pdf" />
        </div>
      </header>
      <div className={style.first}>
        <section className={style.card} aria-labelledby="diagnosis">
          <h2 id="diagnosis"><IconStethoscope size={18} aria-hidden />{t('result.diagnosis')}</h2>
          <ul className={style.diagnosis}>{report.diagnosis.map((one) => <li key={one.en}>{worded(one, language)}</li>)}</ul>
        </section>
        <KeyFigures report={report} />
      </div>
      {report.quarters.length > 0 && (
        <div className={style.charts}>
          <DayChart quarters={report.quarters} days={report.days} />
          <WaitChart bars={report.wait_bars} threshold={report.threshold_s} />
          <OutcomeChart outcomes={report.outcomes} />
        </div>
      )}
      {report.groups.map((table) => <Groups key={table.by} table={table} measures={report.measures} />)}
      <MeasureTable report={report} />
      <HowRead report={report} />
    </>
  )
}

function Export({ result, form }: { result: string; form: Form }) {
  const { t, i18n } = useTranslation('reports')
  const words = useWords()
  const [busy, setBusy] = useState(false)
  const Icon = form === 'pdf' ? IconFileTypePdf : IconFileTypeXls
  async function save() {
    setBusy(true)
    try {
      await download(`/api/measures/file/${result}/${form}?language=${i18n.language}`)
    } catch (problem) {
      tellProblem(words(problem), problem instanceof Problem ? problem.code : 'unknown')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant={form === 'pdf' ? 'filled' : 'default'} leftSection={<Icon size={18} aria-hidden />} loading={busy} onClick={() => void save()}>
      {t(`export.${form}`)}
    </Button>
  )
}
