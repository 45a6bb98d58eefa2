import { useQueues } from '~/api/queries'
import { useQueueForm } from './form'

/** The other queues that take in work, to be chosen from. */
export function useOthers(): { value: string; label: string }[] {
  const { data } = useQueues()
  const { rules } = useQueueForm()
  return (data ?? []).filter((one) => !one.gone && one.id !== rules.id).map((one) => ({ value: one.id, label: one.name }))
}
