import { ActionIcon, Button } from '@mantine/core'
import { IconBell, IconBellOff, IconChecks, IconX } from '@tabler/icons-react'
import i18n from 'i18next'
import { memo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '~/live/hooks'
import { timeOfDay } from '~/ui/format'
import { useKeys } from '~/ui/Keys'
import { actWords } from '../steering/actWords'
import { useActs } from '../steering/queries'
import { AlertCard } from './AlertCard'
import { HandCard } from './HandCard'
import type { News } from './news'
import style from './Rail.module.css'
import { floorSoundOn, setFloorSound } from './sound'
import { WishCard } from './WishCard'

const LAST_ACTS = 5

interface Props {
  news: News[]
  onOpen: (interaction: string, ask?: string) => void
  onQueue: (topic: string) => void
  onActs: () => void
  onClose: (() => void) | undefined
}

/** What asks for a supervisor, newest first, and who acted. */
export const Rail = memo(function Rail({ news, onOpen, onQueue, onActs, onClose }: Props) {
  const { t } = useTranslation(['floor', 'app'])
  const [sound, hear] = useState(floorSoundOn)
  const connection = useConnection()
  const rail = useRef<HTMLElement>(null)
  useKeys({ F9: () => rail.current?.querySelector<HTMLElement>('article button, article textarea, header button')?.focus() })
  const word = sound ? t('floor:rail.mute') : t('floor:rail.unmute')
  return (
    <aside ref={rail} className={style.rail} aria-labelledby="rail">
      <header className={style.head}>
        <h2 id="rail">{t('floor:rail.title')}</h2>
        <ActionIcon variant="subtle" color="gray" aria-label={word} title={word} aria-pressed={!sound} onClick={() => { setFloorSound(!sound); hear(!sound) }}>
          {sound ? <IconBell size={17} stroke={1.7} /> : <IconBellOff size={17} stroke={1.7} />}
        </ActionIcon>
        {onClose && <ActionIcon variant="subtle" color="gray" aria-label={t('app:close')} onClick={onClose}><IconX size={17} /></ActionIcon>}
      </header>
      {news.length === 0 && connection === 'open' && <p className={style.calm}><IconChecks size={18} aria-hidden />{t('floor:rail.calm')}</p>}
      <ul className={style.cards}>
        {news.map((one) => (
          <li key={one.id}>
            {one.kind === 'alert' && <AlertCard row={one.row} onQueue={onQueue} />}
            {one.kind === 'hand' && <HandCard row={one.row} onOpen={onOpen} />}
            {one.kind === 'wish' && <WishCard row={one.row} />}
          </li>
        ))}
      </ul>
      <LastActs onActs={onActs} />
    </aside>
  )
})

/** Who acted last: several supervisors steer one floor. */
function LastActs({ onActs }: { onActs: () => void }) {
  const { t } = useTranslation('floor')
  const { data } = useActs(LAST_ACTS)
  if (!data || data.length === 0) return null
  return (
    <section className={style.last} aria-label={t('rail.acts')}>
      <h3>{t('rail.acts')}<Button size="compact-xs" variant="subtle" onClick={onActs}>{t('rail.all_acts')}</Button></h3>
      <ul>
        {data.slice(0, LAST_ACTS).map((one) => (
          <li key={one.id} data-undone={one.undone_at !== null}>
            <time>{timeOfDay(one.at, i18n.language)}</time> <b>{one.by.name ?? t('act.system')}</b> <span>{actWords(one, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
