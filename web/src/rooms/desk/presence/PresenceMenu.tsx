import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown, IconCircleCheckFilled, IconCircleMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDirectory } from '~/api/queries'
import type { MeRow } from '~/live/rows'
import { State } from '~/ui/State'
import { Timer } from '~/ui/Timer'
import { useAct } from '~/ui/useAct'
import { worded } from '~/ui/words'
import style from './Presence.module.css'
import { useReason } from './useReason'

/** Disponible, or indisponible and why. In contact, the choice is kept for afterwards, and the menu says so. */
export function PresenceMenu({ me }: { me: MeRow }) {
  const { t, i18n } = useTranslation(['desk', 'app'])
  const { data } = useDirectory()
  const { pending, run } = useAct()
  const reasonWord = useReason()
  const busy = me.status === 'in_contact' || me.status === 'wrap_up'
  const wished = Object.values(me.next ?? {})[0] ?? Object.values(me.presence)[0]
  const reason = me.status === 'not_ready' ? reasonWord(Object.values(me.presence)[0]?.reason) : undefined
  const word = reason ? `${t('app:status.not_ready')} · ${reason}` : undefined
  const choose = (state: string, why?: string) => void run('/api/presence', { state, ...(why && { reason: why }) })
  const tick = <IconCheck size={16} aria-hidden />
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className={style.button} aria-busy={pending}>
          <span className="unseen">{t('desk:presence.label')}</span>
          <State status={me.status} word={word} />
          {me.since !== null && <Timer since={me.since} className={style.timer} />}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{busy ? t('desk:presence.after') : t('desk:presence.now')}</Menu.Label>
        <Menu.Item
          leftSection={<IconCircleCheckFilled size={16} color="var(--available)" />}
          rightSection={wished?.state === 'ready' ? tick : undefined}
          onClick={() => choose('ready')}
        >
          {t('desk:presence.ready')}
        </Menu.Item>
        <Menu.Label>{t('desk:presence.not_ready')}</Menu.Label>
        {data?.reasons_not_ready.map((one) => (
          <Menu.Item
            key={one.code}
            leftSection={<IconCircleMinus size={16} color="var(--away)" />}
            rightSection={wished?.state === 'not_ready' && wished.reason === one.code ? tick : undefined}
            onClick={() => choose('not_ready', one.code)}
          >
            {worded(one, i18n.language)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
