import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../editing/Section'
import { ChoiceSetting, DurationSetting, SwitchSetting } from '../../settings/Setting'
import { useQueueForm } from '../form'
import style from './Sections.module.css'

export const STRATEGIES = ['least_loaded', 'longest_idle', 'most_skilled', 'round_robin'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** Among free agents, who; among queues, which first. */
export function Choice() {
  const { t } = useTranslation('admin')
  const { rules, set } = useQueueForm()
  return (
    <Section name="choice">
      <ChoiceSetting
        name="strategy" where="strategy" value={rules.strategy as Strategy} say={t(`strategy_say.${rules.strategy as Strategy}`)}
        choices={STRATEGIES.map((value) => ({ value, label: t(`strategy.${value}`) }))} onChange={(strategy) => set({ strategy })}
      />
      <DurationSetting name="last_agent" where="last_agent_s" value={rules.last_agent_s} onChange={(last_agent_s) => set({ last_agent_s })} />
      <SwitchSetting name="strict" where="strict" checked={rules.strict} onChange={(strict) => set({ strict })}>
        <p className={style.warn} role="note"><IconAlertTriangle size={16} aria-hidden />{t('strict_warning')}</p>
      </SwitchSetting>
      <SwitchSetting name="pull" where="pull" checked={rules.pull} onChange={(pull) => set({ pull })} />
    </Section>
  )
}
