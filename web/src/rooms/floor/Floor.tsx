import './words'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { AgentBoard } from './agents/AgentBoard'
import { Selection } from './agents/selection'
import { SelectionBar } from './agents/SelectionBar'
import { SelectionContext } from './agents/useSelection'
import style from './Floor.module.css'
import { InteractionDrawer } from './interaction/InteractionDrawer'
import { isPanel, Panel, type PanelName } from './panels/Panels'
import { QueueTable } from './queues/QueueTable'
import { pending } from './rail/news'
import { Rail } from './rail/Rail'
import { useNews, useTold } from './rail/useNews'
import { Toolbar } from './Toolbar'

/** The supervisor's screen. What is open is in the address, so that it can be shared and comes back after a reload. */
export function Floor() {
  const { t } = useTranslation('floor')
  const [address, setAddress] = useSearchParams()
  const [selection] = useState(() => new Selection())
  const [railShown, showRail] = useState(false)
  const news = useNews()
  const told = useTold(news)
  const put = useCallback((changed: Record<string, string | null>) => {
    setAddress((before) => {
      for (const [key, value] of Object.entries(changed)) {
        if (value) before.set(key, value)
        else before.delete(key)
      }
      return before
    }, { replace: true })
  }, [setAddress])
  const show = useCallback((interaction: string, ask?: string) => put({ open: interaction, ask: ask ?? null }), [put])
  const closeDrawer = useCallback(() => put({ open: null, ask: null }), [put])
  const panel = address.get('panel')
  const showPanel = useCallback((name: PanelName | null) => put({ panel: name }), [put])
  const closePanel = useCallback(() => showPanel(null), [showPanel])
  const toggleRail = useCallback(() => showRail((shown) => !shown), [])
  const acts = useCallback(() => showPanel('acts'), [showPanel])

  const lines = address.get('queues')
  const opened = useMemo(() => new Set(lines?.split(',')), [lines])
  const toggle = useCallback((queue: string) => setAddress((before) => {
    const after = new Set(before.get('queues')?.split(','))
    if (!after.delete(queue)) after.add(queue)
    if (after.size > 0) before.set('queues', [...after].join(','))
    else before.delete('queues')
    return before
  }, { replace: true }), [setAddress])
  const see = useCallback((topic: string) => {
    const [kind, id] = [topic.split(':')[0], topic.slice(topic.indexOf(':') + 1)]
    if (kind === 'queue') setAddress((before) => { before.set('queues', [...new Set([...(before.get('queues')?.split(',') ?? []), id])].join(',')); return before }, { replace: true })
    document.getElementById(kind === 'queue' ? `queue-${id}` : `group-${id}`)?.scrollIntoView({ block: 'start' })
  }, [setAddress])

  const open = address.get('open')
  return (
    <SelectionContext value={selection}>
      <div className={style.floor} data-rail={railShown}>
        <div className={style.main}>
          <Toolbar waiting={pending(news)} railShown={railShown} onRail={toggleRail} onPanel={showPanel} />
          <QueueTable opened={opened} onToggle={toggle} onOpen={show} />
          <AgentBoard onOpen={show} />
          <SelectionBar />
        </div>
        <div className={style.side}><Rail news={news} onOpen={show} onQueue={see} onActs={acts} onClose={railShown ? toggleRail : undefined} /></div>
      </div>
      <div className="unseen" role="status" aria-live="assertive" aria-label={t('rail.live')}>{told}</div>
      {open && <InteractionDrawer key={open} interaction={open} ask={address.get('ask')} onClose={closeDrawer} />}
      {isPanel(panel) && <Panel name={panel} onClose={closePanel} />}
    </SelectionContext>
  )
}
