import {
  IconAlarm, IconArrowBigRightLines, IconArrowsExchange, IconDoorOff, IconDoor, IconFlag, IconHandGrab, IconLifebuoy, IconPhoneCall, IconSpeakerphone, IconUsersPlus,
} from '@tabler/icons-react'
import { t } from 'i18next'
import { memo } from 'react'
import { useQueues } from '~/api/queries'
import type { QueueRow } from '~/live/rows'
import { badgesOf, type Badge } from '../steering/levers'
import style from './Queues.module.css'

const ICONS: Record<string, typeof IconAlarm> = {
  emergency: IconSpeakerphone, closed: IconDoorOff, open: IconDoor, overflow_to: IconArrowBigRightLines, overflow_off: IconArrowBigRightLines,
  help_on: IconUsersPlus, help_off: IconLifebuoy, helped: IconLifebuoy, helps: IconArrowsExchange, callback_on: IconPhoneCall, callback_off: IconPhoneCall,
  priority: IconFlag, pull: IconHandGrab,
}
/** What is steered on a queue, quietly: the first with its word where there is room, the others as icons; who and until when are a hover away. */
export const Badges = memo(function Badges({ row, bare }: { row: QueueRow; bare: boolean }) {
  const badges = badgesOf(row)
  if (badges.length === 0) return null
  return <span className={style.badges}>{badges.map((badge, place) => <Mark key={`${badge.kind} ${badge.name ?? ''}`} badge={badge} queue={row.queue} whole={place === 0 && !bare} />)}</span>
})

function Mark({ badge, queue, whole }: { badge: Badge; queue: string; whole: boolean }) {
  const Icon = ICONS[badge.kind] ?? IconFlag
  const word = useBadgeWord()
  return (
    <span className={style.badge} data-whole={whole} tabIndex={0} data-hint={badge.lever ? `lever:${badge.lever}:${queue}` : `badge:${badge.kind}:${queue}:${badge.name ?? ''}`}>
      <Icon size={13} aria-hidden /><span className={whole ? undefined : 'unseen'}>{word(badge)}</span>
    </span>
  )
}

export function useBadgeWord(): (badge: Badge) => string {
  const { data } = useQueues()
  return ({ kind, name, minutes }) => t(`floor:badge.${kind as 'helped'}`, { name: data?.find((one) => one.id === name)?.name ?? name, minutes })
}
