import { Button, Textarea } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useSession } from '~/app/session'
import type { HandRow } from '~/live/rows'
import { Timer } from '~/ui/Timer'
import { useAct } from '~/ui/useAct'
import style from './Rail.module.css'

/** ✋ An agent asks for help: answered in a line, by reading along, or by taking the contact. */
export const HandCard = memo(function HandCard({ row, onOpen }: { row: HandRow; onOpen: (interaction: string, ask?: string) => void }) {
  const { t } = useTranslation('floor')
  const { may } = useSession()
  const { pending, run } = useAct()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const { interaction } = row
  const name = row.agent.name ?? row.agent.id
  const answer = (how: string, words?: string) => run(`/api/floor/hands/${row.request}/answer`, { how, ...(words && { text: words }) })
  async function join() {
    if (interaction && await answer('joined')) onOpen(interaction, 'join')
  }
  async function take() {
    if (interaction && await run(`/api/floor/interactions/${interaction}/take-over`)) void navigate(`/desk/${interaction}`)
  }
  return (
    <article className={style.card} data-kind="hand" aria-label={t('rail.hand', { name })}>
      <p className={style.top}><IconHandStop size={16} aria-hidden className={style.icon} /><b>{t('rail.hand', { name })}</b><Timer since={row.at} className={style.at} /></p>
      {row.text && <p className={style.text}>{row.text}</p>}
      {may('contact.join') && (
        <>
          <form
            className={style.answer}
            onSubmit={(event) => {
              event.preventDefault()
              if (text.trim()) void answer('message', text.trim())
            }}
          >
            <Textarea
              size="xs" autosize minRows={1} maxRows={5} maxLength={1000} className={style.field ?? ''} placeholder={t('rail.answer_say', { name })} aria-label={t('rail.answer_say', { name })} value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
                event.preventDefault()
                if (text.trim()) void answer('message', text.trim())
              }}
            />
            <Button size="xs" variant="default" type="submit" disabled={!text.trim()} loading={pending}>{t('rail.answer')}</Button>
          </form>
          <p className={style.acts}>
            {interaction && <Button size="compact-sm" variant="default" disabled={pending} onClick={() => void join()}>{t('rail.join')}</Button>}
            {interaction && may('desk.work') && <Button size="compact-sm" variant="default" disabled={pending} onClick={() => void take()}>{t('take.over')}</Button>}
            <Button size="compact-sm" variant="subtle" color="gray" disabled={pending} onClick={() => void answer('dismissed')}>{t('rail.dismiss')}</Button>
          </p>
        </>
      )}
    </article>
  )
})
