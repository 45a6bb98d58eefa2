import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRows, useTopic } from '~/live/hooks'
import type { ContactRow, Named, WaitingRow } from '~/live/rows'
import { Channel } from '~/ui/Channel'
import { State } from '~/ui/State'
import { Timer } from '~/ui/Timer'
import style from './Floor.module.css'

/** Nobody reads further down a line, and a line can hold thousands. */
const SHOWN = 100
const byPosition = (row: WaitingRow) => row.position
const bySince = (row: ContactRow) => row.since

/** Who waits in this queue, in order, and who is being served. Each opens its whole story. */
export function QueueDetail({ topic: name, onOpen }: { topic: string; name: string; onOpen: (interaction: string) => void }) {
  const { t } = useTranslation('floor')
  const topic = useTopic(name)
  const waiting = useRows<WaitingRow>(topic, 'waiting', byPosition)
  const contacts = useRows<ContactRow>(topic, 'contact', bySince)
  return (
    <tr className={style.detail}>
      <td colSpan={9}>
        <div className={style.lists}>
          <section aria-label={t('waiting.title')}>
            <h3>{t('waiting.title')} <span>{waiting.length}</span></h3>
            {waiting.length === 0 && <p className={style.none}>{t('waiting.none')}</p>}
            <ul className={style.people}>{waiting.slice(0, SHOWN).map((row) => <WaitingLine key={row.id} row={row} onOpen={onOpen} />)}</ul>
            <More count={waiting.length - SHOWN} />
          </section>
          <section aria-label={t('contact.title')}>
            <h3>{t('contact.title')} <span>{contacts.length}</span></h3>
            {contacts.length === 0 && <p className={style.none}>{t('contact.none')}</p>}
            <ul className={style.people}>{contacts.slice(0, SHOWN).map((row) => <ContactLine key={row.id} row={row} onOpen={onOpen} />)}</ul>
            <More count={contacts.length - SHOWN} />
          </section>
        </div>
      </td>
    </tr>
  )
}

function More({ count }: { count: number }) {
  const { t } = useTranslation('floor')
  return count > 0 ? <p className={style.none}>{t('waiting.more', { count })}</p> : null
}

function WaitingLine({ row, onOpen }: { row: WaitingRow; onOpen: (interaction: string) => void }) {
  const { t } = useTranslation('floor')
  return (
    <li>
      <UnstyledButton className={style.person} onClick={() => onOpen(row.interaction)}>
        <Channel channel={row.channel} />
        {row.position > 0 && <span className={style.soft}>{t('waiting.position', { n: row.position })}</span>}
        <Who customer={row.customer} />
        {row.state === 'offered' && <State status="offered" bare word={row.offered_to ? t('waiting.offered_to', { name: row.offered_to.name }) : undefined} />}
        <Timer since={row.arrived_at} className={style.since} />
      </UnstyledButton>
    </li>
  )
}

function ContactLine({ row, onOpen }: { row: ContactRow; onOpen: (interaction: string) => void }) {
  const { t } = useTranslation('floor')
  return (
    <li>
      <UnstyledButton className={style.person} onClick={() => onOpen(row.interaction)}>
        <Channel channel={row.channel} />
        <Who customer={row.customer} />
        {row.agent && <span className={style.soft}>{t('contact.with', { name: row.agent.name })}</span>}
        <Timer since={row.since} className={style.since} />
      </UnstyledButton>
    </li>
  )
}

function Who({ customer }: { customer: Named | null }) {
  const { t } = useTranslation('interactions')
  return <span className={style.who}>{customer?.name ?? t('stream.unnamed')}</span>
}
