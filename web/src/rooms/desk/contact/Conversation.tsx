import { Button } from '@mantine/core'
import { IconArrowDown, IconUserOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Topic } from '~/live/reducer'
import type { WorkRow } from '~/live/rows'
import { Stream } from '~/rooms/interactions/Stream'
import { Timer } from '~/ui/Timer'
import style from './Contact.module.css'
import { Outgoings } from './Outgoings'
import { useOutbox } from './outbox'
import { useStick } from './useStick'

/** The stream, kept at its newest line unless the agent is reading further up. */
export function Conversation({ work, topic, name }: { work: WorkRow; topic: Topic; name: string }) {
  const { t } = useTranslation(['interactions', 'desk'])
  const outgoing = useOutbox(work.interaction).filter((one) => !one.row || !topic.rows.has(one.row))
  const { box, away, toNewest } = useStick(work.interaction, topic.n + outgoing.length)
  return (
    <>
      <div className={style.scroll} ref={box} tabIndex={0} role="region" aria-label={t('interactions:stream.with', { name })}>
        <Stream topic={topic} customer={name}>
          <Outgoings interaction={work.interaction} outgoing={outgoing} />
        </Stream>
        {away && (
          <div className={style.newest}>
            <Button size="compact-sm" variant="default" leftSection={<IconArrowDown size={14} />} onClick={toNewest}>
              {t('interactions:stream.newest')}
            </Button>
          </div>
        )}
      </div>
      {work.state === 'active' && work.ended && (
        <p className={style.gone} data-tone="over" role="status"><IconUserOff size={16} aria-hidden />{t('desk:contact.ended')}</p>
      )}
      {work.state === 'active' && !work.ended && work.gone_at !== null && <Gone since={work.gone_at} />}
    </>
  )
}

function Gone({ since }: { since: number }) {
  const { t } = useTranslation('interactions')
  const [before = '', after = ''] = t('stream.gone', { since: '|' }).split('|')
  return (
    <p className={style.gone} role="status">
      <IconUserOff size={16} aria-hidden /><span>{before}<Timer since={since} words />{after}</span>
    </p>
  )
}
