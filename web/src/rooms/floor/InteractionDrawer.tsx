import { Drawer, Skeleton, Tabs } from '@mantine/core'
import { IconHelpCircle, IconMessages } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useTopic } from '~/live/hooks'
import type { InteractionRow } from '~/live/rows'
import { Stream } from '~/rooms/interactions/Stream'
import { timeOfDay } from '~/ui/format'
import { Failure } from '~/ui/Failure'
import { useFocusBack } from '~/ui/useFocusBack'
import style from './Floor.module.css'
import { Why } from './Why'

/** The whole story of one interaction, as it goes on, and why it went to whom it did. */
export function InteractionDrawer({ interaction, onClose }: { interaction: string; onClose: () => void }) {
  const { t } = useTranslation(['floor', 'interactions', 'app'])
  const topic = useTopic(`interaction:${interaction}`)
  useFocusBack()
  const row = topic.rows.get('interaction') as InteractionRow | undefined
  const name = row?.customer?.name ?? t('interactions:stream.unnamed')
  return (
    <Drawer
      opened onClose={onClose} position="right" size={520} padding={0} title={t('floor:drawer.title', { name })}
      closeButtonProps={{ 'aria-label': t('app:close') }} classNames={{ header: style.drawerHead!, body: style.drawerBody! }}
    >
      {topic.state === 'refused' && <Failure problem={topic.code ?? 'not_allowed'} />}
      {topic.state === 'loading' && <div className={style.skeletons}><Skeleton height={80} /><Skeleton height={200} /></div>}
      {row && <Facts row={row} />}
      {row && (
        <Tabs defaultValue="story" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="story" leftSection={<IconMessages size={16} />}>{t('floor:drawer.story')}</Tabs.Tab>
            <Tabs.Tab value="why" leftSection={<IconHelpCircle size={16} />}>{t('floor:drawer.why')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="story"><Stream topic={topic} customer={name} whole /></Tabs.Panel>
          <Tabs.Panel value="why"><Why interaction={interaction} topic={topic} /></Tabs.Panel>
        </Tabs>
      )}
    </Drawer>
  )
}

function Facts({ row }: { row: InteractionRow }) {
  const { t, i18n } = useTranslation(['floor', 'interactions'])
  const known = i18n.exists(`interactions:state.${row.state}`)
  return (
    <dl className={style.facts}>
      <div><dt>{t('floor:drawer.queue')}</dt><dd>{row.queue_name ?? '–'}</dd></div>
      <div><dt>{t('floor:drawer.arrived')}</dt><dd>{timeOfDay(row.arrived_at, i18n.language)}</dd></div>
      {row.case?.number && <div><dt>{t('floor:drawer.case')}</dt><dd>{row.case.number}</dd></div>}
      <div>
        <dt>{row.outcome ? t('floor:drawer.outcome') : t('floor:drawer.state')}</dt>
        <dd>{row.outcome ? t(`interactions:outcome.${row.outcome as 'handled'}`) : known ? t(`interactions:state.${row.state as 'waiting'}`) : row.state}</dd>
      </div>
    </dl>
  )
}
