import { Button, Popover, SegmentedControl, Switch, Text, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconBell, IconBellOff, IconChevronDown, IconKeyboard, IconLogout } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession, useSessionState } from '~/app/session'
import { chooseLanguage, type Language } from '~/i18n'
import { EndOfShift } from '~/rooms/day/EndOfShift'
import { soundOn, setSound } from '~/rooms/desk/offers/sound'
import { askToNotify, mayNotify } from '~/rooms/desk/offers/notify'
import { initials } from '~/ui/format'
import { Key } from '~/ui/Keys'
import style from './Shell.module.css'

/** The person's own settings: they stay on this machine. */
export function UserMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { t } = useTranslation()
  const { user, may } = useSession()
  const { signOut } = useSessionState()
  const [opened, setOpened] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const leave = () => {
    setOpened(false)
    if (may('presence.set_own')) setLeaving(true)
    else void signOut()
  }
  return (
    <>
    <Popover position="bottom-end" width={290} opened={opened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={style.who} onClick={() => setOpened(!opened)}>
          <span className={style.face} aria-hidden>{initials(user.name)}</span>
          <span className={style.person}><span className="unseen">{t('user.menu')} </span>{user.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={user.name}>
        <Text size="xs" c="dimmed" px={12} pt={6} truncate>{user.email}</Text>
        <LanguageChoice />
        <SchemeChoice />
        {may('desk.work') && <OfferSignals />}
        <div className={style.acts}>
          <Line icon={<IconKeyboard size={16} />} onClick={() => { setOpened(false); onShortcuts() }} hint={<Key>?</Key>}>{t('user.shortcuts')}</Line>
          <Line icon={<IconLogout size={16} />} onClick={leave}>{t('user.sign_out')}</Line>
        </div>
      </Popover.Dropdown>
    </Popover>
    {leaving && <EndOfShift onLeave={() => void signOut()} onStay={() => setLeaving(false)} />}
    </>
  )
}

function LanguageChoice() {
  const { t, i18n } = useTranslation()
  return (
    <div className={style.choice}>
      <Text size="xs" c="dimmed" mb={4}>{t('user.language')}</Text>
      <SegmentedControl
        fullWidth size="xs" aria-label={t('user.language')} value={i18n.language}
        onChange={(language) => chooseLanguage(language as Language)}
        data={[{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }]}
      />
    </div>
  )
}

function SchemeChoice() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={style.choice}>
      <Text size="xs" c="dimmed" mb={4}>{t('user.scheme')}</Text>
      <SegmentedControl
        fullWidth size="xs" aria-label={t('user.scheme')} value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        data={[
          { value: 'light', label: t('user.light') },
          { value: 'dark', label: t('user.dark') },
          { value: 'auto', label: t('user.auto') },
        ]}
      />
    </div>
  )
}

function OfferSignals() {
  const { t } = useTranslation()
  const [sound, hearSound] = useState(soundOn)
  const [notify, setNotify] = useState(mayNotify)
  return (
    <>
      <div className={style.choice}>
        <Switch
          size="sm" label={t('user.sound')} checked={sound}
          onChange={(event) => { setSound(event.currentTarget.checked); hearSound(event.currentTarget.checked) }}
        />
      </div>
      {notify === 'ask' && (
        <Line icon={<IconBell size={16} />} onClick={() => void askToNotify().then(setNotify)}>{t('user.notify')}</Line>
      )}
      {notify === 'yes' && <p className={style.told}><IconBell size={16} aria-hidden />{t('user.notify_on')}</p>}
      {notify === 'no' && <p className={style.told}><IconBellOff size={16} aria-hidden />{t('user.notify_denied')}</p>}
    </>
  )
}

function Line({ icon, hint, onClick, children }: { icon: ReactNode; hint?: ReactNode; onClick: () => void; children: string }) {
  return (
    <Button variant="subtle" color="gray" c="var(--ink)" fullWidth justify="flex-start" size="sm" px={12} leftSection={icon} rightSection={hint} onClick={onClick}>
      {children}
    </Button>
  )
}
