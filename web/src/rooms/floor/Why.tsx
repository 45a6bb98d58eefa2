import { Select, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDirectory, useExplanation } from '~/api/queries'
import { Problem } from '~/api/problem'
import type { Topic } from '~/live/reducer'
import type { EventRow } from '~/live/rows'
import { rowsOf } from '~/live/hooks'
import { timeOfDay } from '~/ui/format'
import { Failure } from '~/ui/Failure'
import style from './Floor.module.css'
import { WhyText } from './WhyText'

/** « Pourquoi ce conseiller ? »: for each decision, the one chosen or any other; every sentence is the server's. */
export function Why({ interaction, topic }: { interaction: string; topic: Topic }) {
  const { t, i18n } = useTranslation(['floor', 'interactions'])
  const [agent, setAgent] = useState<string | null>(null)
  const [asked, ask] = useState<string | null>(null)
  const { data: directory } = useDirectory()
  const offers = rowsOf<EventRow>(topic, 'event', (event) => -event.at).filter((event) => event.type === 'offer_made')
  const decision = asked ?? offers[0]?.id
  const seq = decision ? Number(decision.slice('event:'.length)) : null
  const { data, error, refetch, isPending } = useExplanation(interaction, agent, seq)
  const undecided = error instanceof Problem && error.status === 404
  return (
    <div className={style.why}>
      {offers.length > 1 && (
        <Select
          label={t('floor:why.decision')} value={decision ?? null} onChange={ask} allowDeselect={false}
          data={offers.map(({ id, at, name }) => ({ value: id, label: `${timeOfDay(at, i18n.language)} · ${t('interactions:event.offer_made', { name })}` }))}
        />
      )}
      <Select
        label={t('floor:why.choose')} placeholder={t('floor:why.anyone')} value={agent} onChange={setAgent} searchable clearable
        clearButtonProps={{ 'aria-label': t('floor:why.anyone') }}
        data={directory?.agents.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      />
      {isPending && <Skeleton height={90} />}
      {undecided && <p className={style.none}>{t('floor:why.none')}</p>}
      {error && !undecided && <Failure problem={error} onRetry={() => void refetch()} />}
      {data && <WhyText explanation={data} />}
    </div>
  )
}
