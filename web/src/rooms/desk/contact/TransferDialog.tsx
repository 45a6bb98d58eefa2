import { Button, Modal, Skeleton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '~/live/rows'
import { Failure } from '~/ui/Failure'
import { matches } from '~/ui/find'
import { tell } from '~/ui/tell'
import { useAct } from '~/ui/useAct'
import style from './Transfer.module.css'
import { TargetList } from './TargetList'
import { useTransferTargets, type Target } from './useTransferTargets'

/** Where the contact may go: a queue, or a colleague who can take it now. Type, arrows, Enter. */
export function TransferDialog({ work, name, onClose }: { work: WorkRow; name: string; onClose: () => void }) {
  const { t } = useTranslation(['desk', 'app'])
  const { targets, error, retry } = useTransferTargets(work.interaction)
  const { pending, run } = useAct()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = targets?.filter((one) => matches(one.name, query)) ?? []
  const current = shown.find((one) => one.key === chosen) ?? (query ? shown[0] : undefined)

  async function transfer(target: Target | undefined) {
    if (!target) return
    const to = target.kind === 'queue' ? { queue: target.id } : { agent: target.id }
    if (!(await run(`/api/interactions/${work.interaction}/transfer`, to))) return
    tell(t('desk:transfer.done', { to: target.name }))
    onClose()
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') void transfer(current)
    else if (step === undefined) return
    else {
      const place = current ? shown.indexOf(current) + step : step > 0 ? 0 : shown.length - 1
      setChosen(shown[Math.min(shown.length - 1, Math.max(0, place))]?.key ?? null)
    }
    event.preventDefault()
  }

  return (
    <Modal opened onClose={onClose} title={work.customer?.name ? t('desk:transfer.title', { name }) : t('desk:transfer.title_unnamed')} closeButtonProps={{ 'aria-label': t('app:close') }} size={520} yOffset="8vh">
      <p className={style.say}>{t('desk:transfer.say')}</p>
      <TextInput
        data-autofocus value={query} leftSection={<IconSearch size={16} />} placeholder={t('desk:transfer.search')} aria-label={t('desk:transfer.search')}
        onChange={(event) => { setQuery(event.currentTarget.value); setChosen(null) }} onKeyDown={onKey}
        role="combobox" aria-expanded aria-controls="targets" aria-activedescendant={current ? `target-${current.key}` : ''}
      />
      {error !== null && <Failure problem={error} onRetry={retry} />}
      {error === null && !targets && <div className={style.loading}><Skeleton height={36} /><Skeleton height={36} /><Skeleton height={36} /></div>}
      {targets && <TargetList targets={shown} query={query} current={current} onChoose={setChosen} onTake={(target) => void transfer(target)} />}
      <footer className={style.foot}>
        <Button variant="default" onClick={onClose}>{t('app:cancel')}</Button>
        <Button onClick={() => void transfer(current)} disabled={!current} loading={pending}>{t('desk:transfer.submit')}</Button>
      </footer>
    </Modal>
  )
}
