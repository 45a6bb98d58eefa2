import {
  IconBellRinging, IconCircleCheckFilled, IconCircleMinus, IconHeadset, IconLogout, IconPencilCheck,
} from '@tabler/icons-react'
import { t } from 'i18next'
import type { Status } from '~/live/rows'
import style from './State.module.css'

export const STATE_ICONS = {
  available: IconCircleCheckFilled,
  offered: IconBellRinging,
  in_contact: IconHeadset,
  wrap_up: IconPencilCheck,
  not_ready: IconCircleMinus,
  logged_out: IconLogout,
} as const

/** An agent's state: its colour, always with its icon and its word. */
export function State({ status, word, bare = false }: { status: Status; word?: string | undefined; bare?: boolean }) {
  const Icon = STATE_ICONS[status] ?? IconCircleMinus
  return (
    <span className={bare ? style.bare : style.state} data-status={status}>
      <Icon size={15} aria-hidden />
      <span>{word ?? t(`app:status.${status}`)}</span>
    </span>
  )
}
