import { Menu, SegmentedControl, Switch, Text, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconBell, IconBellOff, IconChevronDown, IconKeyboard, IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession, useSessionState } from '~/app/session'
import { chooseLanguage, type Language } from '~/i18n'
import { soundOn, setSound } from '~/rooms/desk/offers/sound'
import { askToNotify, mayNotify } from '~/rooms/desk/offers/notify'
import { initials } from '~/ui/format'
import style from './Shell.module.css'

/** The person's own settings: they stay on this machine. */
export function UserMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { t } = useTranslation()
  const { user, may } = useSession()
  const { signOut } = useSessionState()
  return (
    <Menu position="bottom-end" width={290} closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton className={style.who} aria-label={t('user.menu', { name: user.name })}>
          <span className={style.face} aria-hidden>{initials(user.name)}</span>
          <span aria-hidden>{user.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="xs" c="dimmed" px={12} pt={6} truncate>{user.email}</Text>
        <LanguageChoice />
        <SchemeChoice />
        {may('desk.work') && <OfferSignals />}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} closeMenuOnClick onClick={onShortcuts} rightSection="?">
          {t('user.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>{t('user.sign_out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
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
      <Menu.Divider />
      <div className={style.choice}>
        <Switch
          size="sm" label={t('user.sound')} checked={sound}
          onChange={(event) => { setSound(event.currentTarget.checked); hearSound(event.currentTarget.checked) }}
        />
      </div>
      {notify === 'ask' && (
        <Menu.Item leftSection={<IconBell size={16} />} onClick={() => void askToNotify().then(setNotify)}>{t('user.notify')}</Menu.Item>
      )}
      {notify === 'yes' && <Menu.Item leftSection={<IconBell size={16} />} disabled>{t('user.notify_on')}</Menu.Item>}
      {notify === 'no' && <Menu.Item leftSection={<IconBellOff size={16} />} disabled>{t('user.notify_denied')}</Menu.Item>}
    </>
  )
}
