import { Skeleton, TextInput } from '@mantine/core'
import { IconSearch, IconStack2 } from '@tabler/icons-react'
import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueues } from '~/api/queries'
import { useSession } from '~/app/session'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { matches } from '~/ui/find'
import style from './Queues.module.css'
import { Hints } from './Hints'
import { QueueLine } from './QueueLine'

const FILTER_FROM = 6
const COLUMNS = ['queue', 'waiting', 'longest', 'service_level', 'answer_rate', 'counts', 'agents', 'acts']

interface Props {
  opened: ReadonlySet<string>
  onToggle: (queue: string) => void
  onOpen: (interaction: string, ask?: string) => void
}

/** Every queue in scope, one line each, live. */
export const QueueTable = memo(function QueueTable({ opened, onToggle, onOpen }: Props) {
  const { t } = useTranslation(['floor', 'app'])
  const { data: all, error, refetch } = useQueues()
  const [query, setQuery] = useState('')
  const { may } = useSession()
  const queues = useMemo(() => all?.filter((queue) => queue.in_scope), [all])
  const shown = queues?.filter((queue) => matches(queue.name, query))

  return (
    <section className={style.block} aria-labelledby="queues">
      <header className={style.heading}>
        <h2 id="queues">{t('floor:queues.title')}</h2>
        {queues && queues.length >= FILTER_FROM && (
          <TextInput
            size="xs" w={240} value={query} onChange={(event) => setQuery(event.currentTarget.value)} leftSection={<IconSearch size={14} />}
            placeholder={t('floor:queues.filter')} aria-label={t('floor:queues.filter')}
          />
        )}
      </header>
      {error && !queues && <Failure problem={error} onRetry={() => void refetch()} />}
      {!queues && !error && (
        <div className={style.skeletons} role="status" aria-label={t('app:loading')}><Skeleton height={52} /><Skeleton height={52} /><Skeleton height={52} /></div>
      )}
      {queues?.length === 0 && <Empty icon={<IconStack2 size={28} />} title={t('floor:queues.none')} say={t('floor:queues.none_say')} />}
      {queues && queues.length > 0 && shown?.length === 0 && <p className={style.none}>{t('floor:queues.no_match', { query })}</p>}
      {shown && shown.length > 0 && (
        <Hints>
          <table className={style.table}>
            <colgroup>{COLUMNS.map((name) => <col key={name} />)}</colgroup>
            <Columns />
            {shown.map((queue) => (
              <QueueLine key={queue.id} queue={queue.id} name={queue.name} opened={opened.has(queue.id)} maySteer={may('queue.steer')} onToggle={onToggle} onOpen={onOpen} />
            ))}
          </table>
        </Hints>
      )}
    </section>
  )
})

function Columns() {
  const { t } = useTranslation('floor')
  return (
    <thead>
      <tr>
        <th scope="col">{t('column.queue')}</th>
        <th scope="col" className={style.right}>{t('column.waiting')}</th>
        <th scope="col" className={style.right}>{t('column.longest')}</th>
        <th scope="col"><abbr data-hint="word:service_level" tabIndex={0}>{t('column.service_level')}</abbr></th>
        <th scope="col"><abbr data-hint="word:answer_rate" tabIndex={0}>{t('column.answer_rate')}</abbr></th>
        <th scope="col"><abbr data-hint="word:received" tabIndex={0}>{t('column.counts')}</abbr></th>
        <th scope="col">{t('column.agents')}</th>
        <th scope="col"><span className="unseen">{t('column.acts')}</span></th>
      </tr>
    </thead>
  )
}
