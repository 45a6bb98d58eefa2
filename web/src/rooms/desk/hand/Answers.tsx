import { CloseButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerRow } from '~/live/rows'
import style from './Hand.module.css'

const KEPT = 'beffroi-answers-read'
const HOWS = ['message', 'joined', 'taken_over', 'dismissed'] as const

/** What the supervisors answered to a raised hand: it stays until it is read. */
export function Answers({ answers }: { answers: AnswerRow[] }) {
  const { t } = useTranslation(['desk', 'app'])
  const [read, setRead] = useState<readonly string[]>(() => JSON.parse(sessionStorage.getItem(KEPT) ?? '[]') as string[])
  const shown = answers.filter((one) => !read.includes(one.request) && one.how !== 'withdrawn')
  const close = (request: string) => {
    const after = [...read, request]
    sessionStorage.setItem(KEPT, JSON.stringify(after))
    setRead(after)
  }
  return (
    <ul className={style.answers} aria-live="polite" aria-label={t('desk:hand.answers')}>
      {shown.map((one) => (
        <li key={one.id} className={style.answer}>
          <strong>{t(`desk:hand.how.${HOWS.find((how) => how === one.how) ?? 'message'}`, { name: one.by.name ?? t('desk:hand.supervisor') })}</strong>
          <CloseButton size="sm" aria-label={t('app:close')} onClick={() => close(one.request)} />
          {one.text && <p>{one.text}</p>}
        </li>
      ))}
    </ul>
  )
}
