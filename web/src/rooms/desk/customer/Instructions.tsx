import { IconQuote } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useInstructions } from '~/api/day'
import { worded } from '~/ui/words'
import style from './Customer.module.css'

/** How to greet here, and what to mind: the words of the queue. */
export function Instructions({ queue }: { queue: string }) {
  const { t, i18n } = useTranslation('desk')
  const { data } = useInstructions(queue)
  const greeting = data?.greeting && worded(data.greeting, i18n.language)
  const instructions = data?.instructions && worded(data.instructions, i18n.language)
  if (!greeting && !instructions) return null
  return (
    <section aria-label={t('instructions.title')}>
      <h3>{t('instructions.title')}</h3>
      {greeting && (
        <p className={style.greeting}><IconQuote size={14} aria-hidden /><span><span className="unseen">{t('instructions.greeting')} </span>{greeting}</span></p>
      )}
      {instructions && <p className={style.instructions}>{instructions}</p>}
    </section>
  )
}
