import { Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDirectory } from '~/api/queries'
import { tellDone } from '~/ui/tell'
import { useAct } from '~/ui/useAct'
import { worded } from '~/ui/words'
import admin from '../Admin.module.css'
import { Aside, Found, type Difference } from '../editing/Aside'
import { useDraft } from '../editing/draft'
import editing from '../editing/Editing.module.css'
import { FormContext, useSaving } from '../editing/form'
import { History } from '../editing/History'
import { codeOf } from '../editing/same'
import { Section } from '../editing/Section'
import { useSettled } from '../queries'
import { LevelsField } from '../settings/LevelsField'
import { ChoiceSetting, DurationSetting, Group, SwitchSetting, TextSetting } from '../settings/Setting'
import { spell } from '../settings/spell'
import type { ContactReason, Levels } from '../shapes'
import style from './Reasons.module.css'
import { pathTo, places } from './tree'

interface Props { saved: ContactReason; reasons: ContactReason[]; readOnly: boolean; onDone: (code: string | null) => void; onAdd: (parent: string) => void }
const TOP = ''

function call({ code, ...body }: ContactReason) {
  return [{ path: `/api/reasons/${encodeURIComponent(code)}`, body }]
}

/** One reason for contact: its words, its place in the tree, what it asks for. */
export function ReasonForm({ saved, reasons, readOnly, onDone, onAdd }: Props) {
  const { t, i18n } = useTranslation('admin')
  const isNew = saved.code === ''
  const { value, set, changed, found, drop } = useDraft(`reason:${saved.code}`, saved)
  const { form, pending, unreadable, save, clear } = useSaving()
  const settled = useSettled()
  const told = useReasonDifferences(saved, value, reasons)
  const name = worded(saved, i18n.language)
  const part = (next: Partial<ContactReason>) => set({ ...value, ...next })

  async function submit() {
    const code = isNew ? codeOf(value.fr, reasons.map((one) => one.code), value.parent ? `${value.parent}.`.slice(0, 20) : '') : value.code
    const next = { ...value, code }
    if (!(await save(call(next)))) return
    drop()
    await settled()
    onDone(next.code)
    const undo = async () => {
      if (!(await save(call(saved)))) return
      await settled()
      tellDone(t('done.undone', { name }))
    }
    tellDone(t(isNew ? 'done.reason_made' : 'done.reason_saved', { name: worded(next, i18n.language) }), isNew ? undefined : { label: t('done.undo'), run: () => void undo() })
  }

  function forget() {
    drop()
    clear()
  }

  const above = pathTo(reasons, value.parent).map((one) => worded(one, i18n.language)).join(' › ')
  return (
    <FormContext value={form}>
      <div className={style.detail}>
        <fieldset className={editing.form} disabled={readOnly} aria-label={isNew ? t('reasons.new') : name}>
          {found && <Found onDrop={forget} />}
          <header className={admin.head}>
            <div><h2>{isNew ? t('reasons.new') : name}</h2>{above && <span className={style.path}>{above}</span>}</div>
            {!isNew && !readOnly && (
              <div className={admin.acts}>
                <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => onAdd(saved.code)}>{t('reasons.add_under')}</Button>
                <RemoveReason reason={saved} name={name} onGone={() => { drop(); onDone(null) }} />
              </div>
            )}
          </header>
          <Section name="reason">
            <TextSetting name="reason_fr" where="fr" value={value.fr} required onChange={(fr) => part({ fr })} />
            <TextSetting name="reason_en" where="en" value={value.en} required onChange={(en) => part({ en })} />
            <ChoiceSetting
              name="parent" where="parent" value={value.parent ?? TOP} onChange={(next) => part({ parent: next || null })}
              choices={[{ value: TOP, label: t('reasons.top') }, ...places(reasons, saved.code).map((one) => ({ value: one.code, label: pathTo(reasons, one.code).map((step) => worded(step, i18n.language)).join(' › ') }))]}
            />
            <SwitchSetting name="reason_active" where="active" checked={value.active ?? true} onChange={(active) => part({ active })} />
          </Section>
          <Section name="reason_needs">
            <Group name="reason_mandatory" where="mandatory"><LevelsField label={t('label.reason_mandatory')} value={value.mandatory ?? {}} onChange={(mandatory) => part({ mandatory })} /></Group>
            <Group name="reason_preferred" where="preferred"><LevelsField label={t('label.reason_preferred')} value={value.preferred ?? {}} onChange={(preferred) => part({ preferred })} /></Group>
            <DurationSetting name="preferred_for" where="preferred_s" value={value.preferred_s ?? 0} onChange={(preferred_s) => part({ preferred_s })} />
            <DurationSetting name="reason_bonus" where="bonus_s" value={value.bonus_s ?? 0} onChange={(bonus_s) => part({ bonus_s })} />
          </Section>
        </fieldset>
        <aside className={editing.aside} aria-label={t('saving.aside')}>
          <Aside differences={isNew ? [] : told} changed={changed} pending={pending} unreadable={unreadable || !value.fr.trim() || !value.en.trim()} readOnly={readOnly} isNew={isNew} faults={form.faults} onSave={() => void submit()} onDrop={forget} />
          {!isNew && <History kind="reason" of={saved.code} />}
        </aside>
      </div>
    </FormContext>
  )
}

function useReasonDifferences(before: ContactReason, after: ContactReason, reasons: ContactReason[]): Difference[] {
  const { t, i18n } = useTranslation('admin')
  const { data } = useDirectory()
  const skill = (code: string) => {
    const found = data?.skills.find((one) => one.code === code)
    return found ? worded(found, i18n.language) : code
  }
  const levels = (of: Levels | undefined) => Object.entries(of ?? {}).map(([code, level]) => `${skill(code)} ≥ ${level}`).join(', ')
  const facets = (one: ContactReason) => [
    { key: 'fr', section: 'reason', label: t('label.reason_fr'), after: one.fr },
    { key: 'en', section: 'reason', label: t('label.reason_en'), after: one.en },
    { key: 'parent', section: 'reason', label: t('label.parent'), after: pathTo(reasons, one.parent).map((step) => worded(step, i18n.language)).join(' › ') || t('reasons.top') },
    { key: 'active', section: 'reason', label: t('label.reason_active'), after: t(one.active ? 'words.yes' : 'words.no') },
    { key: 'mandatory', section: 'reason_needs', label: t('label.reason_mandatory'), after: levels(one.mandatory) },
    { key: 'preferred', section: 'reason_needs', label: t('label.reason_preferred'), after: levels(one.preferred) },
    { key: 'preferred_s', section: 'reason_needs', label: t('label.preferred_for'), after: spell(one.preferred_s ?? 0) },
    { key: 'bonus_s', section: 'reason_needs', label: t('label.reason_bonus'), after: spell(one.bonus_s ?? 0) },
  ]
  const was = new Map(facets(before).map((one) => [one.key, one.after]))
  return facets(after).filter((one) => was.get(one.key) !== one.after).map((one) => ({ ...one, before: was.get(one.key) ?? '' }))
}

/** Gone for good where nobody ever came for it, else only put away: the server says which. */
function RemoveReason({ reason, name, onGone }: { reason: ContactReason; name: string; onGone: () => void }) {
  const { t } = useTranslation('admin')
  const { run } = useAct()
  const { save, pending } = useSaving()
  const settled = useSettled()
  const { code, ...body } = reason
  const path = `/api/reasons/${encodeURIComponent(code)}`
  async function remove() {
    if (!(await save([{ path, method: 'DELETE' }]))) return
    onGone()
    await settled()
    tellDone(t('done.reason_deleted', { name }), { label: t('done.undo'), run: () => void run(path, body, 'PUT').then((done) => (done ? settled() : undefined)) })
  }
  return <Button size="xs" variant="default" leftSection={<IconTrash size={14} />} loading={pending} onClick={() => void remove()}>{t('reasons.delete')}</Button>
}
