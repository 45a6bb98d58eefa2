import { Skeleton, Switch } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDirectory } from '~/api/queries'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import style from './Floor.module.css'
import { Team } from './Team'

const KEPT = 'beffroi-hide-logged-out'

/** Agents in scope, by team and partner. */
export function AgentWall({ onOpen }: { onOpen: (interaction: string) => void }) {
  const { t } = useTranslation(['floor', 'app'])
  const { data, error, refetch } = useDirectory()
  const [hide, setHide] = useState(() => localStorage.getItem(KEPT) === 'yes')
  function keep(hidden: boolean) {
    localStorage.setItem(KEPT, hidden ? 'yes' : 'no')
    setHide(hidden)
  }
  return (
    <section className={style.block} aria-labelledby="agents">
      <header className={style.heading}>
        <h2 id="agents">{t('floor:agents.title')}</h2>
        {data && data.teams.length > 0 && (
          <Switch size="xs" checked={hide} onChange={(event) => keep(event.currentTarget.checked)} label={t('floor:agents.hide_logged_out')} />
        )}
      </header>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={style.skeletons} role="status" aria-label={t('app:loading')}><Skeleton height={92} /><Skeleton height={92} /></div>}
      {data?.teams.length === 0 && <Empty icon={<IconUsers size={28} />} title={t('floor:agents.none')} say={t('floor:agents.none_say')} />}
      {data?.teams.map((team) => <Team key={team.id} team={team} hideLoggedOut={hide} onOpen={onOpen} />)}
    </section>
  )
}
