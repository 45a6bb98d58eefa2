import { Section } from '../../editing/Section'
import { DurationSetting, NumberSetting, SwitchSetting } from '../../settings/Setting'
import { useQueueForm } from '../form'

/** Whether those who wait may be called back instead, and how often it is tried. */
export function Callback() {
  const { rules, set } = useQueueForm()
  const { callback } = rules
  return (
    <Section name="callback">
      <SwitchSetting name="callback_offered" where="callback.offered" checked={callback.offered} onChange={(offered) => set({ callback: { ...callback, offered } })} />
      <DurationSetting name="callback_above" where="callback.above_s" value={callback.above_s} onChange={(above_s) => set({ callback: { ...callback, above_s } })} />
      <NumberSetting name="callback_attempts" where="callback.attempts" value={callback.attempts} min={1} max={20} onChange={(attempts) => set({ callback: { ...callback, attempts } })} />
      <DurationSetting name="callback_retry" where="callback.retry_s" value={callback.retry_s} onChange={(retry_s) => set({ callback: { ...callback, retry_s } })} />
    </Section>
  )
}
