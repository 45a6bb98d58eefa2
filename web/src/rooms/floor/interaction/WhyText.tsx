import { useTranslation } from 'react-i18next'
import type { Explanation } from '~/api/shapes'
import { timeOfDay } from '~/ui/format'
import { worded } from '~/ui/words'
import style from './Interaction.module.css'

/** The decision in sentences, who came next, and how many were ruled out and why. */
export function WhyText({ explanation, asked = false }: { explanation: Explanation; asked?: boolean }) {
  const { t, i18n } = useTranslation('floor')
  const language = i18n.language
  const { winner, runners_up: next, exclusions, at } = explanation
  const all = explanation.sentences[language] ?? []
  // What was asked is answered first: the sentence about the agent asked about closes the others.
  const about = asked && all.length > 1 ? all.at(-1) : undefined
  const sentences = about === undefined ? all : all.slice(0, -1)
  return (
    <div aria-live="polite">
      <p className={style.decided}>{t('why.at', { time: timeOfDay(at, language) })}</p>
      {about !== undefined && <p className={style.about}>{about}</p>}
      <p className={style.winner} data-minor={about !== undefined}>{winner ? t('why.winner', { name: winner.name }) : t('why.nobody')}</p>
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
    </div>
  )
}
