import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useKept } from '~/live/hooks'
import type { WorkRow } from '~/live/rows'
import { Failure } from '~/ui/Failure'
import { useKeys } from '~/ui/Keys'
import { ContactList } from './ContactList'
import { Contact } from './contact/Contact'
import { CustomerPanel } from './customer/CustomerPanel'
import style from './Desk.module.css'
import { Idle } from './Idle'
import { useDesk } from './useDesk'
import { useMessageBell } from './useMessageBell'

const PANEL_KEPT = 'beffroi-customer-panel'

/** The agent's screen: contacts in hand on the left, the open one in the middle, its customer on the right. */
export function Desk() {
  const { t } = useTranslation('desk')
  const desk = useDesk()
  const { interaction } = useParams()
  const navigate = useNavigate()
  const [panel, setPanel] = useState(() => localStorage.getItem(PANEL_KEPT) !== 'closed')
  const { works } = desk
  const open = works.find((work) => work.interaction === interaction) ?? works[0]
  const choose = (work: WorkRow | undefined) => work && void navigate(`/desk/${work.interaction}`)

  useKept(works.map((work) => `interaction:${work.interaction}`))
  useMessageBell(works, open?.interaction)
  useKeys(Object.fromEntries(works.slice(0, 9).map((work, place) => [`alt+${place + 1}`, () => choose(work)])))
  useEffect(() => localStorage.setItem(PANEL_KEPT, panel ? 'open' : 'closed'), [panel])

  if (desk.state === 'refused') return <Failure problem="not_allowed" />
  const toggle = (
    <Tooltip label={panel ? t('contact.panel_hide') : t('contact.panel_show')}>
      <ActionIcon
        variant="subtle" color="gray" size="lg" aria-pressed={panel} onClick={() => setPanel(!panel)}
        aria-label={panel ? t('contact.panel_hide') : t('contact.panel_show')}
      >
        <IconLayoutSidebarRight size={18} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  )
  return (
    <div className={style.desk} data-panel={panel && open !== undefined} data-contact={open ? 'open' : 'none'}>
      <h1 className="unseen">{t('title')}</h1>
      <ContactList desk={desk} open={open?.interaction} onOpen={choose} />
      {open ? <Contact key={open.assignment} work={open} aside={toggle} /> : <Idle desk={desk} />}
      {open && panel && <CustomerPanel key={open.interaction} work={open} />}
    </div>
  )
}
