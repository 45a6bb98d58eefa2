import { ActionIcon, Button, Skeleton } from '@mantine/core'
import { IconBellPlus, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDirectory, useQueues } from '~/api/queries'
import { Empty } from '~/ui/Empty'
import { Failure } from '~/ui/Failure'
import { duration } from '~/ui/format'
import { tellDone } from '~/ui/tell'
import { useAct } from '~/ui/useAct'
import { useAlertRules } from '../steering/queries'
import style from '../steering/Steering.module.css'
import type { AlertRule } from '../steering/shapes'
import { AlertForm } from './AlertForm'
import { figureValue } from './figureWords'

/** Which figures raise an alert, and where it is heard. */
export function AlertsPanel() {
  const { t } = useTranslation('floor')
  const { data, error, refetch } = useAlertRules()
  const queries = useQueryClient()
  const { pending, run } = useAct()
  const [editing, edit] = useState<AlertRule | 'new' | null>(null)
  const again = () => void queries.invalidateQueries({ queryKey: ['alert-rules'] })
  async function drop(rule: AlertRule) {
    if (!(await run(`/api/alerts/rules/${rule.id}`, {}, 'DELETE'))) return
    again()
    const { name, queue, team, figure, op, value, held_s, screen, sound, email, webhook } = rule
    const body = { name, queue, team, figure, op, value, held_s, screen, sound, email, webhook }
    tellDone(t('alerts.dropped', { name: rule.name }), { label: t('acts.undo'), run: () => void run('/api/alerts/rules', body).then(again) })
  }
  if (editing) return <AlertForm rule={editing === 'new' ? null : editing} onClose={() => edit(null)} onDone={() => { edit(null); again() }} />
  if (error && !data) return <Failure problem={error} onRetry={() => void refetch()} />
  if (!data) return <div className={style.pad}><Skeleton height={160} /></div>
  const add = <Button size="sm" leftSection={<IconBellPlus size={16} />} onClick={() => edit('new')}>{t('alerts.add')}</Button>
  if (data.length === 0) return <Empty icon={<IconBellPlus size={28} />} title={t('alerts.none')} say={t('alerts.none_say')}>{add}</Empty>
  return (
    <>
      <div className={style.pad}>{add}</div>
      <ul className={`${style.acts} ${style.rules}`}>
        {data.map((rule) => (
          <li key={rule.id}>
            <b>{rule.name}</b>
            <span>
              <ActionIcon variant="subtle" color="gray" aria-label={t('alerts.edit_of', { name: rule.name })} onClick={() => edit(rule)}><IconPencil size={16} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" aria-label={t('alerts.drop_of', { name: rule.name })} loading={pending} onClick={() => void drop(rule)}><IconTrash size={16} /></ActionIcon>
            </span>
            <RuleWords rule={rule} />
          </li>
        ))}
      </ul>
    </>
  )
}

function RuleWords({ rule }: { rule: AlertRule }) {
  const { t, i18n } = useTranslation('floor')
  const { data: queues } = useQueues()
  const { data: directory } = useDirectory()
  const where = queues?.find((one) => one.id === rule.queue)?.name ?? directory?.teams.find((one) => one.id === rule.team)?.name ?? ''
  const ways = [rule.screen && t('alerts.screen'), rule.sound && t('alerts.sound'), rule.email && t('alerts.email'), rule.webhook && t('alerts.webhook')].filter(Boolean).join(', ')
  const what = `${t(`figure.${rule.figure}`)} ${rule.op} ${figureValue(rule.figure, rule.value, i18n.language)}`
  return <small>{[where, what, rule.held_s > 0 ? t('alerts.held_for', { time: duration(rule.held_s) }) : '', ways].filter(Boolean).join(' · ')}</small>
}
