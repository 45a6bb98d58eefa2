import { Button, Textarea } from '@mantine/core'
import { IconMessage2Share } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '~/api/call'
import { useAct } from '~/ui/useAct'
import style from './Interaction.module.css'

/** « Souffler »: a word the agent reads in the conversation and the customer never sees. */
export function Whisper({ interaction, agent, focused }: { interaction: string; agent: string | null; focused: boolean }) {
  const { t } = useTranslation('floor')
  const { pending, run } = useAct()
  const [text, setText] = useState('')
  // The same words keep their id until they are through: sent twice, they are said once.
  const id = useRef(newKey())
  const field = useRef<HTMLTextAreaElement>(null)
  // The conversation comes after the drawer that holds it, which has by then put the focus elsewhere.
  useEffect(() => {
    const timer = setTimeout(() => focused && field.current?.focus(), 60)
    return () => clearTimeout(timer)
  }, [focused])
  async function send() {
    const said = text.trim()
    if (!said || !(await run(`/api/floor/interactions/${interaction}/whisper`, { text: said, client_id: id.current }))) return
    id.current = newKey()
    setText('')
  }
  const label = agent ? t('whisper.to', { name: agent }) : t('whisper.to_agent')
  return (
    <form
      className={style.whisper}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea
        size="sm" autosize minRows={1} maxRows={6} maxLength={4000} className={style.field ?? ''} label={label} placeholder={t('whisper.say')} value={text} ref={field}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          void send()
        }}
      />
      <Button type="submit" variant="default" leftSection={<IconMessage2Share size={16} />} loading={pending} disabled={!text.trim()}>{t('whisper.send')}</Button>
    </form>
  )
}
