import { useMemo } from 'react'
import { rowsOf, useTopic } from '~/live/hooks'
import type { AnswerRow, MeRow, OfferRow, PullRow, WorkRow } from '~/live/rows'

export interface MyDesk {
  state: 'loading' | 'live' | 'gap' | 'refused'
  me: MeRow | undefined
  offers: OfferRow[]
  works: WorkRow[]
  pulls: PullRow[]
  answers: AnswerRow[]
}

/** What the agent has in hand, as one topic tells it: the contacts in the order they were taken. */
export function useDesk(): MyDesk {
  const topic = useTopic('me')
  return useMemo(() => ({
    state: topic.state,
    me: topic.rows.get('me') as MeRow | undefined,
    offers: rowsOf<OfferRow>(topic, 'offer', (offer) => offer.offered_at),
    works: rowsOf<WorkRow>(topic, 'work', (work) => work.accepted_at),
    pulls: rowsOf<PullRow>(topic, 'pull', (pull) => pull.queue_name),
    answers: rowsOf<AnswerRow>(topic, 'answer', (answer) => answer.at),
  }), [topic])
}
