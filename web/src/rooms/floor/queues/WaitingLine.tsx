import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconArrowForwardUp, IconArrowsExchange, IconFlag, IconHelpCircle, IconPhone, IconUserOff } from '@tabler/icons-react'
import { t } from 'i18next'
import { memo, type ReactNode } from 'react'
import { useSession } from '~/app/session'
import type { WaitingRow } from '~/live/rows'
import { Channel } from '~/ui/Channel'
import { State } from '~/ui/State'
import { Timer } from '~/ui/Timer'
import { TakeOver } from '../interaction/TakeOver'
import { useReasonWord } from '../useReasonWord'
import type { Asked } from './QueueDetail'
import style from './Queues.module.css'

interface Props {
  row: WaitingRow
  onOpen: (interaction: string, ask?: string) => void
  onAsk: (asked: Asked) => void
}

/** Somebody who waits: their story, why this wait, and what can be done about it. */
export const WaitingLine = memo(function WaitingLine({ row, onOpen, onAsk }: Props) {
  const { may } = useSession()
  const reason = useReasonWord()
  const who = row.customer?.name ?? t('interactions:stream.unnamed')
  return (
    <li className={style.entry}>
      <UnstyledButton className={style.person} onClick={() => onOpen(row.interaction)}>
        <Channel channel={row.channel} />
        {row.position > 0 && <span className={style.soft}>{t('floor:waiting.position', { n: row.position })}</span>}
        <span className={style.who}>{who}{row.reason && <small> · {reason(row.reason)}</small>}</span>
        {row.phone && <Mark word={t('floor:waiting.phone')}><IconPhone size={14} /></Mark>}
        {row.moved && <Mark word={t('floor:waiting.moved')}><IconArrowForwardUp size={14} /></Mark>}
        {row.excluded > 0 && <Mark word={t('floor:waiting.excluded', { count: row.excluded })}><IconUserOff size={14} /></Mark>}
        {row.state === 'offered' && <State status="offered" bare word={row.offered_to ? t('floor:waiting.offered_to', { name: row.offered_to.name }) : undefined} />}
        <Timer since={row.entered_at} className={style.since} />
      </UnstyledButton>
      <span className={style.tools}>
        <Tool word={t('floor:waiting.why', { who })} onClick={() => onOpen(row.interaction, 'wait')}><IconHelpCircle size={16} stroke={1.7} /></Tool>
        {may('queue.steer') && <Tool word={t('floor:waiting.move', { who })} onClick={() => onAsk({ what: 'move', row })}><IconArrowsExchange size={16} stroke={1.7} /></Tool>}
        {may('queue.steer') && <Tool word={t('floor:waiting.priority', { who })} onClick={() => onAsk({ what: 'priority', row })}><IconFlag size={16} stroke={1.7} /></Tool>}
        <TakeOver interaction={row.interaction} who={who} />
      </span>
    </li>
  )
})

export function Tool({ word, onClick, children }: { word: string; onClick: () => void; children: ReactNode }) {
  return <ActionIcon variant="subtle" color="gray" size="md" aria-label={word} title={word} onClick={onClick}>{children}</ActionIcon>
}

function Mark({ word, children }: { word: string; children: ReactNode }) {
  return <span className={style.small} role="img" aria-label={word} title={word}>{children}</span>
}
