import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCustomer } from '~/api/queries'
import type { Customer } from '~/api/shapes'
import type { WorkRow } from '~/live/rows'
import { initials, timeOfDay } from '~/ui/format'
import { Failure } from '~/ui/Failure'
import { Care } from './Care'
import style from './Customer.module.css'
import { History } from './History'
import { Instructions } from './Instructions'
import { PastDrawer } from './PastDrawer'
import { Reason } from './Reason'

/** Who is at the other end, and what happened with them before. */
export function CustomerPanel({ work }: { work: WorkRow }) {
  const { t, i18n } = useTranslation(['desk', 'interactions'])
  const { data, error, refetch, isPending } = useCustomer(work.customer?.id)
  const [past, setPast] = useState<string | null>(null)
  const name = work.customer?.name ?? t('interactions:stream.unnamed')
  const before = data?.interactions.filter((one) => one.id !== work.interaction).toSorted((a, b) => b.arrived_at - a.arrived_at)
  return (
    <aside className={style.panel} aria-label={t('desk:customer.label')}>
      <div className={style.who}>
        <span className={style.face} aria-hidden>{initials(name)}</span>
        <div>
          <h2>{name}</h2>
          {data && <Cases customer={data} />}
          {data && <Care customer={data.id} care={data.care} />}
        </div>
      </div>
      <Instructions queue={work.queue} />
      <h3>{t('desk:customer.current')}</h3>
      <dl className={style.facts}>
        {work.case?.number && <><dt>{t('desk:customer.case')}</dt><dd>{work.case.number}</dd></>}
        <dt>{t('desk:customer.queue')}</dt><dd>{work.queue_name}</dd>
        <dt>{t('desk:customer.arrived')}</dt><dd>{timeOfDay(work.arrived_at, i18n.language)}</dd>
      </dl>
      <Reason work={work} />
      <h3>{t('desk:customer.history')}</h3>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {isPending && work.customer && <div className={style.loading}><Skeleton height={44} /><Skeleton height={44} /></div>}
      {before?.length === 0 && <p className={style.none}>{t('desk:customer.no_history')}</p>}
      {before && before.length > 0 && <History interactions={before} onOpen={setPast} />}
      {past && <PastDrawer interaction={past} customer={name} onClose={() => setPast(null)} />}
    </aside>
  )
}

function Cases({ customer }: { customer: Customer }) {
  const { t } = useTranslation('desk')
  const open = customer.cases.filter((one) => one.closed_at === null).length
  return <p>{t('customer.cases_open', { count: customer.cases.length, open })}</p>
}
