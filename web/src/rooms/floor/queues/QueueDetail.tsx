import { t } from 'i18next'
import { useState } from 'react'
import { useRow, useRows, useTopic } from '~/live/hooks'
import type { ContactRow, QueueRow, WaitingRow } from '~/live/rows'
import { Contacts } from './Contacts'
import { MoveDialog } from './MoveDialog'
import { PriorityDialog } from './PriorityDialog'
import { QueueFacts } from './QueueFacts'
import style from './Queues.module.css'
import { WaitingLine } from './WaitingLine'

/** Nobody reads further down a line, and a line can hold thousands. */
const SHOWN = 100
const byPosition = (row: WaitingRow) => row.position
const bySince = (row: ContactRow) => row.since

export type Asked = { what: 'move' | 'priority'; row: WaitingRow }

interface Props {
  topic: string
  name: string
  onOpen: (interaction: string, ask?: string) => void
}

/** A queue's other figures, who waits in it, in order, and who is being served. */
export function QueueDetail({ topic: name, name: queue, onOpen }: Props) {
  const topic = useTopic(name)
  const row = useRow<QueueRow>(name, 'queue')
  const waiting = useRows<WaitingRow>(topic, 'waiting', byPosition)
  const contacts = useRows<ContactRow>(topic, 'contact', bySince)
  const [asked, ask] = useState<Asked | null>(null)
  const close = () => ask(null)
  return (
    <tr className={style.detail}>
      <td colSpan={8}>
        {row && <QueueFacts row={row} />}
        <div className={style.lists}>
          <section aria-label={t('floor:waiting.title')}>
            <h3>{t('floor:waiting.title')} <span>{waiting.length}</span></h3>
            {waiting.length === 0 && <p className={style.none}>{t('floor:waiting.none')}</p>}
            <ul className={style.people}>{waiting.slice(0, SHOWN).map((one) => <WaitingLine key={one.id} row={one} onOpen={onOpen} onAsk={ask} />)}</ul>
            {row && <More count={row.waiting - Math.min(SHOWN, waiting.length)} />}
          </section>
          <section aria-label={t('floor:contact.title')}>
            <h3>{t('floor:contact.title')} <span>{contacts.length}</span></h3>
            {contacts.length === 0 && <p className={style.none}>{t('floor:contact.none')}</p>}
            <Contacts rows={contacts.slice(0, SHOWN)} onOpen={onOpen} />
            <More count={contacts.length - SHOWN} />
          </section>
        </div>
        {asked?.what === 'move' && <MoveDialog interaction={asked.row.interaction} customer={asked.row.customer?.name ?? null} from={queue} onClose={close} />}
        {asked?.what === 'priority' && <PriorityDialog interaction={asked.row.interaction} customer={asked.row.customer?.name ?? null} onClose={close} />}
      </td>
    </tr>
  )
}

function More({ count }: { count: number }) {
  return count > 0 ? <p className={style.none}>{t('floor:waiting.more', { count })}</p> : null
}
