import { Drawer, Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useTopic } from '~/live/hooks'
import { Stream } from '~/rooms/interactions/Stream'
import { Failure } from '~/ui/Failure'

/** An earlier exchange, read beside the current one. */
export function PastDrawer({ interaction, customer, onClose }: { interaction: string; customer: string; onClose: () => void }) {
  const { t } = useTranslation()
  const topic = useTopic(`interaction:${interaction}`)
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title={customer} closeButtonProps={{ 'aria-label': t('close') }} padding="md">
      {topic.state === 'loading' && <Skeleton height={120} />}
      {topic.state === 'refused' && <Failure problem={topic.code ?? 'not_allowed'} />}
      {(topic.state === 'live' || topic.state === 'gap') && <Stream topic={topic} customer={customer} />}
    </Drawer>
  )
}
