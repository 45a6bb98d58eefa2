import { useEffect, useRef } from 'react'
import type { WorkRow } from '~/live/rows'
import { ringMessage } from './offers/sound'

/** A soft stroke when a customer writes in a contact that is not the open one, or while the tab is behind. */
export function useMessageBell(works: WorkRow[], open: string | undefined): void {
  const heard = useRef(new Map<string, number>())
  useEffect(() => {
    for (const { interaction, last } of works) {
      if (last?.author !== 'customer') continue
      const before = heard.current.get(interaction)
      heard.current.set(interaction, last.at)
      const unseen = interaction !== open || document.hidden
      if (before !== undefined && last.at > before && unseen) ringMessage()
    }
  }, [works, open])
}
