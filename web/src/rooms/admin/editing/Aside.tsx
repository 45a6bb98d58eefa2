import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { worded } from '~/ui/words'
import type { Fault } from '../shapes'
import style from './Editing.module.css'
import type { SectionName } from './Section'

/** A setting whose words are others than before. */
export interface Difference { key: string; section: string; label: string; before: string; after: string }

interface Props {
  differences: Difference[]
  changed: boolean
  pending: boolean
  unreadable: boolean
  readOnly: boolean
  isNew?: boolean
  faults: Fault[]
  sectionOf?: (where: string) => SectionName
  onSave: () => void
  onDrop: () => void
}

/** « Ce qui changera »: what would be saved, before it is; what is wrong; and the two ways out. */
export function Aside({ differences, changed, pending, unreadable, readOnly, isNew = false, faults, sectionOf, onSave, onDrop }: Props) {
  const { t, i18n } = useTranslation('admin')
  if (readOnly) return <div className={style.box}><h2>{t('saving.read_only')}</h2><p className={style.soft}>{t('saving.read_only_say')}</p></div>
  return (
    <>
      {faults.length > 0 && (
        <div className={style.box} data-tone="wrong" role="group" aria-label={t('saving.faults')}>
          <h2>{t('saving.faults')}</h2>
          <ul className={style.faults}>
            {faults.map((one) => <li key={one.where + one.fr}>{sectionOf ? <a href={`#${sectionOf(one.where)}`}>{t('saving.fault', { section: t(`section.${sectionOf(one.where)}`), what: worded(one, i18n.language) })}</a> : worded(one, i18n.language)}</li>)}
          </ul>
        </div>
      )}
      <section className={style.box} aria-label={t('saving.changes')}>
        <h2>{t('saving.changes')}</h2>
        {!changed && <p className={style.soft}>{t(isNew ? 'saving.new_say' : 'saving.none')}</p>}
        <ul className={style.changes}>
          {differences.map(({ key, section, label, before, after }) => (
            <li key={key} className={style.changed}>
              <a href={`#${section}`}>{label}</a>
              {before && <span className={`${style.before} ${style.clip}`}><span className="unseen">{t('saving.before')} </span>{before}</span>}
              <span className={`${style.after} ${style.clip}`}><span className="unseen">{t('saving.after')} </span>{after || t('words.nothing')}</span>
            </li>
          ))}
        </ul>
        {changed && <p className={style.soft} style={{ marginTop: 10 }}>{t('saving.when')}</p>}
        {unreadable && <p className={style.soft} role="alert">{t('saving.unreadable')}</p>}
        <div className={style.acts}>
          <Button onClick={onSave} loading={pending} disabled={!changed || unreadable}>{t(isNew ? 'saving.create' : 'saving.save')}</Button>
          {changed && <Button variant="default" onClick={onDrop} disabled={pending}>{t('saving.drop')}</Button>}
        </div>
      </section>
    </>
  )
}

/** What was written before and not saved is here again. */
export function Found({ onDrop }: { onDrop: () => void }) {
  const { t } = useTranslation('admin')
  return (
    <div className={style.found} role="status">
      <span>{t('saving.found')}</span>
      <Button size="compact-sm" variant="default" onClick={onDrop}>{t('saving.drop')}</Button>
    </div>
  )
}
