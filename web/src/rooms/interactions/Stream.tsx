import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '~/live/clock'
import { useSession } from '~/app/session'
import type { Topic } from '~/live/reducer'
import type { Instant, TypingRow } from '~/live/rows'
import { date, daysBetween } from '~/ui/format'
import { useSeconds } from '~/ui/useSeconds'
import { Bubble } from './Bubble'
import { EventLine } from './EventLine'
import style from './Stream.module.css'
import { storyOf } from './story'

interface Props {
  topic: Topic
  customer: string
  whole?: boolean
  children?: ReactNode
}

/** The story of one interaction, oldest first; `children` are what this screen adds at its end. */
export function Stream({ topic, customer, whole = false, children }: Props) {
  const { t } = useTranslation('interactions')
  const { user } = useSession()
  const parts = useMemo(() => storyOf(topic, whole), [topic, whole])
  const typing = topic.rows.get('typing') as TypingRow | undefined
  return (
    <div role="log" aria-label={t('stream.label')} aria-relevant="additions">
      <ol className={style.stream}>
        {parts.length === 0 && <li className={style.event}>{t('stream.empty')}</li>}
        {parts.map((part) => {
          if (part.kind === 'day') return <Day key={part.id} at={part.at} />
          if (part.kind === 'event') return <EventLine key={part.id} event={part.event} />
          const { message, first, last } = part
          return <Bubble key={part.id} message={message} first={first} last={last} customer={customer} mine={message.agent === user.id} />
        })}
        {children}
        {typing && typing.author === 'customer' && <Typing until={typing.until} name={customer} />}
      </ol>
    </div>
  )
}

function Day({ at }: { at: Instant }) {
  const { t, i18n } = useTranslation('interactions')
  const ago = daysBetween(at, now())
  const word = ago === 0 ? t('stream.today') : ago === 1 ? t('stream.yesterday') : date(at, i18n.language)
  return <li className={style.day}><span>{word}</span></li>
}

function Typing({ until, name }: { until: Instant; name: string }) {
  const { t } = useTranslation('interactions')
  if (useSeconds() > until) return null
  return <li className={style.typing}><i /><i /><i /><span>{t('stream.typing', { name })}</span></li>
}
