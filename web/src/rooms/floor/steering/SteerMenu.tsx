import { ActionIcon, Popover } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useState } from 'react'
import { t } from 'i18next'
import type { QueueRow } from '~/live/rows'
import { SteerPanel } from './SteerPanel'

/** One press opens all the levers of a queue, one more sets one. */
export function SteerMenu({ row }: { row: QueueRow }) {
  const [opened, setOpened] = useState(false)
  const button = (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('floor:steer.open', { name: row.name })} aria-expanded={opened} aria-haspopup="dialog" onClick={() => setOpened(!opened)}>
      <IconAdjustmentsHorizontal size={18} stroke={1.7} />
    </ActionIcon>
  )
  return (
    <Popover
      position="bottom-end" width={520} opened={opened} onChange={setOpened} trapFocus returnFocus withinPortal portalProps={{ target: '#content' }}
      middlewares={{ flip: true, shift: { padding: 8, crossAxis: true } }}
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('floor:steer.title', { name: row.name })}>{opened && <SteerPanel row={row} />}</Popover.Dropdown>
    </Popover>
  )
}
