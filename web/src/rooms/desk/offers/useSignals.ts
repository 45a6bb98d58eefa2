import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferRow } from '~/live/rows'
import { notify } from './notify'
import { readySound } from '~/ui/bell'
import { ringOffer } from './sound'

const RING_AGAIN_MS = 5_000
const TITLE = 'Beffroi'

/** An offer is heard, seen in the tab's title, and told by the desktop when the tab is behind. */
export function useSignals(offers: OfferRow[]): void {
  const { t } = useTranslation(['desk', 'interactions', 'app'])
  const first = offers[0]
  const ids = offers.map((offer) => offer.assignment).join()
  const who = first?.customer?.name ?? t('interactions:stream.unnamed')

  useEffect(readySound, [])

  useEffect(() => {
    if (!ids) return
    ringOffer()
    const again = setInterval(ringOffer, RING_AGAIN_MS)
    return () => clearInterval(again)
  }, [ids])

  useEffect(() => {
    document.title = first ? `(${offers.length}) ${t('desk:offer.page_title', { who })}` : TITLE
    return () => { document.title = TITLE }
  }, [first, offers.length, who, t])

  const assignment = first?.assignment
  const queue = first?.queue_name
  useEffect(() => {
    if (!assignment) return
    return notify(t('desk:offer.page_title', { who }), t('desk:offer.notification', { who, queue }), assignment)
  }, [assignment, queue, who, t])
}
