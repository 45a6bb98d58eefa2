import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '~/app/session'
import { Briefing } from '~/rooms/day/Briefing'
import { Offers } from '~/rooms/desk/offers/Offers'
import { PresenceBar } from '~/rooms/desk/presence/PresenceBar'
import { useKeys } from '~/ui/Keys'
import { ConnectionBanner } from './ConnectionBanner'
import { Rail } from './Rail'
import style from './Shell.module.css'
import { Shortcuts } from './Shortcuts'
import { UserMenu } from './UserMenu'

/** What stays while screens change: where to go, who you are, and the offers, which find the agent on any screen. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { may, tenant } = useSession()
  const [keysShown, showKeys] = useState(false)
  useKeys({ '?': () => showKeys(true) })
  const desk = may('desk.work')
  return (
    <div className={style.shell}>
      <a href="#content" className={style.skip}>{t('nav.skip')}</a>
      <Rail />
      <section className={style.top} aria-label={t('top.label')}>
        {desk ? <PresenceBar /> : <span className={style.tenant}>{tenant.name}</span>}
        <UserMenu onShortcuts={() => showKeys(true)} />
      </section>
      <main className={style.content} id="content" tabIndex={-1}>
        <ConnectionBanner />
        <div className={style.room}>{children}</div>
      </main>
      {desk && <Offers />}
      {desk && <Briefing />}
      <Shortcuts opened={keysShown} onClose={() => showKeys(false)} />
    </div>
  )
}
