import { NumberInput, Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { choose, useMeasuring } from './measuring'
import style from './Reports.module.css'

const DAY_S = 86_400

/** What the figures depend on beside the file. */
export function Options() {
  const { t } = useTranslation('reports')
  const { asked } = useMeasuring()
  const zones = useMemo(() => [...new Set(['Europe/Paris', 'UTC', ...Intl.supportedValuesOf('timeZone')])], [])
  return (
    <fieldset className={style.options}>
      <legend>{t('options.title')}</legend>
      <NumberInput
        label={t('options.threshold')} description={t('options.threshold_say')} value={asked.threshold_s} suffix=" s" min={0} max={DAY_S} hideControls
        onChange={(value) => typeof value === 'number' && choose({ threshold_s: value })}
      />
      <NumberInput
        label={t('options.short')} description={t('options.short_say')} value={asked.short_s} suffix=" s" min={0} max={DAY_S} hideControls
        onChange={(value) => typeof value === 'number' && choose({ short_s: value })}
      />
      <Select
        label={t('options.zone')} description={t('options.zone_say')} value={asked.zone} data={zones} searchable limit={40} allowDeselect={false}
        onChange={(zone) => zone && choose({ zone })}
      />
      <Select
        label={t('options.order')} description={t('options.order_say')} value={asked.order ?? 'auto'} allowDeselect={false}
        data={[{ value: 'auto', label: t('options.order_auto') }, { value: 'dmy', label: '31/12/2026' }, { value: 'mdy', label: '12/31/2026' }]}
        onChange={(order) => choose({ order: order === 'dmy' || order === 'mdy' ? order : null })}
      />
    </fieldset>
  )
}
