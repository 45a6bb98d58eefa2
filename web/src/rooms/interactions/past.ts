/** An interaction read whole from the records, as the rows its live topic would have. Pure. */
import type { InteractionPage } from '~/api/shapes'
import type { Topic } from '~/live/reducer'
import type { Row } from '~/live/rows'

export function topicOf(page: InteractionPage): Topic {
  const messages = page.messages.map((one): Row => ({ ...one, id: `message:${one.id}`, kind: 'message' }))
  const events = page.timeline.map(({ seq, ...one }): Row => ({ ...one, id: `event:${seq}`, kind: 'event' }))
  return { state: 'live', n: 0, rows: new Map([...messages, ...events].map((row) => [row.id, row])) }
}
