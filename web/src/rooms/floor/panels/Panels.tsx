import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '~/ui/useFocusBack'
import style from '../steering/Steering.module.css'
import { ActsPanel } from './ActsPanel'
import { AlertsPanel } from './AlertsPanel'
import { BriefingPanel } from './BriefingPanel'
import { ExportsPanel } from './ExportsPanel'
import { TemporaryPanel } from './TemporaryPanel'

export const PANELS = ['temporary', 'acts', 'briefing', 'exports', 'alerts'] as const
export type PanelName = (typeof PANELS)[number]

const BODIES: Record<PanelName, () => ReactNode> = { acts: ActsPanel, temporary: TemporaryPanel, briefing: BriefingPanel, exports: ExportsPanel, alerts: AlertsPanel }

export function isPanel(said: string | null): said is PanelName {
  return PANELS.includes(said as PanelName)
}

/** What is looked at beside the floor, on its right. */
export function Panel({ name, onClose }: { name: PanelName; onClose: () => void }) {
  const { t } = useTranslation(['floor', 'app'])
  const Body = BODIES[name]
  useFocusBack()
  return (
    <Drawer
      opened onClose={onClose} position="right" size={460} padding={0} title={t(`floor:panel.${name}`)} closeButtonProps={{ 'aria-label': t('app:close') }}
      classNames={{ header: style.drawerHead!, body: style.drawerBody! }}
    >
      <Body />
    </Drawer>
  )
}
