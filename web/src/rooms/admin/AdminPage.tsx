import { IconChevronLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import style from './Admin.module.css'

export const PLACES = ['queues', 'calendars', 'reasons', 'presence-reasons'] as const
export type Place = (typeof PLACES)[number]

interface Props {
  title: string
  say?: ReactNode
  back?: { to: string; word: string }
  acts?: ReactNode
  children: ReactNode
}

/** A page of the administration: where one is among the others, its title, its one main act. */
export function AdminPage({ title, say, back, acts, children }: Props) {
  const { t } = useTranslation('admin')
  return (
    <div className={style.page}>
      <nav className={style.tabs} aria-label={t('nav.label')}>
        {PLACES.map((place) => <NavLink key={place} to={`/admin/${place}`} className={style.tab!}>{t(`nav.${place}`)}</NavLink>)}
      </nav>
      <div className={style.inner}>
        <header className={style.head}>
          <div>
            {back && <Link to={back.to} className={style.back}><IconChevronLeft size={14} aria-hidden />{back.word}</Link>}
            <h1>{title}</h1>
            {say && <p>{say}</p>}
          </div>
          {acts && <div className={style.acts}>{acts}</div>}
        </header>
        {children}
      </div>
    </div>
  )
}
