import { Button, Drawer, Skeleton, Tabs } from '@mantine/core'
import { IconArrowsExchange, IconFlag, IconHelpCircle, IconMessages } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '~/app/session'
import { useTopic } from '~/live/hooks'
import type { InteractionRow } from '~/live/rows'
import { Stream } from '~/rooms/interactions/Stream'
import { Failure } from '~/ui/Failure'
import { useFocusBack } from '~/ui/useFocusBack'
import { MoveDialog } from '../queues/MoveDialog'
import { PriorityDialog } from '../queues/PriorityDialog'
import { Facts } from './Facts'
import style from './Interaction.module.css'
import { TakeOver } from './TakeOver'
import { Whisper } from './Whisper'
import { Why } from './Why'

interface Props {
  interaction: string
  ask: string | null
  onClose: () => void
}

/** The whole story of one interaction, as it goes on, why it went or waits as it does, and a word to its agent. */
export function InteractionDrawer({ interaction, ask, onClose }: Props) {
  const { t } = useTranslation(['floor', 'interactions', 'app'])
  const topic = useTopic(`interaction:${interaction}`)
  const { may } = useSession()
  useFocusBack()
  const row = topic.rows.get('interaction') as InteractionRow | undefined
  const name = row?.customer?.name ?? t('interactions:stream.unnamed')
  const mayWhisper = may('contact.join') && row?.state === 'in_contact'
  return (
    <Drawer
      opened onClose={onClose} position="right" size={540} padding={0} title={t('floor:drawer.title', { name })} closeButtonProps={{ 'aria-label': t('app:close') }}
      classNames={{ header: style.drawerHead!, body: style.drawerBody!, content: style.drawer! }}
    >
      {topic.state === 'refused' && <Failure problem={topic.code ?? 'not_allowed'} />}
      {topic.state === 'loading' && <div className={style.skeletons}><Skeleton height={80} /><Skeleton height={200} /></div>}
      {row && <Facts row={row} />}
      {row && <Acts row={row} name={name} />}
      {row && (
        <Tabs defaultValue={ask === 'wait' || ask === 'agent' ? 'why' : 'story'} keepMounted={false} className={style.tabs ?? ''}>
          <Tabs.List>
            <Tabs.Tab value="story" leftSection={<IconMessages size={16} />}>{t('floor:drawer.story')}</Tabs.Tab>
            {may('explain.read') && <Tabs.Tab value="why" leftSection={<IconHelpCircle size={16} />}>{t('floor:drawer.why')}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="story" className={style.story ?? ''}>
            <div className={style.scrolled}><Stream topic={topic} customer={name} whole /></div>
            {mayWhisper && <Whisper interaction={interaction} agent={row.agent?.name ?? null} focused={ask === 'join'} />}
          </Tabs.Panel>
          <Tabs.Panel value="why" className={style.scrolled ?? ''}><Why row={row} topic={topic} /></Tabs.Panel>
        </Tabs>
      )}
    </Drawer>
  )
}

/** What can be done about it now: move it or let it go first while it waits, take it over while somebody has it. */
function Acts({ row, name }: { row: InteractionRow; name: string }) {
  const { t } = useTranslation('floor')
  const { may } = useSession()
  const [doing, setDoing] = useState<'move' | 'priority' | null>(null)
  const isWaiting = row.state === 'waiting' || row.state === 'offered'
  if (!isWaiting && row.state !== 'in_contact') return null
  const close = () => setDoing(null)
  return (
    <div className={style.acts}>
      {isWaiting && may('queue.steer') && <Button size="xs" variant="default" leftSection={<IconArrowsExchange size={16} />} onClick={() => setDoing('move')}>{t('drawer.move')}</Button>}
      {isWaiting && may('queue.steer') && <Button size="xs" variant="default" leftSection={<IconFlag size={16} />} onClick={() => setDoing('priority')}>{t('drawer.priority')}</Button>}
      <TakeOver interaction={row.interaction} who={name} whole />
      {doing === 'move' && <MoveDialog interaction={row.interaction} customer={row.customer?.name ?? null} from={row.queue_name ?? ''} onClose={close} />}
      {doing === 'priority' && <PriorityDialog interaction={row.interaction} customer={row.customer?.name ?? null} onClose={close} />}
    </div>
  )
}
