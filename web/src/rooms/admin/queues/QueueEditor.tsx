import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useQueues } from '~/api/queries'
import { useSession } from '~/app/session'
import { tellDone } from '~/ui/tell'
import { AdminPage } from '../AdminPage'
import { Aside, Found } from '../editing/Aside'
import { useDraft } from '../editing/draft'
import style from '../editing/Editing.module.css'
import { FormContext, useSaving, type Call } from '../editing/form'
import { History, useChangedWords } from '../editing/History'
import { codeOf, same, NEW } from '../editing/same'
import { useQueueList, useSettled } from '../queries'
import { TEXT_KINDS, type Texts } from '../shapes'
import { Contents } from './Contents'
import { differences, sectionOf } from './differences'
import { QueueFormContext, type QueueDraft } from './form'
import { RetireQueue } from './RetireQueue'
import { Callback } from './sections/Callback'
import { Care } from './sections/Care'
import { Choice } from './sections/Choice'
import { Entry } from './sections/Entry'
import { Hours } from './sections/Hours'
import { Identity } from './sections/Identity'
import { Needs } from './sections/Needs'
import { Offers } from './sections/Offers'
import { Help, Overflow } from './sections/Overflow'
import { Shares } from './sections/Shares'
import { ForAgents, Told } from './sections/Told'
import { WrapUp } from './sections/WrapUp'
import { useWordbook } from './useWordbook'

/** All that is settled of one queue; nothing holds before it is saved, and what was saved can be taken back. */
export function QueueEditor({ queue, saved, copies }: { queue: string; saved: QueueDraft; copies: boolean }) {
  const { t } = useTranslation('admin')
  const { may } = useSession()
  const navigate = useNavigate()
  const isNew = queue === NEW
  const { value, set, changed, found, drop } = useDraft(`queue:${queue}`, saved)
  const { form, pending, unreadable, save, clear } = useSaving()
  const { data: queues } = useQueues()
  const { data: listed } = useQueueList()
  const settled = useSettled()
  const book = useWordbook()
  const changedWords = useChangedWords()
  const readOnly = !may('rules.write')
  const last = listed?.find((one) => one.id === queue)?.changed
  const here = useMemo(() => ({
    ...value, isNew, saved: saved.rules,
    set: (part: Partial<QueueDraft['rules']>) => set({ ...value, rules: { ...value.rules, ...part } }),
    setTexts: (part: Texts) => set({ ...value, texts: { ...value.texts, ...part } }),
  }), [value, isNew, saved.rules, set])
  const told = isNew && !copies && !changed ? [] : differences(saved, value, book)

  async function submit() {
    const rules = isNew ? { ...value.rules, id: codeOf(value.rules.name, (queues ?? []).map((one) => one.id)) } : value.rules
    if (!(await save(calls({ ...value, rules }, isNew ? null : saved)))) {
      // The first field that is wrong, once it says so.
      setTimeout(() => document.querySelector<HTMLElement>(`.${style.form} [aria-invalid=true]`)?.focus())
      return
    }
    drop()
    await settled()
    if (isNew) {
      tellDone(t('done.queue_made', { name: rules.name }))
      void navigate(`/admin/queues/${rules.id}`, { replace: true })
      return
    }
    const undo = async () => {
      if (!(await save(calls(saved, { rules, texts: value.texts })))) return
      await settled()
      tellDone(t('done.undone', { name: saved.rules.name }))
    }
    tellDone(t('done.queue_saved', { name: rules.name, what: told.map((one) => one.label).join(', ') }), { label: t('done.undo'), run: () => void undo() })
  }

  function forget() {
    drop()
    clear()
  }

  const acts = !isNew && !readOnly && (
    <>
      <Button component={Link} to={`/admin/queues/new?like=${encodeURIComponent(queue)}`} variant="default" leftSection={<IconCopy size={16} />}>{t('queues.copy')}</Button>
      <RetireQueue queue={queue} name={saved.rules.name} onRetire={drop} />
    </>
  )
  return (
    <AdminPage title={isNew ? t('queues.new') : saved.rules.name} say={last ? changedWords(last) : undefined} back={{ to: '/admin/queues', word: t('queues.title') }} acts={acts}>
      {found && <Found onDrop={forget} />}
      <FormContext value={form}>
        <QueueFormContext value={here}>
          <div className={style.editor}>
            <Contents changed={told.map((one) => one.section)} wrong={form.faults.map((one) => sectionOf(one.where))} />
            <fieldset className={style.form} disabled={readOnly} aria-label={t('queues.rules')}>
              <Identity /><Needs /><Choice /><Offers /><WrapUp /><Hours /><Entry /><Overflow /><Help /><Callback /><Shares /><Care /><Told /><ForAgents />
            </fieldset>
            <aside className={style.aside} aria-label={t('saving.aside')}>
              <Aside
                differences={told} changed={changed || (isNew && copies)} pending={pending} unreadable={unreadable} readOnly={readOnly} isNew={isNew} faults={form.faults} sectionOf={sectionOf}
                onSave={() => void submit()} onDrop={forget}
              />
              {!isNew && <History kind="queue" of={queue} />}
            </aside>
          </div>
        </QueueFormContext>
      </FormContext>
    </AdminPage>
  )
}

/** What is to be sent so that all is as in `next`: the rules first, for a new queue has no texts before it is there. */
function calls(next: QueueDraft, before: QueueDraft | null): Call[] {
  const id = encodeURIComponent(next.rules.id)
  const nothing = { fr: '', en: '' }
  const texts = Object.fromEntries(TEXT_KINDS.filter((kind) => !same(next.texts[kind] ?? nothing, before?.texts[kind] ?? nothing)).map((kind) => [kind, next.texts[kind] ?? nothing]))
  return [
    ...(before && same(before.rules, next.rules) ? [] : [{ path: `/api/queues/${id}/rules`, body: next.rules }]),
    ...(Object.keys(texts).length > 0 ? [{ path: `/api/floor/queues/${id}/texts`, body: texts }] : []),
  ]
}
