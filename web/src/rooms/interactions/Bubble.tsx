import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageRow } from '~/live/rows'
import { timeOfDay } from '~/ui/format'
import style from './Stream.module.css'

interface Props {
  message: MessageRow
  first: boolean
  last: boolean
  customer: string
  mine: boolean
}

/** One message. The first of a run says who speaks, the last says when. */
export const Bubble = memo(function Bubble({ message, first, last, customer, mine }: Props) {
  const { t, i18n } = useTranslation('interactions')
  if (message.author === 'system') {
    return <li className={style.event}><span className="unseen">{t('stream.system')} : </span>{message.text}</li>
  }
  const whispered = message.author === 'supervisor'
  const ours = message.author === 'agent' || whispered
  const name = mine ? t('stream.you') : (message.name ?? t(whispered ? 'stream.supervisor' : 'stream.agent'))
  const who = whispered ? (mine ? t('stream.whispered_own') : t('stream.whispered', { name })) : ours ? name : customer
  return (
    <li className={style.line} data-side={ours ? 'us' : 'them'} data-first={first} data-whispered={whispered}>
      {first ? <span className={style.who}>{who}</span> : <span className="unseen">{who} : </span>}
      <p className={style.bubble}>{message.text}</p>
      {last && <time className={style.at}>{timeOfDay(message.at, i18n.language)}</time>}
    </li>
  )
})
