import './words'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '~/app/session'
import { DropZone } from './DropZone'
import { Failed } from './Failed'
import { belongsTo, measure, useMeasuring } from './measuring'
import { Options } from './Options'
import style from './Reports.module.css'
import { Result } from './result/Result'
import { Sending } from './Sending'

/** « Indicateurs d'un fichier »: bring a log, read what it says, take it away. */
export function FileMeasures() {
  const { t } = useTranslation('reports')
  const { user } = useSession()
  const { owner, file, phase } = useMeasuring()
  useEffect(() => belongsTo(user.id), [user.id])
  if (owner !== user.id) return null
  return (
    // A file let go beside the zone is measured too, where the browser would have left the page to show it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={style.page}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const dropped = event.dataTransfer.files[0]
        if (dropped && phase.kind !== 'sending') measure(dropped)
      }}
    >
      {phase.kind !== 'done' && (
        <header className={style.head}>
          <h1>{t('title')}</h1>
          <p>{t('say')}</p>
        </header>
      )}
      {phase.kind === 'empty' && <><DropZone /><Options /></>}
      {phase.kind === 'sending' && <Sending name={file?.name ?? ''} size={file?.size ?? 0} sent={phase.sent} />}
      {phase.kind === 'failed' && <Failed problem={phase.problem} file={file} />}
      {phase.kind === 'done' && <Result measured={phase.measured} />}
    </div>
  )
}
