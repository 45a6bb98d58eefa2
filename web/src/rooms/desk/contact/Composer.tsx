import { Button, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { act } from '~/api/call'
import type { WorkRow } from '~/live/rows'
import style from './Contact.module.css'
import { draftOf, keepDraft } from './drafts'
import { post } from './outbox'

const LONGEST = 4000
const TYPING_EVERY_MS = 3000

/** Where the agent answers. Enter sends; the text stays as a draft of its own conversation until then. */
export function Composer({ work, name }: { work: WorkRow; name: string }) {
  const { t } = useTranslation('desk')
  const { interaction } = work
  const [text, setText] = useState(() => draftOf(interaction))
  const field = useRef<HTMLTextAreaElement>(null)
  const typed = useRef(0)
  const over = text.length - LONGEST

  useEffect(() => field.current?.focus({ preventScroll: true }), [])

  function write(said: string) {
    setText(said)
    keepDraft(interaction, said)
    if (!said.trim() || Date.now() - typed.current < TYPING_EVERY_MS) return
    typed.current = Date.now()
    act(`/api/interactions/${interaction}/typing`).catch(() => undefined)
  }

  function send() {
    if (!text.trim() || over > 0) return
    post(interaction, text.trim())
    typed.current = 0
    setText('')
    keepDraft(interaction, '')
    field.current?.focus()
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  return (
    <div className={style.foot}>
      <div className={style.write}>
        <Textarea
          ref={field} variant="unstyled" autosize minRows={2} maxRows={9} value={text} onKeyDown={onKey}
          onChange={(event) => write(event.currentTarget.value)}
          aria-label={t('composer.label', { name })} placeholder={work.customer?.name ? t('composer.placeholder', { name }) : t('composer.placeholder_unnamed')}
        />
        <div className={style.under}>
          {over > 0
            ? <span className={style.hint} data-tone="problem" role="alert">{t('composer.long', { count: over })}</span>
            : <span className={style.hint}>{work.gone_at !== null && !work.ended ? t('composer.gone') : t('composer.hint')}</span>}
          <Button size="sm" onClick={send} disabled={!text.trim() || over > 0} rightSection={<IconSend2 size={16} />}>{t('composer.send')}</Button>
        </div>
      </div>
    </div>
  )
}
