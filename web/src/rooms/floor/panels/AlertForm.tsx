import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDirectory, useQueues } from '~/api/queries'
import { useAnswer } from '../steering/useAnswer'
import style from '../steering/Steering.module.css'
import type { AlertRule } from '../steering/shapes'
import { QUEUE_FIGURES, TEAM_FIGURES, typedOf, unitOf, valueOf, type FigureName } from './figureWords'

type Draft = Omit<AlertRule, 'id' | 'email_waits' | 'secret' | 'set_by' | 'set_at'>

const NEW: Draft = {
  name: '', queue: null, team: null, figure: 'longest_wait_s', op: '>', value: 120, held_s: 30, screen: true, sound: true, email: null, webhook: null,
}

interface Props {
  rule: AlertRule | null
  onClose: () => void
  onDone: () => void
}

/** One rule: of what, which figure, beyond what, for how long, and how it is told. */
export function AlertForm({ rule, onClose, onDone }: Props) {
  const { t } = useTranslation(['floor', 'app'])
  const { pending, ask } = useAnswer()
  const [secret, keep] = useState<string | null>(null)
  const { data: queues } = useQueues()
  const { data: directory } = useDirectory()
  const [held, hold] = useState<Draft>(rule ?? NEW)
  const [typed, type] = useState<number | string>(typedOf(held.figure, held.value))
  const put = (changed: Partial<Draft>) => hold({ ...held, ...changed })
  const places = [
    ...(queues?.filter((one) => one.in_scope).map((one) => ({ value: `queue:${one.id}`, label: one.name })) ?? []),
    ...(directory?.teams.map((one) => ({ value: `team:${one.id}`, label: one.name })) ?? []),
  ]
  const place = held.queue ? `queue:${held.queue}` : held.team ? `team:${held.team}` : (places[0]?.value ?? '')
  const isTeam = place.startsWith('team:')
  const figures: readonly FigureName[] = isTeam ? TEAM_FIGURES : QUEUE_FIGURES
  const figure = figures.includes(held.figure as FigureName) ? held.figure : (figures[0] ?? 'waiting')
  const unit = unitOf(figure)
  const whole = held.name.trim() !== '' && typeof typed === 'number' && place !== ''

  async function save() {
    const id = place.slice(place.indexOf(':') + 1)
    const body = {
      name: held.name.trim(), queue: isTeam ? null : id, team: isTeam ? id : null, figure, op: held.op, value: valueOf(figure, Number(typed)), held_s: held.held_s,
      screen: held.screen, sound: held.sound, email: held.email?.trim() || null, webhook: held.webhook?.trim() || null,
    }
    const saved = await ask<AlertRule>(rule ? `/api/alerts/rules/${rule.id}` : '/api/alerts/rules', body, rule ? 'PUT' : 'POST')
    if (saved?.secret) keep(saved.secret)
    else if (saved) onDone()
  }
  if (secret) return <Secret secret={secret} onDone={onDone} />
  return (
    <form
      className={`${style.form} ${style.pad}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (whole) void save()
      }}
    >
      <TextInput label={t('floor:alerts.name')} placeholder={t('floor:alerts.name_say')} maxLength={80} value={held.name} autoFocus onChange={(event) => put({ name: event.currentTarget.value })} />
      <NativeSelect
        label={t('floor:alerts.where')} data={places} value={place}
        onChange={(event) => { const [kind, id] = [event.currentTarget.value.split(':')[0], event.currentTarget.value.slice(event.currentTarget.value.indexOf(':') + 1)]; put(kind === 'team' ? { team: id, queue: null } : { queue: id, team: null }) }}
      />
      <NativeSelect label={t('floor:alerts.figure')} data={figures.map((one) => ({ value: one, label: t(`floor:figure.${one}`) }))} value={figure} onChange={(event) => put({ figure: event.currentTarget.value as FigureName })} />
      <div className={style.row}>
        <NativeSelect label={t('floor:alerts.op')} data={[{ value: '>', label: t('floor:alerts.above') }, { value: '<', label: t('floor:alerts.below') }]} value={held.op} onChange={(event) => put({ op: event.currentTarget.value as '>' })} />
        <NumberInput w={120} label={t(`floor:alerts.unit.${unit}`)} value={typed} min={0} {...(unit === 'share' && { max: 100, suffix: ' %' })} onChange={type} />
        <NumberInput w={130} label={t('floor:alerts.held')} value={held.held_s} min={0} max={3600} allowDecimal={false} onChange={(seconds) => put({ held_s: Number(seconds) || 0 })} />
      </div>
      <Checkbox label={t('floor:alerts.screen')} checked={held.screen} onChange={(event) => put({ screen: event.currentTarget.checked })} />
      <Checkbox label={t('floor:alerts.sound_say')} checked={held.sound} onChange={(event) => put({ sound: event.currentTarget.checked })} />
      <TextInput type="email" label={t('floor:alerts.email')} description={t('floor:alerts.email_say')} value={held.email ?? ''} onChange={(event) => put({ email: event.currentTarget.value })} />
      <TextInput type="url" label={t('floor:alerts.webhook')} description={t('floor:alerts.webhook_say')} value={held.webhook ?? ''} onChange={(event) => put({ webhook: event.currentTarget.value })} />
      <footer className={style.feet}>
        <Button variant="default" onClick={onClose}>{t('app:cancel')}</Button>
        <Button type="submit" loading={pending} disabled={!whole}>{t('floor:alerts.save')}</Button>
      </footer>
    </form>
  )
}

/** Said once: with it, who is called can check that it was us. */
function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation(['floor', 'app'])
  return (
    <div className={`${style.form} ${style.pad}`}>
      <TextInput label={t('floor:alerts.secret')} description={t('floor:alerts.secret_say')} value={secret} readOnly autoFocus onFocus={(event) => event.currentTarget.select()} />
      <footer className={style.feet}><Button onClick={onDone}>{t('app:close')}</Button></footer>
    </div>
  )
}
