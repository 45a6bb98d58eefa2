import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { OfferRow } from '~/live/rows'
import { useAct } from '~/ui/useAct'
import { useKeys } from '~/ui/Keys'
import { useDesk } from '../useDesk'
import { OfferCard } from './OfferCard'
import style from './Offers.module.css'
import { useLapses } from './useLapses'
import { useSignals } from './useSignals'

/** The contacts offered to the agent, above whatever screen they are on. F2 takes the one that has rung the longest. */
export function Offers() {
  const { t } = useTranslation(['desk', 'interactions'])
  const { offers, works } = useDesk()
  const { pending, run } = useAct()
  const navigate = useNavigate()
  useSignals(offers)
  useLapses(offers, works)

  const accept = useCallback(async (offer: OfferRow) => {
    if (await run(`/api/offers/${offer.assignment}/accept`)) void navigate(`/desk/${offer.interaction}`)
  }, [run, navigate])

  const decline = useCallback((offer: OfferRow, reason: string) => {
    void run(`/api/offers/${offer.assignment}/decline`, { reason })
  }, [run])

  const first = offers[0]
  useKeys({ F2: first && (() => void accept(first)) })
  return (
    <>
      <div className="unseen" role="alert">
        {first && t('desk:offer.announce', { who: first.customer?.name ?? t('interactions:stream.unnamed'), queue: first.queue_name })}
      </div>
      <div className={style.stack}>
        {offers.toReversed().map((offer) => (
          <OfferCard key={offer.id} offer={offer} first={offer === first} pending={pending} onAccept={accept} onDecline={decline} />
        ))}
      </div>
    </>
  )
}
