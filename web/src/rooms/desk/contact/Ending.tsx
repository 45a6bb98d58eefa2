import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Instant } from '~/live/rows'
import { Key, useKeys } from '~/ui/Keys'
import { useSeconds } from '~/ui/useSeconds'
import { draftOf } from './drafts'
import style from './Contact.module.css'

/** The few seconds in which an ending can be taken back; with a message begun, as long as one likes. */
export function Ending({ interaction, at, onNow, onUndo }: { interaction: string; at: Instant; onNow: () => void; onUndo: () => void }) {
  const { t } = useTranslation(['desk', 'app'])
  const seconds = Math.max(0, Math.ceil(at - useSeconds()))
  useKeys({ Escape: onUndo })
  return (
    <div className={style.foot}>
      <div className={style.ending}>
        <p role="status">{draftOf(interaction) ? t('desk:contact.ending_unsent') : t('desk:contact.ending', { seconds })}</p>
        <Button variant="default" onClick={onUndo} rightSection={<Key>{t('app:keys.esc')}</Key>} autoFocus>{t('app:cancel')}</Button>
        <Button onClick={onNow} rightSection={<Key>F8</Key>}>{t('desk:contact.end_now')}</Button>
      </div>
    </div>
  )
}
