import { Button, Modal, Select, Skeleton, UnstyledButton } from '@mantine/core'
import { IconPencilExclamation } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUnqualified } from '~/api/day'
import type { ToQualify } from '~/api/shapes'
import { Channel } from '~/ui/Channel'
import { Failure } from '~/ui/Failure'
import { timeOfDay } from '~/ui/format'
import { useAct } from '~/ui/useAct'
import { worded } from '~/ui/words'
import style from './Late.module.css'

/** Contacts that ended without their outcome: how many, and the list to choose it from. */
export function Late({ count }: { count: number }) {
  const { t } = useTranslation(['desk', 'app'])
  const [opened, setOpened] = useState(false)
  if (count === 0 && !opened) return null
  return (
    <>
      <UnstyledButton className={style.open} onClick={() => setOpened(true)}>
        <IconPencilExclamation size={16} aria-hidden />{t('desk:late.open', { count })}
      </UnstyledButton>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('desk:late.title')} size={620} closeButtonProps={{ 'aria-label': t('app:close') }}>
        {opened && <List count={count} />}
      </Modal>
    </>
  )
}

function List({ count }: { count: number }) {
  const { t } = useTranslation('desk')
  const { data, error, refetch } = useUnqualified(count)
  if (count === 0) return <p className={style.say}>{t('late.none')}</p>
  if (error && !data) return <Failure problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={90} />
  return (
    <>
      <p className={style.say}>{t('late.say')}</p>
      <ul className={style.list}>{data.map((one) => <Line key={one.assignment} one={one} />)}</ul>
    </>
  )
}

function Line({ one }: { one: ToQualify }) {
  const { t, i18n } = useTranslation(['desk', 'interactions'])
  const { pending, run } = useAct()
  const [chosen, setChosen] = useState<string | null>(null)
  const name = one.customer ?? t('interactions:stream.unnamed')
  return (
    <li className={style.line}>
      <Channel channel={one.channel} />
      <div className={style.who}>
        <b>{name}</b>
        <span>{one.queue_name} · {timeOfDay(one.at, i18n.language)}{one.case && <> · {t('desk:contact.case', { number: one.case })}</>}</span>
      </div>
      <Select
        size="xs" w={190} searchable value={chosen} onChange={setChosen} aria-label={t('desk:late.choose', { name })} placeholder={t('desk:late.which')}
        data={one.dispositions.map((row) => ({ value: row.code, label: worded(row, i18n.language) }))} comboboxProps={{ withinPortal: true }}
      />
      <Button
        size="xs" disabled={!chosen} loading={pending}
        onClick={() => void run(`/api/assignments/${one.assignment}/qualify`, { disposition: chosen })}
      >
        {t('desk:late.submit')}
      </Button>
    </li>
  )
}
