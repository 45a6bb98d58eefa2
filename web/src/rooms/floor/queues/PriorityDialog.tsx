import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WhyField } from '../steering/UntilField'
import style from '../steering/Steering.module.css'
import { useSteer } from '../steering/useSteer'

/** Seconds of rank; the last is ahead of any wait of a day. */
const BONUSES = [60, 300, 900, 86_400] as const

/** Somebody who waits ranks as if they had come earlier, or (0) as they came. */
export function PriorityDialog({ interaction, customer, onClose }: { interaction: string; customer: string | null; onClose: () => void }) {
  const { t } = useTranslation(['floor', 'app', 'interactions'])
  const { pending, steer } = useSteer()
  const [why, setWhy] = useState('')
  const name = customer ?? t('interactions:stream.unnamed')
  async function give(bonus_s: number) {
    const body = { bonus_s, ...(why.trim() && { why: why.trim() }) }
    if (await steer(`/api/floor/interactions/${interaction}/priority`, body, t('floor:priority.done', { name }))) onClose()
  }
  const word = (bonus: number) => (bonus === 0 ? t('floor:priority.none') : bonus === 86_400 ? t('floor:priority.first') : t('floor:priority.plus', { minutes: bonus / 60 }))
  return (
    <Modal opened onClose={onClose} title={t('floor:priority.title', { name })} size={440} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <div className={style.form}>
        <p className={style.note}>{t('floor:priority.say')}</p>
        <div className={style.choices}>
          {BONUSES.map((bonus) => <Button key={bonus} size="sm" variant="default" disabled={pending} onClick={() => void give(bonus)} data-autofocus={bonus === 60 || undefined}>{word(bonus)}</Button>)}
          <Button size="sm" variant="subtle" color="gray" disabled={pending} onClick={() => void give(0)}>{word(0)}</Button>
        </div>
        <WhyField value={why} onChange={setWhy} />
      </div>
    </Modal>
  )
}
