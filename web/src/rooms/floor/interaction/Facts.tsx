import { useTranslation } from 'react-i18next'
import type { InteractionRow } from '~/live/rows'
import { timeOfDay } from '~/ui/format'
import { useReasonWord } from '../useReasonWord'
import style from './Interaction.module.css'

export function Facts({ row }: { row: InteractionRow }) {
  const { t, i18n } = useTranslation(['floor', 'interactions'])
  const reason = useReasonWord()
  const known = i18n.exists(`interactions:state.${row.state}`)
  return (
    <dl className={style.facts}>
      <div><dt>{t('floor:drawer.queue')}</dt><dd>{row.queue_name ?? '–'}</dd></div>
      <div><dt>{t('floor:drawer.arrived')}</dt><dd>{timeOfDay(row.arrived_at, i18n.language)}</dd></div>
      {row.reason && <div><dt>{t('floor:drawer.reason')}</dt><dd>{reason(row.reason)}</dd></div>}
      {row.case?.number && <div><dt>{t('floor:drawer.case')}</dt><dd>{row.case.number}</dd></div>}
      {row.agent && <div><dt>{t('floor:drawer.agent')}</dt><dd>{row.agent.name}</dd></div>}
      <div>
        <dt>{row.outcome ? t('floor:drawer.outcome') : t('floor:drawer.state')}</dt>
        <dd>{row.outcome ? t(`interactions:outcome.${row.outcome as 'handled'}`) : known ? t(`interactions:state.${row.state as 'waiting'}`) : row.state}</dd>
      </div>
    </dl>
  )
}
