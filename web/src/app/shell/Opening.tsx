import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import style from './Shell.module.css'

/** Before anything is known: the shape of the page, and no false figure. */
export function Opening() {
  const { t } = useTranslation()
  return (
    <div className={style.opening} role="status" aria-label={t('loading')}>
      <Skeleton height={20} width={180} />
      <Skeleton height={64} />
      <Skeleton height={64} />
      <Skeleton height={64} />
    </div>
  )
}
