import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '~/live/clock'
import type { OfferRow, WorkRow } from '~/live/rows'
import { tellUntilSeen } from '~/ui/tell'

/** How far the browser's idea of the server's time may be off. */
const ABOUT_S = 0.5

/** What time took away is said: an offer nobody answered, a wrap-up closed without an outcome. */
export function useLapses(offers: OfferRow[], works: WorkRow[]): void {
  const { t } = useTranslation(['desk', 'interactions'])
  const before = useRef<{ offers: OfferRow[]; works: WorkRow[] }>({ offers, works })

  useEffect(() => {
    const { offers: rang, works: held } = before.current
    before.current = { offers, works }
    const over = now() + ABOUT_S
    const here = new Set([...offers, ...works].map((row) => row.assignment))
    const who = (row: OfferRow | WorkRow) => row.customer?.name ?? t('interactions:stream.unnamed')
    for (const offer of rang) {
      if (!here.has(offer.assignment) && offer.due_at <= over) tellUntilSeen(t('desk:offer.missed', { who: who(offer) }), 'missed')
    }
    for (const work of held) {
      if (!here.has(work.assignment) && work.wrap_up_due_at !== null && work.wrap_up_due_at <= over) {
        tellUntilSeen(t('desk:wrap_up.lapsed', { who: who(work) }), 'lapsed')
      }
    }
  }, [offers, works, t])
}
