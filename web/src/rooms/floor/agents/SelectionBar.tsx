import { Button, CloseButton, Menu } from '@mantine/core'
import { IconCertificate, IconFlask, IconStack2, IconUserCheck } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePresenceReasons } from '~/api/queries'
import { useSession } from '~/app/session'
import { useKeys } from '~/ui/Keys'
import { worded } from '~/ui/words'
import { useSteer } from '../steering/useSteer'
import style from './Agents.module.css'
import { Reassign, type Focus } from './Reassign'
import { useChosen, useSelection } from './useSelection'

/** What may be done to those selected; there only while somebody is. */
export function SelectionBar() {
  const { t } = useTranslation('floor')
  const { may } = useSession()
  const selection = useSelection()
  const chosen = useChosen()
  const [doing, setDoing] = useState<Focus | null>(null)
  const bar = useRef<HTMLDivElement>(null)
  useKeys({ F7: () => bar.current?.querySelector('button')?.focus() })
  if (chosen.size === 0) return null
  const agents = [...chosen]
  return (
    <div ref={bar} className={style.bar} role="region" aria-label={t('selection.label')}>
      <strong aria-live="polite">{t('selection.count', { count: agents.length })}</strong>
      <Button size="xs" variant="default" leftSection={<IconStack2 size={16} />} onClick={() => setDoing('queues')}>{t('selection.queues')}</Button>
      <Button size="xs" variant="default" leftSection={<IconCertificate size={16} />} onClick={() => setDoing('skills')}>{t('selection.skills')}</Button>
      <PresenceChoice agents={agents} />
      {may('whatif.run') && <Button size="xs" variant="default" leftSection={<IconFlask size={16} />} onClick={() => setDoing('whatif')}>{t('selection.whatif')}</Button>}
      <CloseButton size="sm" aria-label={t('selection.clear')} title={t('selection.clear')} onClick={() => selection.clear()} />
      {doing && <Reassign agents={agents} focus={doing} onClose={() => setDoing(null)} onDone={() => { setDoing(null); selection.clear() }} />}
    </div>
  )
}

function PresenceChoice({ agents }: { agents: string[] }) {
  const { t, i18n } = useTranslation(['floor', 'app'])
  const { data } = usePresenceReasons()
  const { pending, steer } = useSteer()
  const set = (state: string, word: string, reason?: string) => void steer('/api/floor/agents/presence', { agents, state, ...(reason && { reason }) }, t('floor:selection.presence_done', { count: agents.length, state: word }))
  return (
    <Menu position="top-start" width={240} withinPortal>
      <Menu.Target><Button size="xs" variant="default" loading={pending} leftSection={<IconUserCheck size={16} />}>{t('floor:selection.presence')}</Button></Menu.Target>
      <Menu.Dropdown mah={380} className={style.menu ?? ''}>
        <Menu.Item onClick={() => set('ready', t('app:status.available'))}>{t('app:status.available')}</Menu.Item>
        <Menu.Label>{t('app:status.not_ready')}</Menu.Label>
        {data?.filter((one) => one.active).map((one) => {
          const word = worded(one, i18n.language)
          return <Menu.Item key={one.code} onClick={() => set('not_ready', word, one.code)}>{word}</Menu.Item>
        })}
        <Menu.Divider />
        <Menu.Item onClick={() => set('logged_out', t('app:status.logged_out'))}>{t('app:status.logged_out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
