import { Button, Skeleton } from '@mantine/core'
import { IconPlus, IconTags } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useContactReasons } from '~/api/day'
import { useSession } from '~/app/session'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { worded } from '~/ui/words'
import { AdminPage } from '../AdminPage'
import { useDrafts } from '../editing/draft'
import admin from '../Admin.module.css'
import { NEW } from '../editing/same'
import type { ContactReason } from '../shapes'
import { ReasonForm } from './ReasonForm'
import style from './Reasons.module.css'
import { treeOf, type Branch } from './tree'

const FRESH = ''
const BLANK: ContactReason = { code: FRESH, parent: null, fr: '', en: '', active: true, mandatory: {}, preferred: {}, preferred_s: 20, bonus_s: 0 }

/** « Motifs de contact »: why customers come, as a tree, and what each asks for. */
export function Reasons() {
  const { t } = useTranslation('admin')
  const { may } = useSession()
  const { data, error, refetch } = useContactReasons()
  const [search, setSearch] = useSearchParams()
  const id = search.get('reason')
  const readOnly = !may('rules.write')
  const under = search.get('under')
  const blank = useMemo(() => ({ ...BLANK, parent: under }), [under])
  const held = id === NEW ? blank : data?.find((one) => one.code === id)
  const choose = (code: string | null) => setSearch(code === null ? {} : { reason: code })
  const add = (parent: string | null) => setSearch({ reason: NEW, ...(parent !== null && { under: parent }) })
  return (
    <AdminPage title={t('reasons.title')} say={t('reasons.say')} acts={!readOnly && <Button leftSection={<IconPlus size={16} />} onClick={() => add(null)}>{t('reasons.new')}</Button>}>
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && (
        <div className={style.split}>
          <nav className={style.list} aria-label={t('reasons.tree')}>
            {data.length === 0 ? <Empty title={t('reasons.none')} say={t('reasons.none_say')} /> : <Branches branches={treeOf(data)} chosen={held?.code} onChoose={choose} />}
          </nav>
          {held
            ? <ReasonForm key={held.code === FRESH ? `new:${held.parent ?? ''}` : held.code} saved={held} reasons={data} readOnly={readOnly} onDone={choose} onAdd={add} />
            : <div className={style.empty}><Empty icon={<IconTags size={28} />} title={t('reasons.choose')} say={t('reasons.choose_say')} /></div>}
        </div>
      )}
    </AdminPage>
  )
}

function Branches({ branches, chosen, onChoose }: { branches: Branch[]; chosen: string | undefined; onChoose: (code: string) => void }) {
  const { t, i18n } = useTranslation('admin')
  const written = useDrafts()
  return (
    <ul>
      {branches.map(({ reason, under }) => (
        <li key={reason.code}>
          <button type="button" className={style.item} aria-current={reason.code === chosen} data-active={reason.active ?? true} onClick={() => onChoose(reason.code)}>
            <span>{worded(reason, i18n.language)}</span>
            {written(`reason:${reason.code}`) ? <span className={admin.mark} data-kind="draft">{t('mark.draft')}</span> : !reason.active && <small>{t('mark.inactive')}</small>}
          </button>
          {under.length > 0 && <Branches branches={under} chosen={chosen} onChoose={onChoose} />}
        </li>
      ))}
    </ul>
  )
}
