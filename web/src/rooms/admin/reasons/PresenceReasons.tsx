import { Button, Skeleton } from '@mantine/core'
import { IconCoffee, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { usePresenceReasons } from '~/api/queries'
import { useSession } from '~/app/session'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { worded } from '~/ui/words'
import { AdminPage } from '../AdminPage'
import { NEW } from '../editing/same'
import type { PresenceReason } from '../shapes'
import { PresenceForm, usePresenceFacets } from './PresenceForm'
import style from './Reasons.module.css'

const BLANK: PresenceReason = { code: '', fr: '', en: '', paid: true, productive: false, longest_s: 0, quota: 0, approval: false, active: true }

/** « Motifs d’indisponibilité »: why agents may step out, and within which limits. */
export function PresenceReasons() {
  const { t, i18n } = useTranslation('admin')
  const { may } = useSession()
  const { data, error, refetch } = usePresenceReasons()
  const [search, setSearch] = useSearchParams()
  const chosen = search.get('reason')
  const facets = usePresenceFacets()
  const readOnly = !may('rules.write')
  const held = chosen === NEW ? BLANK : data?.find((one) => one.code === chosen)
  const choose = (code: string) => setSearch({ reason: code })
  return (
    <AdminPage title={t('presence.title')} say={t('presence.say')} acts={!readOnly && <Button leftSection={<IconPlus size={16} />} onClick={() => choose(NEW)}>{t('presence.new')}</Button>}>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && (
        <div className={style.split}>
          <nav className={style.list} aria-label={t('presence.list')}>
            {data.length === 0 && <Empty title={t('presence.none')} say={t('presence.none_say')} />}
            <ul>
              {data.map((one) => (
                <li key={one.code}>
                  <button type="button" className={style.item} aria-current={one.code === chosen} data-active={one.active ?? true} onClick={() => choose(one.code)}>
                    <span>{worded(one, i18n.language)}</span>
                    <small>{one.active ? facets(one).filter((facet) => facet.notable).map((facet) => facet.short).join(' · ') : t('mark.inactive')}</small>
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          {held
            ? <PresenceForm key={held.code} saved={held} taken={data.map((one) => one.code)} readOnly={readOnly} onDone={choose} />
            : <div className={style.empty}><Empty icon={<IconCoffee size={28} />} title={t('presence.choose')} say={t('presence.choose_say')} /></div>}
        </div>
      )}
    </AdminPage>
  )
}
