import { IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '~/live/rows'
import { CallbackBar } from './CallbackBar'
import { Composer } from './Composer'
import style from './Contact.module.css'
import { Ending } from './Ending'
import type { EndingState } from './useEnding'
import { WrapUp } from './WrapUp'

/** Channels on which the agent answers by writing here. */
const WRITTEN = new Set(['chat', 'message'])

/** Below the conversation: what the agent may do with it now. */
export function Below({ work, name, ending }: { work: WorkRow; name: string; ending: EndingState }) {
  const { t } = useTranslation('desk')
  if (work.state === 'wrap_up') return <WrapUp work={work} />
  if (work.state === 'paused') {
    return <div className={style.paused} role="status"><IconPlayerPause size={18} aria-hidden /><p>{t('contact.paused')}</p></div>
  }
  if (ending.at !== null) return <Ending interaction={work.interaction} at={ending.at} onNow={ending.press} onUndo={ending.undo} />
  if (work.channel === 'callback') return <CallbackBar work={work} />
  if (!WRITTEN.has(work.channel)) return <div className={style.paused}><p>{t('contact.not_written_here')}</p></div>
  return <Composer work={work} name={name} />
}
