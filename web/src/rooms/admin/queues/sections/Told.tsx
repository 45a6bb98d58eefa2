import { Textarea } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../editing/Section'
import { FOR_AGENTS, TOLD, type TextKind } from '../../shapes'
import setting from '../../settings/Setting.module.css'
import { useQueueForm } from '../form'
import style from './Sections.module.css'

const LONGEST = 1000

/** What customers are told, by case. */
export function Told() {
  return <Section name="texts">{TOLD.map((kind) => <InBothLanguages key={kind} kind={kind} />)}</Section>
}

/** How agents greet, and what they mind. */
export function ForAgents() {
  return <Section name="agents">{FOR_AGENTS.map((kind) => <InBothLanguages key={kind} kind={kind} />)}</Section>
}

function InBothLanguages({ kind }: { kind: TextKind }) {
  const { t } = useTranslation('admin')
  const { texts, setTexts } = useQueueForm()
  const said = useId()
  const both = texts[kind] ?? { fr: '', en: '' }
  const title = t(`kind.${kind}`)
  return (
    <fieldset className={setting.group} aria-describedby={said}>
      <legend className={setting.legend}>{title}</legend>
      <div className={setting.say} id={said}>{t(`kind_say.${kind}`)}</div>
      <div className={style.both}>
        <Textarea label={t('words.in_french')} aria-label={t('texts.fr', { kind: title })} autosize minRows={2} maxRows={8} maxLength={LONGEST} value={both.fr} onChange={(event) => setTexts({ [kind]: { ...both, fr: event.currentTarget.value } })} />
        <Textarea label={t('words.in_english')} aria-label={t('texts.en', { kind: title })} autosize minRows={2} maxRows={8} maxLength={LONGEST} value={both.en} onChange={(event) => setTexts({ [kind]: { ...both, en: event.currentTarget.value } })} />
      </div>
    </fieldset>
  )
}
