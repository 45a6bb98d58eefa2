import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../../editing/form'
import { codeOf } from '../../editing/same'
import { Section } from '../../editing/Section'
import { Rows } from '../../settings/Rows'
import { ChoiceSetting, DurationSetting, Group } from '../../settings/Setting'
import type { Disposition } from '../../shapes'
import { useQueueForm } from '../form'

export const WRAP_UPS = ['none', 'fixed', 'until_qualified'] as const
export type WrapUpMode = (typeof WRAP_UPS)[number]

/** What comes after the contact: how long, and which outcomes there are to choose from. */
export function WrapUp() {
  const { t } = useTranslation('admin')
  const { rules, set } = useQueueForm()
  const { wrap_up } = rules
  const mode = wrap_up.mode as WrapUpMode
  return (
    <Section name="wrap_up">
      <ChoiceSetting
        name="wrap_up" where="wrap_up.mode" value={mode} say={t(`wrap_up_say.${mode}`)} choices={WRAP_UPS.map((value) => ({ value, label: t(`wrap_up.${value}`) }))}
        onChange={(next) => set({ wrap_up: { ...wrap_up, mode: next } })}
      />
      {mode !== 'none' && <DurationSetting name="wrap_up_limit" where="wrap_up.limit_s" value={wrap_up.limit_s} onChange={(limit_s) => set({ wrap_up: { ...wrap_up, limit_s } })} />}
      {mode !== 'none' && <DurationSetting name="wrap_up_extension" where="wrap_up.extension_s" value={wrap_up.extension_s} onChange={(extension_s) => set({ wrap_up: { ...wrap_up, extension_s } })} />}
      <Outcomes />
    </Section>
  )
}

/** A code stays what it was once it is in use: figures are counted by it. */
function Outcomes() {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  const { rules, saved, set } = useQueueForm()
  const known = new Set(saved.dispositions.map((one) => one.code))
  const taken = rules.dispositions.map((one) => one.code)
  const named = (one: Disposition, fr: string) => (known.has(one.code) ? { ...one, fr } : { ...one, fr, code: codeOf(fr, taken.filter((code) => code !== one.code)) })
  return (
    <Group name="dispositions" where="dispositions">
      <Rows<Disposition>
        items={rules.dispositions} ordered add={t('dispositions.add')} none={t('dispositions.none')} called={(one, place) => one.fr || t('dispositions.called', { number: place + 1 })}
        blank={() => ({ code: codeOf('', taken), fr: '', en: '' })} onChange={(dispositions) => set({ dispositions })}
      >
        {(one, change, place) => (
          <>
            <TextInput style={{ flex: 1, minWidth: 150 }} maxLength={200} aria-label={t('dispositions.fr', { number: place + 1 })} placeholder={t('words.in_french')} value={one.fr} error={fault(`dispositions.${place}`)} onChange={(event) => change(named(one, event.currentTarget.value))} />
            <TextInput style={{ flex: 1, minWidth: 150 }} maxLength={200} aria-label={t('dispositions.en', { number: place + 1 })} placeholder={t('words.in_english')} value={one.en} onChange={(event) => change({ ...one, en: event.currentTarget.value })} />
          </>
        )}
      </Rows>
    </Group>
  )
}
