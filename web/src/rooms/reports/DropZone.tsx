import { Button } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { measure } from './measuring'
import style from './Reports.module.css'

const KINDS = '.csv,.tsv,.txt,.xlsx,.parquet,.json,.jsonl,.ndjson,.log,.gz'

/** Let a file go here, or choose one: the button is all that a keyboard or a screen reader needs. */
export function DropZone() {
  const { t } = useTranslation('reports')
  const chooser = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={style.zone} data-over={over} aria-label={t('drop.label')}
      onDragEnter={() => setOver(true)} onDragOver={() => setOver(true)} onDrop={() => setOver(false)}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
    >
      <IconFileUpload size={36} stroke={1.4} aria-hidden />
      <p className={style.zoneTitle}>{over ? t('drop.let_go') : t('drop.title')}</p>
      <Button onClick={() => chooser.current?.click()}>{t('drop.choose')}</Button>
      <input
        ref={chooser} type="file" accept={KINDS} hidden data-testid="file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          if (file) measure(file)
        }}
      />
      <p className={style.soft}>{t('drop.kinds')}</p>
      <p className={style.promise}>{t('drop.promise')}</p>
    </section>
  )
}
