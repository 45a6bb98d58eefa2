import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '~/api/problem'
import { useWords } from '~/ui/words'
import { again, startOver } from './measuring'
import { Mapping } from './Mapping'
import { Options } from './Options'
import style from './Reports.module.css'

interface Seen {
  columns?: string[]
  mapped?: Record<string, string>
  fields?: string[]
}

const MAPPED = new Set(['column_missing', 'bad_mapping'])
const RETRIED = new Set(['unreachable', 'try_again', 'all_busy', 'too_many', 'unknown_zone', 'reader_failed', 'server_error'])

/** Why there is no figure, and the way out: name the columns, say how dates are written, or bring another file. */
export function Failed({ problem, file }: { problem: Problem; file: File | null }) {
  const { t } = useTranslation(['reports', 'app'])
  const words = useWords()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const { columns = [], mapped = {}, fields = [] } = problem.facts as Seen
  const maps = MAPPED.has(problem.code) && columns.length > 0
  const other = <Button variant="default" onClick={startOver}>{t('reports:other')}</Button>
  return (
    <section className={style.failed}>
      <div role="alert" className={style.why}>
        <IconAlertTriangle size={22} color="var(--problem)" aria-hidden />
        <div>
          <h2 ref={title} tabIndex={-1}>{t('reports:failed.title', { name: file?.name })}</h2>
          <p>{words(problem)}</p>
        </div>
      </div>
      {problem.code === 'dates_unclear' && (
        <div className={style.acts}>
          <Button onClick={() => again({ order: 'dmy' })}>{t('reports:failed.dmy')}</Button>
          <Button variant="default" onClick={() => again({ order: 'mdy' })}>{t('reports:failed.mdy')}</Button>
        </div>
      )}
      {problem.code === 'unknown_zone' && <Options />}
      {maps && <Mapping columns={columns} mapped={mapped} fields={fields} words={[]}>{other}</Mapping>}
      {!maps && (
        <div className={style.acts}>
          {file && RETRIED.has(problem.code) && <Button onClick={() => again()}>{t('app:retry')}</Button>}
          {other}
        </div>
      )}
    </section>
  )
}
