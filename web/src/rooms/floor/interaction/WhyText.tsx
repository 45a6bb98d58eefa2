import { useTranslation } from 'react-i18next'
import type { Explanation } from '~/api/shapes'
import { timeOfDay } from '~/ui/format'
import { worded } from '~/ui/words'
import style from './Interaction.module.css'

/** The decision in sentences, who came next, and how many were ruled out and why. */
export function WhyText({ explanation }: { explanation: Explanation }) {
  const { t, i18n } = useTranslation('floor')
  const language = i18n.language
  const { winner, runners_up: next, exclusions, at } = explanation
  const sentences = explanation.sentences[language] ?? []
  return (
    <div aria-live="polite">
      <p className={style.winner}>{winner ? t('why.winner', { name: winner.name }) : t('why.nobody')}</p>
      <ul className={style.sentences}>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      {next.length > 0 && <h3>{t('why.runners_up')}</h3>}
      {next.length > 0 && (
        <ol className={style.runners}>
          {next.map((one) => <li key={one.agent.id}><b>{one.agent.name}</b> <span>{worded(one, language)}</span></li>)}
        </ol>
      )}
      {exclusions.length > 0 && <h3>{t('why.exclusions')}</h3>}
      {exclusions.length > 0 && (
        <ul className={style.exclusions}>
          {exclusions.map((one) => <li key={one.code}><b>{one.count}</b> <span>{worded(one, language)}</span></li>)}
        </ul>
      )}
      <p className={style.decided}>{t('why.at', { time: timeOfDay(at, language) })}</p>
    </div>
  )
}
