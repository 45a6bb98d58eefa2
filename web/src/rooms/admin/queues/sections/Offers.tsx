import { NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../../editing/form'
import { Section } from '../../editing/Section'
import { Rows } from '../../settings/Rows'
import { DurationField, DurationSetting, Group, NumberSetting, SwitchSetting } from '../../settings/Setting'
import { RINGING, type Rules } from '../../shapes'
import { useQueueForm } from '../form'
import style from './Sections.module.css'

type Channel = (typeof RINGING)[number]
type Ring = { channel: Channel; offer_s: number; misses_allowed: number }

/** How a contact is shown to an agent, for how long, and what a missed one leads to. */
export function Offers() {
  const { t } = useTranslation(['admin', 'app'])
  const { fault } = useForm()
  const { rules, set } = useQueueForm()
  const rings = Object.entries(rules.channels).map(([channel, ring]): Ring => ({ channel: channel as Channel, ...ring }))
  const free = RINGING.filter((one) => !(one in rules.channels))
  const keep = (next: Ring[]) => set({ channels: Object.fromEntries(next.map(({ channel, ...ring }): [string, Rules['channels'][string]] => [channel, ring])) })
  return (
    <Section name="offers">
      <DurationSetting name="offer" where="offer_s" value={rules.offer_s} onChange={(offer_s) => set({ offer_s })} />
      <NumberSetting name="misses" where="misses_allowed" value={rules.misses_allowed} min={1} max={100} onChange={(misses_allowed) => set({ misses_allowed })} />
      <SwitchSetting name="may_decline" where="may_decline" checked={rules.may_decline} onChange={(may_decline) => set({ may_decline })} />
      <Group name="channels" where="channels">
        <Rows<Ring>
          items={rings} onChange={keep} add={t('admin:channels.add')} called={(ring) => t(`app:channel.${ring.channel}`)}
          blank={() => (free[0] ? { channel: free[0], offer_s: rules.offer_s, misses_allowed: rules.misses_allowed } : null)}
        >
          {(ring, change) => (
            <>
              <NativeSelect
                aria-label={t('admin:channels.channel')} w={150} value={ring.channel} data={[ring.channel, ...free].map((one) => ({ value: one, label: t(`app:channel.${one}`) }))}
                onChange={(event) => change({ ...ring, channel: event.currentTarget.value as Channel })}
              />
              <span className={style.in}>{t('admin:channels.rings')}<DurationField where={`channels.${ring.channel}.offer_s`} label={t('admin:label.offer')} value={ring.offer_s} onChange={(offer_s) => change({ ...ring, offer_s })} /></span>
              <span className={style.in}>
                {t('admin:channels.misses')}
                <NumberInput aria-label={t('admin:label.misses')} w={80} min={1} max={100} allowDecimal={false} value={ring.misses_allowed} error={fault(`channels.${ring.channel}.misses_allowed`)} onChange={(next) => typeof next === 'number' && change({ ...ring, misses_allowed: next })} />
              </span>
            </>
          )}
        </Rows>
      </Group>
    </Section>
  )
}
