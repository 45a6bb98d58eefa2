import { Button } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '~/live/hooks'
import type { Connection } from '~/live/socket'
import stream from '~/rooms/interactions/Stream.module.css'
import { useWords } from '~/ui/words'
import { drop, postAgain, postAllAgain, type Outgoing } from './outbox'

/** The agent's words on their way: shown at once, and never lost in silence. */
export function Outgoings({ interaction, outgoing }: { interaction: string; outgoing: readonly Outgoing[] }) {
  const { t } = useTranslation('interactions')
  const words = useWords()
  const connection = useConnection()
  useEffect(() => {
    if (connection === 'open') postAllAgain()
  }, [connection])
  return outgoing.map((one, place) => (
    <li key={one.id} className={`${stream.line} ${stream.outgoing}`} data-side="us" data-first={place === 0} data-state={isWaiting(one, connection) ? 'sending' : one.state}>
      <p className={stream.bubble}>{one.text}</p>
      <span className={stream.sending} data-state={isWaiting(one, connection) ? 'sending' : one.state}>
        {one.state === 'sending' && connection === 'open' && t('stream.sending')}
        {isWaiting(one, connection) && <span>{t('stream.waiting_network')}</span>}
        {one.state === 'failed' && !isWaiting(one, connection) && (
          <>
            <IconAlertCircle size={14} aria-hidden />
            <span role="alert">{t('stream.failed', { why: words(one.problem) })}</span>
            <Button size="compact-xs" variant="default" onClick={() => postAgain(interaction, one.id)}>{t('stream.resend')}</Button>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => drop(interaction, one.id)}>{t('stream.discard')}</Button>
          </>
        )}
      </span>
    </li>
  ))
}

/** Cut off, what could not leave is kept and leaves by itself as soon as the connection is back. */
function isWaiting(one: Outgoing, connection: Connection): boolean {
  return connection !== 'open' && (one.state === 'sending' || one.problem?.passing === true)
}
