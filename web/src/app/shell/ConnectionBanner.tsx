import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection, useLive } from '~/live/hooks'
import style from './Shell.module.css'

const PATIENCE_MS = 1200

/** Says that the screen no longer knows, as soon as it is more than a hiccup. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const live = useLive()
  const cut = useConnection() !== 'open'
  const [shown, show] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => show(cut), cut ? PATIENCE_MS : 0)
    return () => clearTimeout(timer)
  }, [cut])
  return (
    <div role="status">
      {shown && (
        <div className={style.banner}>
          <IconPlugConnectedX size={18} aria-hidden />
          <span>{t('connection.lost')}</span>
          <Button size="compact-sm" variant="default" onClick={live.retryNow}>{t('connection.retry')}</Button>
        </div>
      )}
    </div>
  )
}
