import { Button, CopyButton } from '@mantine/core'
import { IconCopy, IconPhoneCheck, IconPhoneOff, IconPhoneX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '~/live/rows'
import { phone } from '~/ui/format'
import { useAct } from '~/ui/useAct'
import style from './Contact.module.css'

/** A promised call: the number to dial, and what came of it. */
export function CallbackBar({ work }: { work: WorkRow }) {
  const { t } = useTranslation('desk')
  const { pending, run } = useAct()
  const end = (result: string) => void run(`/api/interactions/${work.interaction}/callback`, { result })
  return (
    <section className={style.callback} aria-label={t('callback.title')}>
      <div className={style.dial}>
        <p>{t('callback.dial')}</p>
        {work.phone ? (
          <>
            <a href={`tel:${work.phone}`}>{phone(work.phone)}</a>
            <CopyButton value={work.phone}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconCopy size={14} />} onClick={copy}>{copied ? t('callback.copied') : t('callback.copy')}</Button>
              )}
            </CopyButton>
          </>
        ) : <strong>{t('callback.no_number')}</strong>}
      </div>
      <div className={style.results}>
        <Button leftSection={<IconPhoneCheck size={16} />} loading={pending} onClick={() => end('reached')}>{t('callback.reached')}</Button>
        <Button variant="default" leftSection={<IconPhoneOff size={16} />} disabled={pending} onClick={() => end('no_answer')}>{t('callback.no_answer')}</Button>
        <Button variant="default" leftSection={<IconPhoneX size={16} />} disabled={pending} onClick={() => end('wrong_number')}>{t('callback.wrong_number')}</Button>
        <Button variant="default" disabled={pending} onClick={() => end('refused')}>{t('callback.refused')}</Button>
      </div>
      <p className={style.hint}>{t('callback.hint')}</p>
    </section>
  )
}
