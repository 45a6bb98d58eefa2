import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '~/live/rows'
import { ContactItem } from './ContactItem'
import style from './Desk.module.css'
import { Late } from './late/Late'
import { PullList } from './PullList'
import type { MyDesk } from './useDesk'

/** « Mes contacts »: what the agent has in hand, in the order it was taken, so that Alt 1 stays Alt 1. */
export function ContactList({ desk, open, onOpen }: { desk: MyDesk; open: string | undefined; onOpen: (work: WorkRow) => void }) {
  const { t } = useTranslation(['desk', 'app'])
  return (
    <section className={style.list} aria-labelledby="my-contacts">
      <h2 className={style.title} id="my-contacts">
        <span>{t('desk:contacts.title')}</span>
        {desk.works.length > 0 && <span>{desk.works.length}</span>}
      </h2>
      {desk.state === 'loading' && (
        <div className={style.skeletons} role="status" aria-label={t('app:loading')}>
          <Skeleton height={52} /><Skeleton height={52} />
        </div>
      )}
      {desk.state !== 'loading' && desk.works.length === 0 && <p className={style.none}>{t('desk:contacts.none')}</p>}
      <ul className={style.items}>
        {desk.works.map((work, place) => (
          <li key={work.id}>
            <ContactItem work={work} place={place + 1} open={work.interaction === open} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      <Late count={desk.me?.unqualified ?? 0} />
      <PullList pulls={desk.pulls} />
    </section>
  )
}
