import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from './Empty'
import { useWords } from './words'

/** Something could not be shown: why, in words, and the way to try again. */
export function Failure({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <div role="alert">
      <Empty icon={<IconAlertTriangle size={28} color="var(--problem)" />} title={t('failure.title')} say={words(problem)}>
        {onRetry && <Button variant="default" size="sm" onClick={onRetry}>{t('failure.retry')}</Button>}
      </Empty>
    </div>
  )
}
