import { Button, Modal, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '~/api/shapes'
import { now } from '~/live/clock'
import { useAct } from '~/ui/useAct'
import { dayOf } from './days'
import style from './Targets.module.css'

interface Props {
  now: Target
  onClose: () => void
  onDone: () => void
}

const PER_CENT = 100

/** The next target of a queue, beginning with what is in force. */
export function SetTarget({ now: held, onClose, onDone }: Props) {
  const { t } = useTranslation(['targets', 'app'])
  const { pending, run } = useAct()
  const [percentage, setPercentage] = useState<number | string>(Math.round(held.target * PER_CENT))
  const [seconds, setSeconds] = useState<number | string>(held.threshold_s)
  const [from, setFrom] = useState(dayOf(now()))
  const [to, setTo] = useState('')
  const whole = typeof percentage === 'number' && typeof seconds === 'number' && from !== '' && (to === '' || to >= from)
  async function submit() {
    const asked = { queue: held.queue, target: Number(percentage) / PER_CENT, threshold_s: seconds, valid_from: from, valid_to: to || null }
    if (await run('/api/targets', asked)) onDone()
  }
  return (
    <Modal opened onClose={onClose} title={t('targets:set_for', { queue: held.queue_name })} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (whole) void submit()
        }}
      >
        <NumberInput label={t('targets:field.target')} value={percentage} onChange={setPercentage} min={1} max={100} suffix=" %" allowDecimal={false} data-autofocus />
        <NumberInput label={t('targets:field.threshold')} value={seconds} onChange={setSeconds} min={1} max={2_592_000} allowDecimal={false} />
        <TextInput type="date" label={t('targets:field.from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} required />
        <TextInput type="date" label={t('targets:field.to')} description={t('targets:field.to_say')} inputWrapperOrder={['label', 'input', 'description']} value={to} min={from} onChange={(event) => setTo(event.currentTarget.value)} />
        <p className={style.note}>{t('targets:threshold_say')}</p>
        <div className={style.acts}>
          <Button variant="default" onClick={onClose}>{t('app:cancel')}</Button>
          <Button type="submit" loading={pending} disabled={!whole}>{t('targets:submit')}</Button>
        </div>
      </form>
    </Modal>
  )
}
