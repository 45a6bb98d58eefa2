import { Button, Select } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { OUTCOMES } from './charts/bins'
import { again, useMeasuring } from './measuring'
import style from './Reports.module.css'

/** What most logs tell, first; the rest unfolds. */
const FIRST = ['arrived_at', 'outcome', 'wait_s', 'talk_s', 'queue', 'agent', 'hold_s', 'wrap_up_s', 'answered_at', 'ended_at', 'customer', 'channel']
const NOTHING = '—'

interface Props {
  columns: string[]
  mapped: Record<string, string>
  fields: string[]
  words: { word: string; count: number }[]
  children?: ReactNode
}

/** Which column says what, and what the words of its outcome column mean; then the same file is measured again. */
export function Mapping({ columns, mapped, fields, words, children }: Props) {
  const { t } = useTranslation('reports')
  const { asked } = useMeasuring()
  const [chosen, setChosen] = useState<Record<string, string>>({ ...mapped, ...asked.columns })
  const [meant, setMeant] = useState<Record<string, string>>(asked.outcomes)
  const [all, showAll] = useState(false)
  const shown = all ? [...FIRST, ...fields.filter((field) => !FIRST.includes(field))] : FIRST.filter((field) => fields.includes(field))
  const names = [...new Set(columns)].filter(Boolean)

  function submit(event: FormEvent) {
    event.preventDefault()
    const changed = Object.entries(chosen).filter(([field, column]) => (mapped[field] ?? '') !== column || field in asked.columns)
    again({ columns: Object.fromEntries(changed), outcomes: meant })
  }

  return (
    <form className={style.mapping} onSubmit={submit} aria-label={t('mapping.title')}>
      <h3>{t('mapping.title')}</h3>
      <p className={style.soft}>{t('mapping.say', { count: names.length })}</p>
      <div className={style.fields}>
        {shown.map((field) => (
          <Select
            key={field} label={t(`field.${field as 'arrived_at'}`)} withAsterisk={field === 'arrived_at'} value={chosen[field] || NOTHING} searchable allowDeselect={false}
            data={[{ value: NOTHING, label: t('mapping.none') }, ...names.map((name) => ({ value: name, label: name }))]}
            onChange={(name) => setChosen({ ...chosen, [field]: name === NOTHING || !name ? '' : name })}
          />
        ))}
      </div>
      {!all && <Button variant="subtle" size="compact-sm" onClick={() => showAll(true)}>{t('mapping.all')}</Button>}
      {words.length > 0 && (
        <>
          <h3>{t('mapping.words')}</h3>
          <div className={style.fields}>
            {words.map(({ word, count }) => (
              <Select
                key={word} label={t('mapping.word', { word, count })} placeholder={t('mapping.aside')} value={meant[word] ?? null} clearable
                clearButtonProps={{ 'aria-label': t('mapping.aside') }}
                data={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
                onChange={(outcome) => setMeant({ ...meant, [word]: outcome ?? '' })}
              />
            ))}
          </div>
        </>
      )}
      <div className={style.acts}>
        <Button type="submit" disabled={!chosen['arrived_at']}>{t('mapping.submit')}</Button>
        {children}
      </div>
    </form>
  )
}
