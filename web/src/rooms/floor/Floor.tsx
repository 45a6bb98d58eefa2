import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { AgentWall } from './AgentWall'
import style from './Floor.module.css'
import { InteractionDrawer } from './InteractionDrawer'
import { QueueTable } from './QueueTable'

const OPEN = 'open'

/** The supervisor's screen. What is open is in the address, so that it can be shared and comes back after a reload. */
export function Floor() {
  const { t } = useTranslation('floor')
  const [address, setAddress] = useSearchParams()
  const open = address.get(OPEN)
  const show = useCallback((interaction: string | null) => {
    setAddress((before) => {
      if (interaction) before.set(OPEN, interaction)
      else before.delete(OPEN)
      return before
    }, { replace: true })
  }, [setAddress])
  return (
    <div className={style.floor}>
      <h1 className="unseen">{t('title')}</h1>
      <QueueTable onOpen={show} />
      <AgentWall onOpen={show} />
      {open && <InteractionDrawer key={open} interaction={open} onClose={() => show(null)} />}
    </div>
  )
}
