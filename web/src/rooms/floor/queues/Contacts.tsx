import { UnstyledButton } from '@mantine/core'
import { IconMessage2Share, IconPlayerPause } from '@tabler/icons-react'
import { t } from 'i18next'
import { memo } from 'react'
import { useSession } from '~/app/session'
import type { ContactRow } from '~/live/rows'
import { Channel } from '~/ui/Channel'
import { Timer } from '~/ui/Timer'
import { TakeOver } from '../interaction/TakeOver'
import style from './Queues.module.css'
import { Tool } from './WaitingLine'

type Open = (interaction: string, ask?: string) => void

/** Contacts in hand: read, whisper, take over. */
export function Contacts({ rows, onOpen }: { rows: ContactRow[]; onOpen: Open }) {
  return <ul className={style.people}>{rows.map((row) => <ContactLine key={row.id} row={row} onOpen={onOpen} />)}</ul>
}

const ContactLine = memo(function ContactLine({ row, onOpen }: { row: ContactRow; onOpen: Open }) {
  const { may } = useSession()
  const who = row.customer?.name ?? t('interactions:stream.unnamed')
  return (
    <li className={style.entry}>
      <UnstyledButton className={style.person} onClick={() => onOpen(row.interaction)}>
        <Channel channel={row.channel} />
        <span className={style.who}>{who}</span>
        {row.paused && <span className={style.small} title={t('floor:contact.paused')}><IconPlayerPause size={14} role="img" aria-label={t('floor:contact.paused')} /></span>}
        {row.agent && <span className={style.soft}>{t('floor:contact.with', { name: row.agent.name })}</span>}
        <Timer since={row.since} className={style.since} />
      </UnstyledButton>
      <span className={style.tools}>
        {may('contact.join') && <Tool word={t('floor:contact.whisper', { who })} onClick={() => onOpen(row.interaction, 'join')}><IconMessage2Share size={16} stroke={1.7} /></Tool>}
        <TakeOver interaction={row.interaction} who={who} />
      </span>
    </li>
  )
})
