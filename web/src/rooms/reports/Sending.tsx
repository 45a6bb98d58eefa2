import { Button, Loader, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { percent } from '~/ui/format'
import { bytes } from './figures'
import { cancel } from './measuring'
import style from './Reports.module.css'

/** How far the file is on its way; once it is there, the server measures it. */
export function Sending({ name, size, sent }: { name: string; size: number; sent: number }) {
  const { t, i18n } = useTranslation(['reports', 'app'])
  const arrived = sent >= 1
  return (
    <section className={style.sending} aria-busy="true">
      <p className={style.zoneTitle}>{name} <span className={style.soft}>{bytes(size, i18n.language)}</span></p>
      {arrived ? <Loader size="sm" type="dots" aria-hidden /> : <Progress value={sent * 100} className={style.progress!} aria-label={t('reports:sending.sent')} />}
      <p role="status">{arrived ? t('reports:sending.measuring') : t('reports:sending.sending', { share: percent(sent, i18n.language, 0) })}</p>
      <Button variant="default" onClick={cancel}>{t('app:cancel')}</Button>
    </section>
  )
}
