import {
  IconAlarm, IconArrowBigRightLines, IconArrowsExchange, IconDoorOff, IconDoor, IconFlag, IconHandGrab, IconLifebuoy, IconPhoneCall, IconSpeakerphone,
} from '@tabler/icons-react'
import { t } from 'i18next'
import { memo } from 'react'
import { useQueues } from '~/api/queries'
import type { QueueRow } from '~/live/rows'
import { badgesOf, type Badge } from '../steering/levers'
import style from './Queues.module.css'

const ICONS: Record<string, typeof IconAlarm> = {
  emergency: IconSpeakerphone, closed: IconDoorOff, open: IconDoor, overflow_to: IconArrowBigRightLines, overflow_off: IconArrowBigRightLines,
  help_on: IconLifebuoy, help_off: IconLifebuoy, helped: IconLifebuoy, helps: IconArrowsExchange, callback_on: IconPhoneCall, callback_off: IconPhoneCall,
  priority: IconFlag, pull: IconHandGrab,
}
/** More would hide the name; the panel of levers tells them all. */
const SHOWN = 2

/** What is steered on a queue, quietly: an icon and a word each; who and until when are one hover or focus away. */
export const Badges = memo(function Badges({ row }: { row: QueueRow }) {
  const badges = badgesOf(row)
  if (badges.length === 0) return null
  return (
    <span className={style.badges}>
      {badges.slice(0, SHOWN).map((badge) => <Mark key={`${badge.kind} ${badge.name ?? ''}`} badge={badge} queue={row.queue} />)}
      {badges.length > SHOWN && <span className={style.badge} tabIndex={0} data-hint={`badges:${row.queue}:${SHOWN}`}>+{badges.length - SHOWN}</span>}
    </span>
  )
})

function Mark({ badge, queue }: { badge: Badge; queue: string }) {
  const Icon = ICONS[badge.kind] ?? IconFlag
  const word = useBadgeWord()
  return (
    <span className={style.badge} tabIndex={0} data-hint={badge.lever ? `lever:${badge.lever}:${queue}` : `badge:${badge.kind}:${queue}`}>
      <Icon size={12} aria-hidden /><span>{word(badge)}</span>
    </span>
  )
}

export function useBadgeWord(): (badge: Badge) => string {
  const { data } = useQueues()
  return ({ kind, name, minutes }) => t(`floor:badge.${kind as 'helped'}`, { name: data?.find((one) => one.id === name)?.name ?? name, minutes })
}
