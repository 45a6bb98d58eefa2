import { SegmentedControl, Select, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '~/api/problem'
import { useDirectory, useExplanation } from '~/api/queries'
import { rowsOf } from '~/live/hooks'
import type { Topic } from '~/live/reducer'
import type { EventRow, InteractionRow } from '~/live/rows'
import { Failure } from '~/ui/Failure'
import { timeOfDay } from '~/ui/format'
import style from './Interaction.module.css'
import { decisions, firstQuestion, seqOf, waits, type Question } from './questions'
import { WhyText } from './WhyText'

const at = (event: EventRow) => event.at

/** « Pourquoi ce conseiller ? Pourquoi cette attente ? Pourquoi pas elle ? », now or then; every sentence is the server's. */
export function Why({ row, topic }: { row: InteractionRow; topic: Topic }) {
  const { t, i18n } = useTranslation(['floor', 'interactions'])
  const { data: directory } = useDirectory()
  const events = rowsOf<EventRow>(topic, 'event', at)
  const offers = decisions(events)
  const [question, setQuestion] = useState<Question>(firstQuestion(row.state, offers))
  const [agent, setAgent] = useState<string | null>(null)
  const [moment, setMoment] = useState<string | null>(null)
  const isWaiting = row.state === 'waiting' || row.state === 'offered'
  const moments = question === 'wait' ? waits(events) : offers
  const chosen = moments.find((one) => one.id === moment) ?? (question !== 'agent' && isWaiting ? undefined : moments[0])
  const asksOther = question === 'other'
  return (
    <div className={style.why}>
      <SegmentedControl
        fullWidth size="xs" aria-label={t('floor:drawer.why')} value={question} onChange={(next) => { setQuestion(next as Question); setMoment(null) }}
        data={[{ value: 'agent', label: t('floor:why.agent') }, { value: 'wait', label: t('floor:why.wait') }, { value: 'other', label: t('floor:why.other') }]}
      />
      {asksOther && (
        <Select
          label={t('floor:why.choose')} placeholder={t('floor:why.type')} value={agent} onChange={setAgent} searchable clearable data-autofocus
          clearButtonProps={{ 'aria-label': t('floor:why.clear') }} data={directory?.agents.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
      )}
      {moments.length > (question !== 'agent' && isWaiting ? 0 : 1) && (
        <Select
          label={t('floor:why.decision')} value={chosen?.id ?? ''} onChange={setMoment} allowDeselect={false}
          data={[
            ...(question !== 'agent' && isWaiting ? [{ value: '', label: t('floor:why.now') }] : []),
            ...moments.map((one) => ({ value: one.id, label: `${timeOfDay(one.at, i18n.language)} · ${question === 'wait' ? t('interactions:event.queue_entered', { queue: one.queue_name }) : t('interactions:event.offer_made', { name: one.name })}` })),
          ]}
        />
      )}
      {asksOther && !agent ? <p className={style.none}>{t('floor:why.who')}</p> : <Answer interaction={row.interaction} agent={asksOther ? agent : null} seq={seqOf(chosen)} />}
    </div>
  )
}

function Answer({ interaction, agent, seq }: { interaction: string; agent: string | null; seq: number | null }) {
  const { t } = useTranslation('floor')
  const { data, error, refetch, isPending } = useExplanation(interaction, agent, seq)
  const undecided = error instanceof Problem && error.status === 404
  if (undecided) return <p className={style.none}>{t('why.none')}</p>
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />
  return isPending ? <Skeleton height={90} /> : <WhyText explanation={data} asked={agent !== null} />
}
