import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { Failure } from '~/ui/Failure'
import { AdminPage } from '../AdminPage'
import { NEW } from '../editing/same'
import { useQueueTexts, useRules } from '../queries'
import type { Rules, Texts } from '../shapes'
import { QueueEditor } from './QueueEditor'

/** A queue's rules and texts, once both are read; for a new one, what it begins with. */
export function QueuePage({ queue }: { queue: string }) {
  const { t } = useTranslation('admin')
  const [search] = useSearchParams()
  const like = queue === NEW ? search.get('like') : null
  const rules = useRules(queue, like)
  const texts = useQueueTexts(queue === NEW ? like : queue)
  const isReady = rules.data && (texts.data || (queue === NEW && like === null))
  if (isReady && rules.data) return <QueueEditor queue={queue} saved={begun(rules.data, texts.data ?? {}, queue === NEW)} copies={like !== null} />
  const failed = rules.error ?? texts.error
  return (
    <AdminPage title={t('queues.title')} back={{ to: '/admin/queues', word: t('queues.title') }}>
      {failed ? <Failure problem={failed} onRetry={() => { void rules.refetch(); void texts.refetch() }} /> : <><Skeleton height={220} /><Skeleton height={320} /></>}
    </AdminPage>
  )
}

/** Hours are those of the calendar, which has its own page. */
function begun(rules: Rules, texts: Texts, isNew: boolean) {
  const kept = { ...rules, hours: rules.calendar === null ? rules.hours : null }
  return { rules: isNew ? { ...kept, id: '', name: '' } : kept, texts }
}
