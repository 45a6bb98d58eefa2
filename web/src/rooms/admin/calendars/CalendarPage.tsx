import { Button, NativeSelect, Skeleton } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useSession } from '~/app/session'
import { Failure } from '~/ui/Failure'
import { tellDone } from '~/ui/tell'
import { useAct } from '~/ui/useAct'
import { AdminPage } from '../AdminPage'
import { Aside, Found } from '../editing/Aside'
import { useDraft } from '../editing/draft'
import style from '../editing/Editing.module.css'
import { FormContext, useSaving } from '../editing/form'
import { History, useChangedWords } from '../editing/History'
import { codeOf, NEW } from '../editing/same'
import { Section } from '../editing/Section'
import { useCalendars, useCalendarsNow, useQueueList, useSettled } from '../queries'
import { Group, TextSetting, useNamed } from '../settings/Setting'
import type { Calendar, CalendarRow } from '../shapes'
import { useCalendarDifferences } from './differences'
import { Exceptions } from './Exceptions'
import { Holidays } from './Holidays'
import { Preview } from './Preview'
import { Week } from './Week'

const NINE_TO_SIX = [{ from_min: 540, to_min: 1080 }]
const BLANK: CalendarRow = { id: '', name: '', calendar: { zone: 'Europe/Paris', week: [NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, [], []], exceptions: [], holidays: 'metropole' } }

/** One calendar, once it is read. */
export function CalendarPage({ id }: { id: string }) {
  const { t } = useTranslation('admin')
  const { data, error, refetch } = useCalendars()
  const [blank] = useState(BLANK)
  const saved = id === NEW ? blank : data?.find((one) => one.id === id)
  if (saved && data) return <Editor id={id} saved={saved} taken={data.map((one) => one.id)} />
  return (
    <AdminPage title={t('calendars.title')} back={{ to: '/admin/calendars', word: t('calendars.title') }}>
      {error || data ? <Failure problem={error ?? 'unknown_calendar'} onRetry={() => void refetch()} /> : <Skeleton height={360} />}
    </AdminPage>
  )
}

function call(row: CalendarRow) {
  return [{ path: `/api/calendars/${encodeURIComponent(row.id)}`, body: row }]
}

function Editor({ id, saved, taken }: { id: string; saved: CalendarRow; taken: string[] }) {
  const { t } = useTranslation('admin')
  const { may } = useSession()
  const navigate = useNavigate()
  const isNew = id === NEW
  const { value, set, changed, found, drop } = useDraft(`calendar:${id}`, saved)
  const { form, pending, unreadable, save, clear } = useSaving()
  const settled = useSettled()
  const changedWords = useChangedWords()
  const told = useCalendarDifferences(saved, value)
  const { data: listed } = useCalendarsNow()
  const here = listed?.find((one) => one.id === id)
  const readOnly = !may('rules.write')
  const part = (next: Partial<Calendar>) => set({ ...value, calendar: { ...value.calendar, ...next } })

  async function submit() {
    const exceptions = value.calendar.exceptions.toSorted((one, other) => one.on.localeCompare(other.on))
    const row = { ...value, id: isNew ? codeOf(value.name, taken) : value.id, calendar: { ...value.calendar, exceptions } }
    if (!(await save(call(row)))) return
    drop()
    await settled()
    if (isNew) {
      tellDone(t('done.calendar_made', { name: row.name }))
      void navigate(`/admin/calendars/${row.id}`, { replace: true })
      return
    }
    const undo = async () => {
      if (!(await save(call(saved)))) return
      await settled()
      tellDone(t('done.undone', { name: saved.name }))
    }
    tellDone(t('done.calendar_saved', { name: row.name, what: told.map((one) => one.label).join(', ') }), { label: t('done.undo'), run: () => void undo() })
  }

  function forget() {
    drop()
    clear()
  }

  return (
    <AdminPage
      title={isNew ? t('calendars.new') : saved.name} say={here?.changed ? changedWords(here.changed) : undefined} back={{ to: '/admin/calendars', word: t('calendars.title') }}
      acts={!isNew && !readOnly && <DeleteCalendar row={saved} onGone={drop} />}
    >
      {found && <Found onDrop={forget} />}
      <FormContext value={form}>
        <div className={style.editor} data-contents="false">
          <fieldset className={style.form} disabled={readOnly} aria-label={t('calendars.rules')}>
            <Section name="calendar">
              <TextSetting name="calendar_name" where="name" value={value.name} required onChange={(name) => set({ ...value, name })} />
              <Zone zone={value.calendar.zone} onChange={(zone) => part({ zone })} />
              {here && <Followers queues={here.queues} />}
            </Section>
            <Section name="week"><Week week={value.calendar.week} onChange={(week) => part({ week })} /></Section>
            <Section name="exceptions"><Exceptions calendar={value.calendar} onChange={(exceptions) => part({ exceptions })} /></Section>
            <Section name="holidays"><Holidays calendar={value.calendar} onChange={(holidays) => part({ holidays })} /></Section>
          </fieldset>
          <aside className={style.aside} aria-label={t('saving.aside')}>
            <Aside differences={isNew ? [] : told} changed={changed} pending={pending} unreadable={unreadable || !value.name.trim()} readOnly={readOnly} isNew={isNew} faults={form.faults} onSave={() => void submit()} onDrop={forget} />
            <Preview calendar={value.calendar} />
            {!isNew && <History kind="calendar" of={id} />}
          </aside>
        </div>
      </FormContext>
    </AdminPage>
  )
}

/** Every zone the browser knows; those of the territories are all among them. */
function Zone({ zone, onChange }: { zone: string; onChange: (next: string) => void }) {
  const named = useNamed({ name: 'zone', where: 'zone' })
  const [zones] = useState(() => [...new Set([zone, 'Europe/Paris', ...Intl.supportedValuesOf('timeZone')])])
  return <NativeSelect {...named} value={zone} data={zones} onChange={(event) => onChange(event.currentTarget.value)} />
}

function Followers({ queues }: { queues: string[] }) {
  const { t } = useTranslation('admin')
  const { data } = useQueueList()
  return (
    <Group name="followers" where="followers">
      <div>
        {queues.length === 0 && t('calendars.nobody')}
        {queues.map((queue, place) => <span key={queue}>{place > 0 && ', '}<Link to={`/admin/queues/${queue}#hours`}>{data?.find((one) => one.id === queue)?.name ?? queue}</Link></span>)}
      </div>
    </Group>
  )
}

function DeleteCalendar({ row, onGone }: { row: CalendarRow; onGone: () => void }) {
  const { t } = useTranslation('admin')
  const { pending, run } = useAct()
  const settled = useSettled()
  const navigate = useNavigate()
  const path = `/api/calendars/${encodeURIComponent(row.id)}`
  async function remove() {
    if (!(await run(path, {}, 'DELETE'))) return
    onGone()
    void navigate('/admin/calendars')
    await settled()
    const undo = async () => {
      if (!(await run(path, row, 'PUT'))) return
      await settled()
      tellDone(t('done.calendar_back', { name: row.name }))
    }
    tellDone(t('done.calendar_deleted', { name: row.name }), { label: t('done.undo'), run: () => void undo() })
  }
  return <Button variant="default" leftSection={<IconTrash size={16} />} loading={pending} onClick={() => void remove()}>{t('calendars.delete')}</Button>
}
