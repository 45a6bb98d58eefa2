import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '~/app/session'
import { percent } from '~/ui/format'
import { Section } from '../../editing/Section'
import { DurationSetting, Group, NumberSetting, TextSetting } from '../../settings/Setting'
import { spell } from '../../settings/spell'
import { useQueueForm } from '../form'

const PER_CENT = 100

/** What it is called, what it promises. The promise of a queue in use is a target, which has its dates and its own page. */
export function Identity() {
  const { t, i18n } = useTranslation('admin')
  const { may } = useSession()
  const { rules, isNew, set } = useQueueForm()
  const promise = t('promise', { target: percent(rules.target, i18n.language, 0), threshold: spell(rules.threshold_s) })
  return (
    <Section name="identity">
      <TextSetting name="name" where="name" value={rules.name} required onChange={(name) => set({ name })} />
      {isNew ? (
        <>
          <NumberSetting name="target" where="target" value={Math.round(rules.target * PER_CENT)} min={1} max={100} suffix=" %" onChange={(share) => set({ target: share / PER_CENT })} />
          <DurationSetting name="threshold" where="threshold_s" value={rules.threshold_s} onChange={(threshold_s) => set({ threshold_s })} />
        </>
      ) : (
        <Group name="promise" where="target">
          <div>{promise} {may('target.set') && <Anchor underline="always" component={Link} to="/admin/targets" size="sm" ml={8}>{t('promise_link')}</Anchor>}</div>
        </Group>
      )}
      <DurationSetting name="bonus" where="bonus_s" value={rules.bonus_s} onChange={(bonus_s) => set({ bonus_s })} />
    </Section>
  )
}
