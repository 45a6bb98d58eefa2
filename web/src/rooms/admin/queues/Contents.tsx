import { useTranslation } from 'react-i18next'
import style from '../editing/Editing.module.css'

const SECTIONS = ['identity', 'needs', 'choice', 'offers', 'wrap_up', 'hours', 'entry', 'overflow', 'help', 'callback', 'shares', 'care', 'texts', 'agents'] as const

/** The parts of the page, and which of them hold a change or a fault. */
export function Contents({ changed, wrong }: { changed: string[]; wrong: string[] }) {
  const { t } = useTranslation('admin')
  const state = (section: string) => (wrong.includes(section) ? 'wrong' : changed.includes(section) ? 'changed' : undefined)
  return (
    <nav aria-label={t('queues.contents')} className={style.contents_nav}>
      <ul className={style.contents}>
        {SECTIONS.map((section) => (
          <li key={section}>
            <a href={`#${section}`} data-state={state(section)}>
              {t(`section.${section}`)}
              {state(section) && <span aria-hidden>●</span>}
              {state(section) && <span className="unseen">{t(state(section) === 'wrong' ? 'saving.is_wrong' : 'saving.is_changed')}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
