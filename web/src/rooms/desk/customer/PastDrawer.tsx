import { Drawer, Skeleton } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useInteraction } from '~/api/queries'
import { Stream } from '~/rooms/interactions/Stream'
import { topicOf } from '~/rooms/interactions/past'
import { Failure } from '~/ui/Failure'

/** An earlier exchange, read beside the current one. */
export function PastDrawer({ interaction, customer, onClose }: { interaction: string; customer: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useInteraction(interaction)
  const topic = useMemo(() => data && topicOf(data), [data])
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title={customer} closeButtonProps={{ 'aria-label': t('close') }} padding="md">
      {!data && !error && <Skeleton height={120} />}
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {topic && <Stream topic={topic} customer={customer} />}
    </Drawer>
  )
}
