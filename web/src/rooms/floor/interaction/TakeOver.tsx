import { ActionIcon, Button } from '@mantine/core'
import { IconHandGrab } from '@tabler/icons-react'
import { t } from 'i18next'
import { useNavigate } from 'react-router'
import { useSession } from '~/app/session'
import { useAct } from '~/ui/useAct'

/** « Prendre la main »: the contact comes to one's own desk, and so does one. Only for who has a desk. */
export function TakeOver({ interaction, who, whole = false }: { interaction: string; who: string; whole?: boolean }) {
  const { may } = useSession()
  const { pending, run } = useAct()
  const navigate = useNavigate()
  if (!may('contact.join') || !may('desk.work')) return null
  async function take() {
    if (await run(`/api/floor/interactions/${interaction}/take-over`)) void navigate(`/desk/${interaction}`)
  }
  if (whole) return <Button size="xs" variant="default" leftSection={<IconHandGrab size={16} />} loading={pending} onClick={() => void take()}>{t('floor:take.over')}</Button>
  const word = t('floor:take.over_of', { who })
  return <ActionIcon variant="subtle" color="gray" size="md" loading={pending} aria-label={word} title={word} onClick={() => void take()}><IconHandGrab size={16} stroke={1.7} /></ActionIcon>
}
