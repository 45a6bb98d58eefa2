import { UnstyledButton } from '@mantine/core'
import { IconMessageReply, IconPencilCheck, IconPlayerPause, IconUserOff } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '~/live/rows'
import { Channel } from '~/ui/Channel'
import { phone } from '~/ui/format'
import { Key } from '~/ui/Keys'
import { Timer } from '~/ui/Timer'
import { useSeconds } from '~/ui/useSeconds'
import style from './Desk.module.css'

interface Props {
  work: WorkRow
  place: number
  open: boolean
  onOpen: (work: WorkRow) => void
}

/** One contact in hand: who, the last words, and what it asks of the agent now. */
export const ContactItem = memo(function ContactItem({ work, place, open, onOpen }: Props) {
  const { t } = useTranslation(['desk', 'interactions'])
  const awaiting = work.state === 'active' && work.awaiting_reply && !work.ended
  const since = awaiting ? (work.last?.at ?? work.since) : work.since
  return (
    <UnstyledButton className={style.item} aria-current={open} data-awaiting={awaiting} onClick={() => onOpen(work)}>
      <Channel channel={work.channel} size={17} />
      <span className={style.name}>{work.customer?.name ?? t('interactions:stream.unnamed')}</span>
      <Timer since={since} className={style.time} />
      <span className={style.snippet}>
        {work.typing_until !== null && <TypingOr until={work.typing_until} words={t('desk:contacts.typing')}>{snippet(work, t)}</TypingOr>}
        {work.typing_until === null && snippet(work, t)}
      </span>
      <span className={style.marks}>
        <Mark work={work} awaiting={awaiting} />
        {place <= 9 && <Key>{t('desk:contacts.shortcut', { n: place })}</Key>}
      </span>
    </UnstyledButton>
  )
})

function snippet(work: WorkRow, t: (key: 'desk:contacts.you' | 'desk:contacts.no_message') => string): string {
  if (work.state === 'wrap_up') return work.queue_name
  if (work.phone) return phone(work.phone)
  if (!work.last) return t('desk:contacts.no_message')
  const text = work.last.text ?? ''
  return work.last.author === 'agent' ? `${t('desk:contacts.you')} ${text}` : text
}

function TypingOr({ until, words, children }: { until: number; words: string; children: string }) {
  return useSeconds() < until ? words : children
}

function Mark({ work, awaiting }: { work: WorkRow; awaiting: boolean }) {
  const { t } = useTranslation('desk')
  if (work.state === 'wrap_up') return <span className={style.mark} data-tone="wrap-up"><IconPencilCheck size={14} aria-hidden />{t('contacts.wrap_up')}</span>
  if (work.state === 'paused') return <span className={style.mark}><IconPlayerPause size={14} aria-hidden />{t('contacts.paused')}</span>
  if (work.ended) return <span className={style.mark}><IconUserOff size={14} aria-hidden />{t('contacts.over')}</span>
  if (work.gone_at !== null) return <span className={style.mark} data-tone="risk"><IconUserOff size={14} aria-hidden />{t('contacts.gone')}</span>
  if (awaiting) return <span className={style.mark} data-tone="brand"><IconMessageReply size={14} aria-hidden />{t('contacts.awaiting')}</span>
  return <span>{work.queue_name}</span>
}
