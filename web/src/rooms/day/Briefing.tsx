import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMyBriefings } from '~/api/day'
import { useQueues } from '~/api/queries'
import { useSession } from '~/app/session'
import { useRow } from '~/live/hooks'
import type { MeRow } from '~/live/rows'
import { duration, percent, timeOfDay } from '~/ui/format'
import { useAct } from '~/ui/useAct'
import style from './Day.module.css'

/** What the supervisor wants known today, with what the queues promise: shown until it is read. */
export function Briefing() {
  const { t, i18n } = useTranslation(['desk', 'app'])
  const { data } = useMyBriefings()
  const client = useQueryClient()
  const { pending, run } = useAct()
  const { user } = useSession()
  const unread = data?.filter((one) => one.read_at === null && one.by.id !== user.id) ?? []
  const first = unread[0]
  if (!first) return null
  const read = async () => {
    if (await run(`/api/briefings/${first.id}/read`)) void client.invalidateQueries({ queryKey: ['briefings-mine'] })
  }
  return (
    <Modal
      opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} size={560}
      title={unread.length > 1 ? t('desk:briefing.title_more', { count: unread.length }) : t('desk:briefing.title')}
    >
      <p className={style.from}>{t('desk:briefing.from', { name: first.by.name, time: timeOfDay(first.at, i18n.language) })}</p>
      <p className={style.note}>{first.text}</p>
      <Promises />
      <div className={style.foot}>
        <Button data-autofocus loading={pending} onClick={() => void read()}>{t('desk:briefing.read')}</Button>
      </div>
    </Modal>
  )
}

/** The targets of the agent's own queues. */
function Promises() {
  const { t, i18n } = useTranslation('desk')
  const me = useRow<MeRow>('me', 'me')
  const { data } = useQueues()
  const mine = data?.filter((queue) => me?.queues[queue.id]) ?? []
  if (mine.length === 0) return null
  return (
    <>
      <h3 className={style.heading}>{t('briefing.targets')}</h3>
      <ul className={style.promises}>
        {mine.map((queue) => (
          <li key={queue.id}>
            <span>{queue.name}</span>
            <b>{t('briefing.target', { share: percent(queue.target, i18n.language, 0), time: duration(queue.threshold_s) })}</b>
          </li>
        ))}
      </ul>
    </>
  )
}
