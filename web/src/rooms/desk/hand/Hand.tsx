import { Button, Popover, Textarea, Tooltip } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMatch } from 'react-router'
import { newKey } from '~/api/call'
import type { MeRow, WorkRow } from '~/live/rows'
import { Key, useKeys } from '~/ui/Keys'
import { Timer } from '~/ui/Timer'
import { useAct } from '~/ui/useAct'
import style from './Hand.module.css'

const MOST = 1000

/** ✋: asks the supervisors for help, about the contact that is open if there is one; while it is up, it says so. */
export function Hand({ me, works }: { me: MeRow; works: WorkRow[] }) {
  const { t } = useTranslation('desk')
  const [opened, setOpened] = useState(false)
  const open = useMatch('/desk/:interaction?')?.params.interaction
  const about = works.find((work) => work.interaction === open) ?? works[0]
  const { pending, run } = useAct()
  useKeys({ F6: me.hand ? undefined : () => setOpened(true) })
  if (me.hand) {
    const { request, at } = me.hand
    return (
      <Tooltip label={t('hand.withdraw_hint')}>
        <Button size="compact-md" variant="light" color="orange" leftSection={<IconHandStop size={16} />} loading={pending} onClick={() => void run(`/api/hands/${request}/withdraw`)}>
          {t('hand.up')} <Timer since={at} className={style.timer} />
        </Button>
      </Tooltip>
    )
  }
  return (
    <Popover position="bottom-start" width={340} opened={opened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-md" variant="default" leftSection={<IconHandStop size={16} />} rightSection={<Key>F6</Key>} aria-expanded={opened} aria-haspopup="dialog" onClick={() => setOpened(!opened)}>
          <span className={style.word}>{t('hand.short')}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('hand.ask')}>
        {opened && <Asking about={about} onDone={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function Asking({ about, onDone }: { about: WorkRow | undefined; onDone: () => void }) {
  const { t } = useTranslation(['desk', 'interactions'])
  const [text, setText] = useState('')
  const { pending, run } = useAct()
  const [request] = useState(newKey)
  const send = async () => {
    if (await run('/api/hands', { request, text: text.trim(), ...(about && { interaction: about.interaction }) })) onDone()
  }
  return (
    <form className={style.form} onSubmit={(event) => { event.preventDefault(); void send() }}>
      <p>{about ? t('desk:hand.about', { name: about.customer?.name ?? t('interactions:stream.unnamed') }) : t('desk:hand.general')}</p>
      <Textarea
        data-autofocus autosize minRows={2} maxRows={5} maxLength={MOST} value={text} aria-label={t('desk:hand.text')} placeholder={t('desk:hand.placeholder')}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) { event.preventDefault(); void send() } }}
      />
      <Button type="submit" loading={pending} rightSection={<Key>↵</Key>}>{t('desk:hand.send')}</Button>
    </form>
  )
}
