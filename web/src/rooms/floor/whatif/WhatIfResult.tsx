import { Loader } from '@mantine/core'
import { IconAlertTriangle, IconArrowDown, IconArrowUp, IconCheck, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useQueues } from '~/api/queries'
import { count, decimal, duration, percent } from '~/ui/format'
import { Failure } from '~/ui/Failure'
import { worded } from '~/ui/words'
import type { Side, Trial } from '../steering/shapes'
import type { Trying } from './useWhatIf'
import style from './WhatIf.module.css'

/** What would come of the change over the next two hours: each measure before and after, with how sure it is. */
export function WhatIfResult({ trying: { asking, answer, problem } }: { trying: Trying }) {
  const { t, i18n } = useTranslation('floor')
  if (problem) return <section className={style.result}><Failure problem={problem} /></section>
  if (!answer) return asking ? <section className={style.result} role="status"><p className={style.step}><Loader size="xs" />{t('whatif.running')}</p></section> : null
  // A queue nobody comes to, before or after, has nothing to say.
  const queues = [...new Set(answer.measures.filter((one) => one.before?.mean || one.after?.mean).map((one) => one.queue))]
  return (
    <section className={style.result}>
      <p className={style.step} role="status">
        {answer.state === 'done' ? t('whatif.refined', { count: answer.seeds }) : <><Loader size="xs" />{t('whatif.first', { seeds: answer.seeds, of: answer.of })}</>}
      </p>
      <p className={style.words}>{worded(answer.words, i18n.language)}</p>
      <div className={style.scroll} tabIndex={0} role="region" aria-label={t('whatif.title')}>
        <table className={style.table}>
          <thead>
            <tr><th scope="col"><span className="unseen">{t('whatif.measure')}</span></th><th scope="col">{t('whatif.before')}</th><th scope="col">{t('whatif.after')}</th></tr>
          </thead>
          {queues.map((queue) => <Rows key={queue ?? ''} queue={queue} answer={answer} />)}
        </table>
      </div>
      <details className={style.note}>
        <summary>{t('whatif.assumed')}</summary>
        {answer.assumed.map((one) => <p key={one.en}>{worded(one, i18n.language)}</p>)}
      </details>
    </section>
  )
}

function Rows({ queue, answer }: { queue: string | null; answer: Trial }) {
  const { t, i18n } = useTranslation('floor')
  const { data: queues } = useQueues()
  return (
    <tbody>
      <tr><th scope="rowgroup" colSpan={3} className={style.queue}>{queue === null ? t('whatif.whole') : (queues?.find((one) => one.id === queue)?.name ?? queue)}</th></tr>
      {answer.measures.filter((one) => one.queue === queue).map((one) => (
        <tr key={one.key}>
          <th scope="row">{worded(one.name, i18n.language)}</th>
          <td><Range of={one.before} unit={one.unit} /></td>
          <td data-verdict={one.verdict}><Verdict verdict={one.verdict} /><Range of={one.after} unit={one.unit} /></td>
        </tr>
      ))}
    </tbody>
  )
}

const ICONS: Record<string, typeof IconMinus> = { better: IconCheck, worse: IconAlertTriangle, higher: IconArrowUp, lower: IconArrowDown, same: IconMinus }

/** Whether it is better, worse or the same: an icon with its word, and no colour. */
function Verdict({ verdict }: { verdict: string }) {
  const { t } = useTranslation('floor')
  const Icon = ICONS[verdict]
  return Icon ? <span className={style.verdict} title={t(`whatif.verdict.${verdict as 'better'}`)}><Icon size={15} role="img" aria-label={t(`whatif.verdict.${verdict as 'better'}`)} /></span> : null
}

function Range({ of, unit }: { of: Side['before']; unit: string }) {
  const { t, i18n } = useTranslation('floor')
  const said = (value: number) => (unit === 'share' ? percent(value, i18n.language, 0) : unit === 'seconds' ? duration(value) : Math.abs(value) < 10 ? decimal(value, i18n.language) : count(value, i18n.language))
  if (!of) return <>–</>
  const isSure = of.low === null || of.high === null || said(of.low) === said(of.high)
  return <><b>{said(of.mean)}</b>{!isSure && <small>{t('whatif.between', { low: said(of.low ?? 0), high: said(of.high ?? 0) })}</small>}</>
}
