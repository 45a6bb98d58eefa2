import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type words from '~/i18n/fr/admin.json'
import style from './Editing.module.css'

export type SectionName = keyof (typeof words)['section']

/** A part of a form: what it settles, in a sentence, then its settings. */
export function Section({ name, children }: { name: SectionName; children: ReactNode }) {
  const { t } = useTranslation('admin')
  return (
    <section className={style.section} id={name} aria-labelledby={`${name}-title`}>
      <header>
        <h2 id={`${name}-title`}>{t(`section.${name}`)}</h2>
        <p>{t(`section_say.${name}`)}</p>
      </header>
      {children}
    </section>
  )
}
