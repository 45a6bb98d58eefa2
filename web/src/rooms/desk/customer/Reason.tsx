import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useContactReasons } from '~/api/day'
import type { WorkRow } from '~/live/rows'
import { useAct } from '~/ui/useAct'
import { choices, pathOf } from '../reasons'

/** Why the customer comes: known from the door, or chosen here by typing a few letters. */
export function Reason({ work }: { work: WorkRow }) {
  const { t, i18n } = useTranslation('desk')
  const { data } = useContactReasons()
  const { pending, run } = useAct()
  const open = work.state === 'active' && !work.ended
  // After the contact its reason is no longer on this work: an empty field would say that it had none.
  if (!data?.length || (!open && work.reason === null)) return null
  const shown = choices(data, i18n.language)
  const kept = work.reason && !shown.some((one) => one.value === work.reason)
    ? [{ value: work.reason, label: pathOf(work.reason, data, i18n.language) }, ...shown]
    : shown
  return (
    <Select
      size="xs" mt={8} searchable data={kept} value={work.reason} disabled={!open || pending} allowDeselect={false}
      label={t('reason.label')} placeholder={t('reason.placeholder')} nothingFoundMessage={t('reason.none')} maxDropdownHeight={260}
      onChange={(reason) => reason && reason !== work.reason && void run(`/api/interactions/${work.interaction}/reason`, { reason })}
      comboboxProps={{ withinPortal: false }}
    />
  )
}
