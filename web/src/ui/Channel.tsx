import { IconMail, IconMailbox, IconMessageCircle, IconPhone, IconPhoneOutgoing } from '@tabler/icons-react'
import { t } from 'i18next'

const ICONS = { chat: IconMessageCircle, voice: IconPhone, email: IconMail, callback: IconPhoneOutgoing, message: IconMailbox } as const

/** The channel's icon, the same in every list, with its word for who cannot see it. */
export function Channel({ channel, size = 16 }: { channel: string; size?: number }) {
  const known = channel in ICONS ? (channel as keyof typeof ICONS) : 'chat'
  const Icon = ICONS[known]
  return <Icon size={size} stroke={1.8} role="img" aria-label={t(`app:channel.${known}`)} />
}
