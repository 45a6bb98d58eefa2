import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useQueues } from '~/api/queries'
import type { OfferRow } from '~/live/rows'
import { Channel } from '~/ui/Channel'
import { Key } from '~/ui/Keys'
import { Ring } from '~/ui/Ring'
import { Timer } from '~/ui/Timer'
import { useFocusBackFrom } from '~/ui/useFocusBack'
import { worded } from '~/ui/words'
import style from './Offers.module.css'

interface Props {
  offer: OfferRow
  first: boolean
  pending: boolean
  onAccept: (offer: OfferRow) => Promise<void>
  onDecline: (offer: OfferRow, reason: string) => void
}

/** Who waits, since when, why this agent, and how long there is to answer. */
export function OfferCard({ offer, first, pending, onAccept, onDecline }: Props) {
  const { t, i18n } = useTranslation(['desk', 'interactions', 'app'])
  const onFocus = useFocusBackFrom()
  const who = offer.customer?.name ?? t('interactions:stream.unnamed')
  const why = [offer.why?.[i18n.language] ?? []].flat().join(' ')
  return (
    // It only remembers where the focus came from.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className={style.card} onFocus={onFocus} aria-label={t('desk:offer.page_title', { who })}>
      <div className={style.head}>
        <Ring from={offer.offered_at} until={offer.due_at} label={t('desk:offer.title', { channel: offer.queue_name })}>
          <Channel channel={offer.channel} size={20} />
        </Ring>
        <div className={style.names}>
          <h2 className={style.who}>{who}</h2>
          <p className={style.queue}>{offer.channel === 'chat' ? offer.queue_name : `${t(`app:channel.${offer.channel as 'callback'}`)} · ${offer.queue_name}`}</p>
        </div>
        <p className={style.waited}>
          <span>{t('desk:offer.waited')}</span>
          <Timer since={offer.arrived_at} className={style.timer} />
        </p>
      </div>
      {offer.first_text && <div className={style.text}><p>{offer.first_text}</p></div>}
      {why && <p className={style.why}><span>{t('desk:offer.why')}</span> {why}</p>}
      <div className={style.acts}>
        <Button
          className={style.accept} loading={pending} onClick={() => void onAccept(offer)}
          rightSection={first ? <Key>F2</Key> : undefined}
        >
          {t('desk:offer.accept')}
        </Button>
        {offer.may_decline && <Decline offer={offer} disabled={pending} onDecline={onDecline} />}
      </div>
    </section>
  )
}

function Decline({ offer, disabled, onDecline }: { offer: OfferRow; disabled: boolean; onDecline: Props['onDecline'] }) {
  const { t, i18n } = useTranslation('desk')
  const { data: queues } = useQueues()
  const reasons = queues?.find((queue) => queue.id === offer.queue)?.decline_reasons ?? []
  return (
    <Menu position="top-end" width={250}>
      <Menu.Target>
        <Button variant="default" disabled={disabled} rightSection={<IconChevronDown size={14} />}>{t('offer.decline')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('offer.decline_why')}</Menu.Label>
        {reasons.map((reason) => (
          <Menu.Item key={reason.code} onClick={() => onDecline(offer, reason.code)}>{worded(reason, i18n.language)}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
