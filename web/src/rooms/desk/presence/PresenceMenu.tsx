import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown, IconCircleCheckFilled, IconCircleMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePresenceReasons } from '~/api/queries'
import type { PresenceReason } from '~/api/shapes'
import type { MeRow } from '~/live/rows'
import { duration } from '~/ui/format'
import { State } from '~/ui/State'
import { Timer } from '~/ui/Timer'
import { useAct } from '~/ui/useAct'
import { worded } from '~/ui/words'
import style from './Presence.module.css'
import { useReason } from './useReason'

/** Disponible, or indisponible and why. In contact, the choice is kept for afterwards, and the menu says so. */
export function PresenceMenu({ me }: { me: MeRow }) {
  const { t, i18n } = useTranslation(['desk', 'app'])
  const { data } = usePresenceReasons()
  const { pending, run } = useAct()
  const reasonWord = useReason()
  const busy = me.status === 'in_contact' || me.status === 'wrap_up'
  const wished = Object.values(me.next ?? {})[0] ?? Object.values(me.presence)[0]
  const reason = me.status === 'not_ready' ? reasonWord(Object.values(me.presence)[0]?.reason) : undefined
  const word = reason ? `${t('app:status.not_ready')} · ${reason}` : undefined
  const choose = (state: string, why?: string) => void run('/api/presence', { state, ...(why && { reason: why }) })
  const tick = <IconCheck size={16} aria-hidden />
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <UnstyledButton className={style.button} aria-busy={pending}>
          <span className="unseen">{t('desk:presence.label')}</span>
          <State status={me.status} word={word} />
          {me.since !== null && <Timer since={me.since} className={me.overstayed ? style.over : style.timer} />}
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
        {data?.filter((one) => one.active !== false).map((one) => (
          <Menu.Item
            key={one.code}
            leftSection={<IconCircleMinus size={16} color="var(--away)" />}
            rightSection={wished?.state === 'not_ready' && wished.reason === one.code ? tick : <Terms of={one} />}
            onClick={() => choose('not_ready', one.code)}
          >
            {worded(one, i18n.language)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What is laid down for a reason, in short: how long it may last, and that it may have to be waited for. */
function Terms({ of }: { of: PresenceReason }) {
  const { t } = useTranslation('desk')
  const said = [
    of.longest_s && t('presence.longest', { time: duration(of.longest_s) }),
    of.approval ? t('presence.approval') : of.quota && t('presence.quota', { count: of.quota }),
  ].filter(Boolean)
  return said.length ? <span className={style.terms}>{said.join(' · ')}</span> : null
}
