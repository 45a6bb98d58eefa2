import { useTranslation } from 'react-i18next'
import { tellDone } from '~/ui/tell'
import { worded } from '~/ui/words'
import admin from '../Admin.module.css'
import { Aside, Found } from '../editing/Aside'
import { useDraft } from '../editing/draft'
import editing from '../editing/Editing.module.css'
import { FormContext, useSaving } from '../editing/form'
import { History } from '../editing/History'
import { codeOf } from '../editing/same'
import { Section } from '../editing/Section'
import { useSettled } from '../queries'
import { DurationSetting, OptionalNumber, SwitchSetting, TextSetting } from '../settings/Setting'
import { spell } from '../settings/spell'
import type { PresenceReason } from '../shapes'
import style from './Reasons.module.css'

interface Props { saved: PresenceReason; taken: string[]; readOnly: boolean; onDone: (code: string) => void }

function call({ code, ...body }: PresenceReason) {
  return [{ path: `/api/presence-reasons/${encodeURIComponent(code)}`, body }]
}

/** One reason for stepping out: its words, how its time counts, its limits. */
export function PresenceForm({ saved, taken, readOnly, onDone }: Props) {
  const { t, i18n } = useTranslation('admin')
  const isNew = saved.code === ''
  const { value, set, changed, found, drop } = useDraft(`presence:${saved.code}`, saved)
  const { form, pending, unreadable, save, clear } = useSaving()
  const settled = useSettled()
  const facets = usePresenceFacets()
  const was = new Map(facets(saved).map((one) => [one.key, one.after]))
  const told = facets(value).filter((one) => was.get(one.key) !== one.after).map((one) => ({ ...one, section: 'presence', before: was.get(one.key) ?? '' }))
  const part = (next: Partial<PresenceReason>) => set({ ...value, ...next })

  async function submit() {
    const next = { ...value, code: isNew ? codeOf(value.fr, taken) : value.code }
    if (!(await save(call(next)))) return
    drop()
    await settled()
    onDone(next.code)
    const undo = async () => {
      if (!(await save(call(saved)))) return
      await settled()
      tellDone(t('done.undone', { name: worded(saved, i18n.language) }))
    }
    tellDone(t(isNew ? 'done.reason_made' : 'done.reason_saved', { name: worded(next, i18n.language) }), isNew ? undefined : { label: t('done.undo'), run: () => void undo() })
  }

  function forget() {
    drop()
    clear()
  }

  const title = isNew ? t('presence.new') : worded(saved, i18n.language)
  return (
    <FormContext value={form}>
      <div className={style.detail}>
        <fieldset className={editing.form} disabled={readOnly} aria-label={title}>
          {found && <Found onDrop={forget} />}
          <header className={admin.head}><h2>{title}</h2></header>
          <Section name="presence">
            <TextSetting name="reason_fr" where="fr" value={value.fr} required onChange={(fr) => part({ fr })} />
            <TextSetting name="reason_en" where="en" value={value.en} required onChange={(en) => part({ en })} />
            <SwitchSetting name="presence_active" where="active" checked={value.active ?? true} onChange={(active) => part({ active })} />
            <SwitchSetting name="paid" where="paid" checked={value.paid ?? true} onChange={(paid) => part({ paid })} />
            <SwitchSetting name="productive" where="productive" checked={value.productive ?? false} onChange={(productive) => part({ productive })} />
          </Section>
          <Section name="presence_limits">
            <DurationSetting name="longest" where="longest_s" value={value.longest_s || null} placeholder={t('presence.no_limit')} onEmpty={() => part({ longest_s: 0 })} onChange={(longest_s) => part({ longest_s })} />
            <OptionalNumber name="quota" where="quota" value={value.quota || null} placeholder={t('presence.no_limit')} max={10_000} onChange={(quota) => part({ quota: quota ?? 0 })} />
            <SwitchSetting name="approval" where="approval" checked={value.approval ?? false} onChange={(approval) => part({ approval })} />
          </Section>
        </fieldset>
        <aside className={editing.aside} aria-label={t('saving.aside')}>
          <Aside differences={isNew ? [] : told} changed={changed} pending={pending} unreadable={unreadable || !value.fr.trim() || !value.en.trim()} readOnly={readOnly} isNew={isNew} faults={form.faults} onSave={() => void submit()} onDrop={forget} />
          {!isNew && <History kind="presence_reason" of={saved.code} />}
        </aside>
      </div>
    </FormContext>
  )
}

/** A reason's settings as words; the notable ones are said in the list. */
export function usePresenceFacets() {
  const { t } = useTranslation('admin')
  const yes = (value: boolean | undefined) => t(value ? 'words.yes' : 'words.no')
  return (one: PresenceReason) => [
    { key: 'fr', label: t('label.reason_fr'), after: one.fr, short: '', notable: false },
    { key: 'en', label: t('label.reason_en'), after: one.en, short: '', notable: false },
    { key: 'active', label: t('label.presence_active'), after: yes(one.active), short: '', notable: false },
    { key: 'paid', label: t('label.paid'), after: yes(one.paid), short: t('presence.unpaid'), notable: !one.paid },
    { key: 'productive', label: t('label.productive'), after: yes(one.productive), short: t('presence.productive'), notable: one.productive ?? false },
    { key: 'longest_s', label: t('label.longest'), after: one.longest_s ? spell(one.longest_s) : t('presence.no_limit'), short: spell(one.longest_s ?? 0), notable: (one.longest_s ?? 0) > 0 },
    { key: 'quota', label: t('label.quota'), after: one.quota ? String(one.quota) : t('presence.no_limit'), short: t('presence.at_once', { number: one.quota ?? 0 }), notable: (one.quota ?? 0) > 0 },
    { key: 'approval', label: t('label.approval'), after: yes(one.approval), short: t('presence.approved'), notable: one.approval ?? false },
  ]
}
