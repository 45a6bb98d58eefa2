import { Button } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useCallback, useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from './bins'
import style from './Charts.module.css'

interface Props {
  title: string
  say: string
  wide?: boolean
  legend?: ReactNode
  table: { head: string[]; rows: (string | number)[][] }
  children: (width: number) => ReactNode
}

/** A chart under its title, and the same numbers as a table for whoever prefers to read or cannot see it. */
export function Frame({ title, say, wide = false, legend, table, children }: Props) {
  const { t } = useTranslation('reports')
  const id = useId()
  const [asTable, showTable] = useState(false)
  const [width, setWidth] = useState(0)
  const measure = useCallback((node: HTMLDivElement | null) => {
    if (!node) return
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    watch.observe(node)
    return () => watch.disconnect()
  }, [])
  return (
    <section className={style.frame} data-wide={wide} aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          <p>{say}</p>
        </div>
        <Button
          size="compact-sm" variant="default" onClick={() => showTable(!asTable)} aria-label={`${title} : ${asTable ? t('chart.as_chart') : t('chart.as_table')}`}
          leftSection={asTable ? <IconChartBar size={15} aria-hidden /> : <IconTable size={15} aria-hidden />}
        >
          {asTable ? t('chart.as_chart') : t('chart.as_table')}
        </Button>
      </header>
      {!asTable && legend}
      {/* A long table is scrolled by its own keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      {asTable && <div className={style.tableBox} tabIndex={0} role="group" aria-label={title}><Table {...table} title={title} /></div>}
      <div ref={measure} className={style.plot} hidden={asTable}>{width > 0 && !asTable && children(width)}</div>
    </section>
  )
}

function Table({ head, rows, title }: Props['table'] & { title: string }) {
  return (
    <table>
      <caption className="unseen">{title}</caption>
      <thead><tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
      <tbody>
        {rows.map(([first, ...others]) => (
          <tr key={first}><th scope="row">{first}</th>{others.map((cell, place) => <td key={head[place + 1]}>{cell}</td>)}</tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the colours mean, in words. */
export function Legend({ outcomes }: { outcomes: Outcome[] }) {
  const { t } = useTranslation('reports')
  return (
    <ul className={style.legend}>
      {outcomes.map((outcome) => <li key={outcome}><i data-outcome={outcome} />{t(`outcome.${outcome}`)}</li>)}
    </ul>
  )
}
