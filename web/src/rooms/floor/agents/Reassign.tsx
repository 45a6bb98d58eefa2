import { Button, Checkbox, Modal, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDirectory, useQueues } from '~/api/queries'
import { useSession } from '~/app/session'
import { instantOf, until, UntilField, untilWords, WhyField } from '../steering/UntilField'
import form from '../steering/Steering.module.css'
import { useSteer } from '../steering/useSteer'
import { WhatIfResult } from '../whatif/WhatIfResult'
import { useWhatIf } from '../whatif/useWhatIf'
import type { AgentRow } from '~/live/rows'
import { worded } from '~/ui/words'
import style from './Agents.module.css'
import { askedOf, common, isEmpty, toggled, type Draft } from './change'
import { useAgents } from './useAgents'

export type Focus = 'queues' | 'skills' | 'whatif'

interface Props {
  agents: string[]
  focus: Focus
  onClose: () => void
  onDone: () => void
}

/** Other queues or skills for those selected, for a while; « Et si… » says first what would come of it. */
export function Reassign({ agents, focus, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation(['floor', 'app'])
  const { may } = useSession()
  const { pending, steer } = useSteer()
  const rows = useAgents(agents)
  const [before] = useState(() => common(rows))
  const [draft, setDraft] = useState<Draft>({ queues: null, skills: {} })
  const [limit, setLimit] = useState(until('hour'))
  const [why, setWhy] = useState('')
  const trial = useWhatIf()
  const at = instantOf(limit)

  async function apply(asked: Draft) {
    const body = { agents, ...askedOf(asked), until: at ?? null, ...(why.trim() && { why: why.trim() }) }
    const said = t('floor:reassign.done', { count: agents.length, until: untilWords(at ?? null, i18n.language) })
    if (await steer('/api/floor/agents/reassign', body, said)) onDone()
  }
  const nothing = isEmpty(draft) || at === undefined
  const isTrying = focus === 'whatif'
  const tryIt = <Button variant={isTrying ? 'filled' : 'default'} disabled={isEmpty(draft)} loading={trial.asking} onClick={() => trial.ask({ agents, ...askedOf(draft) })}>{t('floor:whatif.ask')}</Button>
  return (
    <Modal opened onClose={onClose} size={trial.answer || trial.problem || trial.asking ? 920 : 560} yOffset="6vh" title={t(`floor:reassign.title.${focus}`, { count: agents.length })} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <div className={style.reassign} data-trial={Boolean(trial.answer ?? trial.problem ?? trial.asking)}>
        <div className={form.form}>
          {focus === 'skills'
            ? <SkillChoice draft={draft} onDraft={setDraft} />
            : <QueueChoice draft={draft} before={before} rows={rows} onDraft={setDraft} onOnly={isTrying ? undefined : (queue) => void apply({ queues: { [queue]: 1 }, skills: {} })} />}
          <div className={form.row}><UntilField value={limit} onChange={setLimit} /><WhyField value={why} onChange={setWhy} /></div>
          <footer className={form.feet}>
            <Button variant="default" onClick={onClose}>{t('app:cancel')}</Button>
            {may('whatif.run') && tryIt}
            <Button variant={isTrying ? 'default' : 'filled'} disabled={nothing} loading={pending} onClick={() => void apply(draft)}>{t('floor:reassign.apply')}</Button>
          </footer>
        </div>
        <WhatIfResult trying={trial} />
      </div>
    </Modal>
  )
}

interface ChoiceProps {
  draft: Draft
  onDraft: (next: Draft) => void
}

function QueueChoice({ draft, before, rows, onDraft, onOnly }: ChoiceProps & { before: Record<string, number>; rows: AgentRow[]; onOnly: ((queue: string) => void) | undefined }) {
  const { t } = useTranslation('floor')
  const { data } = useQueues()
  const now = draft.queues ?? before
  // What some of them serve and is not ticked goes away with the change: it is said where it would be missed.
  const servedBy = (queue: string) => {
    const count = rows.filter((row) => queue in (row.queues ?? {})).length
    return count > 0 ? t('reassign.served_by', { count, of: rows.length }) : undefined
  }
  return (
    <fieldset className={style.choice}>
      <legend>{t('reassign.queues')}</legend>
      <p className={form.note}>{t('reassign.queues_say')}</p>
      {data?.filter((one) => one.in_scope).map((queue) => (
        <div key={queue.id} className={style.choiceLine}>
          <Checkbox
            size="sm" label={queue.name} checked={queue.id in now} onChange={() => onDraft(toggled(draft, queue.id, before))}
            description={queue.id in now ? undefined : servedBy(queue.id)}
          />
          {queue.id in now && (
            <NativeSelect
              size="xs" aria-label={t('reassign.priority_of', { name: queue.name })} value={String(now[queue.id])}
              onChange={(event) => onDraft({ ...draft, queues: { ...now, [queue.id]: Number(event.currentTarget.value) } })}
              data={[1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: t('reassign.priority', { level }) }))}
            />
          )}
          {onOnly && <Button size="compact-xs" variant="subtle" onClick={() => onOnly(queue.id)} aria-label={t('reassign.only_of', { name: queue.name })}>{t('reassign.only')}</Button>}
        </div>
      ))}
    </fieldset>
  )
}

const LEVELS = [0, 1, 2, 3, 4, 5] as const

function SkillChoice({ draft, onDraft }: ChoiceProps) {
  const { t, i18n } = useTranslation('floor')
  const { data } = useDirectory()
  function set(code: string, level: string) {
    const skills = { ...draft.skills }
    if (level === '') delete skills[code]
    else skills[code] = Number(level)
    onDraft({ ...draft, skills })
  }
  return (
    <fieldset className={style.choice}>
      <legend>{t('reassign.skills')}</legend>
      <p className={form.note}>{t('reassign.skills_say')}</p>
      {data?.skills.map((skill) => (
        <div key={skill.code} className={style.choiceLine}>
          <span>{worded(skill, i18n.language)}</span>
          <NativeSelect
            size="xs" aria-label={worded(skill, i18n.language)} value={draft.skills[skill.code] ?? ''} onChange={(event) => set(skill.code, event.currentTarget.value)}
            data={[{ value: '', label: t('reassign.unchanged') }, ...LEVELS.map((level) => ({ value: String(level), label: level === 0 ? t('reassign.without') : t('reassign.level', { level }) }))]}
          />
        </div>
      ))}
    </fieldset>
  )
}
