import { Anchor, Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../../editing/form'
import { Section } from '../../editing/Section'
import { ChoiceSetting, DurationField } from '../../settings/Setting'
import { CAUSES, type Cause, type Otherwise } from '../../shapes'
import { useQueueForm } from '../form'
import { useOthers } from '../useOthers'
import style from './Sections.module.css'

export const WAYS = ['wait', 'choose', 'queue', 'dissuade'] as const
export type Way = (typeof WAYS)[number]
const NONE = ''

/** Who may enter the line, cause by cause, in the order in which they are looked at. */
export function Entry() {
  const { t } = useTranslation('admin')
  const { rules, set } = useQueueForm()
  const others = useOthers()
  return (
    <Section name="entry">
      {CAUSES.map((cause) => <CauseFields key={cause} cause={cause} />)}
      <ChoiceSetting name="messages_to" where="messages_to" value={rules.messages_to ?? NONE} choices={[{ value: NONE, label: t('entry.messages_here') }, ...others]} onChange={(next) => set({ messages_to: next || null })} />
    </Section>
  )
}

function CauseFields({ cause }: { cause: Cause }) {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  const { rules, set } = useQueueForm()
  const others = useOthers()
  const here = rules.admission[cause]
  const way = here.do as Way
  const change = (part: Partial<Otherwise>) => set({ admission: { ...rules.admission, [cause]: { ...here, ...part } } })
  const title = t(`cause.${cause}`)
  return (
    <div className={style.cause} role="group" aria-label={title}>
      <h3>{title}</h3>
      <div className={style.choice}>
        <Limit cause={cause} />
        <NativeSelect
          aria-label={t('entry.then', { cause: title })} value={way} data={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))} error={fault(`admission.${cause}.do`)}
          onChange={(event) => change(given(event.currentTarget.value as Way, here))}
        />
        {way === 'choose' && (
          <>
            <Checkbox label={t('entry.callback')} checked={here.callback} onChange={(event) => change({ callback: event.currentTarget.checked })} />
            <Checkbox label={t('entry.message')} checked={here.message} onChange={(event) => change({ message: event.currentTarget.checked })} />
          </>
        )}
        {way === 'queue' && (
          <NativeSelect
            aria-label={t('entry.to', { cause: title })} value={here.queue ?? NONE} data={[{ value: NONE, label: t('words.choose') }, ...others]} error={fault(`admission.${cause}.queue`)}
            onChange={(event) => change({ queue: event.currentTarget.value || null })}
          />
        )}
      </div>
      <div className={style.effect}>
        <p>{t(`cause_say.${cause}`)}</p>
        <p>{t(`way_say.${way}`)} {way !== 'wait' && <Anchor underline="always" href="#texts" size="xs">{t('entry.text')}</Anchor>}</p>
      </div>
    </div>
  )
}

/** What another way than before needs; what it does not is let go. */
function given(way: Way, before: Otherwise): Otherwise {
  const asks = way === 'choose'
  return { do: way, queue: way === 'queue' ? before.queue : null, callback: asks && (before.callback || before.do !== 'choose'), message: asks && (before.message || before.do !== 'choose') }
}

/** From where on the line is full, or the wait long. Nothing: never. */
function Limit({ cause }: { cause: Cause }) {
  const { t } = useTranslation('admin')
  const { fault } = useForm()
  const { rules, set } = useQueueForm()
  const { admission } = rules
  if (cause === 'full') {
    return (
      <NumberInput
        label={t('entry.most_waiting')} placeholder={t('entry.no_limit')} min={0} max={100_000} allowDecimal={false} value={admission.most_waiting ?? ''} error={fault('admission.most_waiting')}
        onChange={(next) => set({ admission: { ...admission, most_waiting: typeof next === 'number' ? next : null } })}
      />
    )
  }
  if (cause !== 'long_wait') return null
  return (
    <DurationField
      seen width={300} where="admission.longest_wait_s" label={t('entry.longest_wait')} placeholder={t('entry.no_limit')} value={admission.longest_wait_s}
      onEmpty={() => set({ admission: { ...admission, longest_wait_s: null } })} onChange={(longest_wait_s) => set({ admission: { ...admission, longest_wait_s } })}
    />
  )
}
