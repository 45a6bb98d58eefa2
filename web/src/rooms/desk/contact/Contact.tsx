import { Button, Skeleton } from '@mantine/core'
import { IconArrowForwardUp, IconCheck } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTopic } from '~/live/hooks'
import type { WorkRow } from '~/live/rows'
import { Channel } from '~/ui/Channel'
import { Empty } from '~/ui/Empty'
import { Key, useKeys } from '~/ui/Keys'
import { Timer } from '~/ui/Timer'
import { Below } from './Below'
import style from './Contact.module.css'
import { Conversation } from './Conversation'
import { TransferDialog } from './TransferDialog'
import { useEnding } from './useEnding'

/** The open contact: its story, and below it what the agent may do now (answer, or qualify). */
export function Contact({ work, aside }: { work: WorkRow; aside: ReactNode }) {
  const { t } = useTranslation(['desk', 'interactions'])
  const topic = useTopic(`interaction:${work.interaction}`)
  const [transferring, setTransferring] = useState(false)
  const ending = useEnding(work)
  const name = work.customer?.name ?? t('interactions:stream.unnamed')
  const active = work.state === 'active'
  const called = work.channel === 'callback' // it ends by what came of the call
  useKeys({ F4: active ? () => setTransferring(true) : undefined, F8: active && !called ? ending.press : undefined })
  return (
    <section className={style.contact} aria-label={name}>
      <header className={style.head}>
        <Channel channel={work.channel} size={18} />
        <div className={style.title}>
          <h2>{name}</h2>
          <p>
            {work.queue_name}
            {work.case?.number && <> · {t('desk:contact.case', { number: work.case.number })}</>}
          </p>
        </div>
        {active && <Timer since={work.accepted_at} className={style.timer} />}
        {active && (
          <>
            <Button variant="default" leftSection={<IconArrowForwardUp size={16} />} rightSection={<Key>F4</Key>} onClick={() => setTransferring(true)}>
              {t('desk:contact.transfer')}
            </Button>
            {!called && (
              <Button variant="default" leftSection={<IconCheck size={16} />} rightSection={<Key>F8</Key>} onClick={ending.press} loading={ending.pending}>
                {t('desk:contact.end')}
              </Button>
            )}
          </>
        )}
        {aside}
      </header>
      {topic.state === 'refused' && <Empty title={t('desk:contact.refused')} say={t('desk:contact.refused_say')} />}
      {topic.state === 'loading' && <Loading words={t('desk:contact.loading')} />}
      {(topic.state === 'live' || topic.state === 'gap') && <Conversation work={work} topic={topic} name={name} />}
      <Below work={work} name={name} ending={ending} />
      {transferring && active && <TransferDialog work={work} name={name} onClose={() => setTransferring(false)} />}
    </section>
  )
}

function Loading({ words }: { words: string }) {
  return (
    <div className={style.loading} role="status" aria-label={words}>
      <Skeleton height={38} width="52%" /><Skeleton height={38} width="40%" ml="auto" /><Skeleton height={58} width="60%" />
    </div>
  )
}
