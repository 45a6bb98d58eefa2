import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../../editing/form'
import { Section } from '../../editing/Section'
import { Rows } from '../../settings/Rows'
import { DurationField, Group, NumberSetting } from '../../settings/Setting'
import { spell } from '../../settings/spell'
import { useQueueForm } from '../form'
import { useOthers } from '../useOthers'
import style from './Sections.module.css'

const OVERFLOW_S = 120
const HELP_S = 30
const PER_CENT = 100

/** Where those who waited too long go on to. */
export function Overflow() {
  const { t } = useTranslation('admin')
  const { rules, set } = useQueueForm()
  return (
    <Section name="overflow">
      <Group name="overflow" where="overflow">
        <Elsewhere
          items={rules.overflow.map(({ to, after_s }) => ({ queue: to, after_s }))} field="overflow" side="to" first={OVERFLOW_S} add={t('overflow.add')} none={t('overflow.none')} lead={t('overflow.to')}
          onChange={(next) => set({ overflow: next.map(({ queue, after_s }) => ({ to: queue, after_s })) })}
        />
      </Group>
    </Section>
  )
}

/** Which queues lend it their free agents, and when it may itself lend its own. */
export function Help() {
  const { t } = useTranslation('admin')
  const { rules, set } = useQueueForm()
  const { safety, threshold_s } = rules
  const said = { threshold: spell(threshold_s), stop: spell(safety.stop * threshold_s), resume: spell(safety.resume * threshold_s) }
  return (
    <Section name="help">
      <Group name="help" where="help">
        <Elsewhere
          items={rules.help.map(({ by, after_s }) => ({ queue: by, after_s }))} field="help" side="by" first={HELP_S} add={t('help.add')} none={t('help.none')} lead={t('help.by')}
          onChange={(next) => set({ help: next.map(({ queue, after_s }) => ({ by: queue, after_s })) })}
        />
      </Group>
      <NumberSetting name="safety_stop" where="safety.stop" value={Math.round(safety.stop * PER_CENT)} max={1000} suffix=" %" say={t('say.safety_stop', said)} onChange={(share) => set({ safety: { ...safety, stop: share / PER_CENT } })} />
      <NumberSetting name="safety_resume" where="safety.resume" value={Math.round(safety.resume * PER_CENT)} max={1000} suffix=" %" say={t('say.safety_resume', said)} onChange={(share) => set({ safety: { ...safety, resume: share / PER_CENT } })} />
    </Section>
  )
}

interface After { queue: string; after_s: number }
interface Props { items: After[]; field: 'overflow' | 'help'; side: 'to' | 'by'; first: number; add: string; none: string; lead: string; onChange: (next: After[]) => void }

/** Other queues, each from a wait on. */
function Elsewhere({ items, field, side, first, add, none, lead, onChange }: Props) {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  const others = useOthers()
  const nameOf = (queue: string) => others.find((one) => one.value === queue)?.label ?? queue
  const free = others.filter((one) => !items.some((item) => item.queue === one.value))
  return (
    <Rows<After> items={items} onChange={onChange} add={add} none={none} called={(one) => nameOf(one.queue)} blank={() => (free[0] ? { queue: free[0].value, after_s: first } : null)}>
      {(one, change, place) => (
        <>
          <NativeSelect className={style.grow!} aria-label={lead} value={one.queue} data={others.filter((other) => other.value === one.queue || free.includes(other))} error={fault(`${field}.${place}.${side}`)} onChange={(event) => change({ ...one, queue: event.currentTarget.value })} />
          <span className={style.in}>{t('overflow.after')}<DurationField where={`${field}.${place}.after_s`} label={t('overflow.after_of', { queue: nameOf(one.queue) })} value={one.after_s} onChange={(after_s) => change({ ...one, after_s })} /></span>
        </>
      )}
    </Rows>
  )
}
