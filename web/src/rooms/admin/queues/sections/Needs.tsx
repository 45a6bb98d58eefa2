import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDirectory } from '~/api/queries'
import { useForm } from '../../editing/form'
import { Section } from '../../editing/Section'
import { LevelsField } from '../../settings/LevelsField'
import { Rows } from '../../settings/Rows'
import { DurationField, Group } from '../../settings/Setting'
import type { Step } from '../../shapes'
import { useQueueForm } from '../form'
import style from './Sections.module.css'

const FIRST_S = 20

/** What an agent must have, and what is wished for while the contact has not waited too long. */
export function Needs() {
  const { t } = useTranslation('admin')
  const { rules, set } = useQueueForm()
  const { requirement } = rules
  return (
    <Section name="needs">
      <Group name="mandatory" where="requirement.mandatory">
        <LevelsField label={t('label.mandatory')} value={requirement.mandatory} onChange={(mandatory) => set({ requirement: { ...requirement, mandatory } })} />
      </Group>
      <Group name="steps" where="requirement.steps">
        <Rows<Step>
          items={requirement.steps} ordered add={t('steps.add')} none={t('steps.none')} called={(_, place) => t('steps.called', { number: place + 1 })}
          blank={() => ({ expires_s: FIRST_S, skills: {}, agents: [] })} onChange={(steps) => set({ requirement: { ...requirement, steps } })}
        >
          {(step, change, place) => <StepFields step={step} place={place} onChange={change} />}
        </Rows>
      </Group>
    </Section>
  )
}

function StepFields({ step, place, onChange }: { step: Step; place: number; onChange: (next: Step) => void }) {
  const { t } = useTranslation('admin')
  const { data } = useDirectory()
  const { fault } = useForm()
  const where = `requirement.steps.${place}`
  return (
    <div className={style.step}>
      <label className={style.until}>{t('steps.until')}<DurationField where={`${where}.expires_s`} label={t('steps.expires', { number: place + 1 })} value={step.expires_s} onChange={(expires_s) => onChange({ ...step, expires_s })} /></label>
      <LevelsField label={t('steps.skills', { number: place + 1 })} value={step.skills} onChange={(skills) => onChange({ ...step, skills })} />
      <MultiSelect
        size="xs" searchable clearable={false} w="100%" aria-label={t('steps.agents', { number: place + 1 })} placeholder={step.agents.length === 0 ? t('steps.agents_none') : ''}
        data={(data?.agents ?? []).map((one) => ({ value: one.id, label: one.name }))} value={step.agents} onChange={(agents) => onChange({ ...step, agents })} error={fault(`${where}.agents`) ?? fault(`${where}.skills`)}
      />
    </div>
  )
}
