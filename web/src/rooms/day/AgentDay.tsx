import { Popover, Skeleton, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAgentDay } from '~/api/queries'
import { Failure } from '~/ui/Failure'
import style from './Day.module.css'
import { DayFigures } from './DayFigures'

/** An agent's name on the floor; pressing it opens their day. */
export function AgentDay({ agent, name, className }: { agent: string; name: string | null; className?: string | undefined }) {
  const { t } = useTranslation('desk')
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      position="right-start" width={400} opened={opened} onChange={setOpened} trapFocus returnFocus withinPortal portalProps={{ target: '#content' }}
      middlewares={{ flip: true, shift: { padding: 8 } }}
    >
      <Popover.Target>
        <UnstyledButton className={`${style.name} ${className ?? ''}`} onClick={() => setOpened(!opened)}>{name}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('day.of', { name })} className={style.drop}>
        <h2 className={style.title}>{t('day.of', { name })}</h2>
        {opened && <Day agent={agent} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function Day({ agent }: { agent: string }) {
  const { data, error, refetch } = useAgentDay(agent)
  if (error && !data) return <Failure problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={220} />
  return <DayFigures day={{ figures: data.total.measures, reasons: data.reasons }} />
}
