import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { act } from '~/api/call'
import { Problem } from '~/api/problem'
import type { PullRow } from '~/live/rows'
import { Timer } from '~/ui/Timer'
import { tellProblem } from '~/ui/tell'
import { useWords } from '~/ui/words'
import style from './Desk.module.css'

/** « À prendre »: queues that offer nothing, from which agents take the next piece of work themselves. */
export function PullList({ pulls }: { pulls: PullRow[] }) {
  const { t } = useTranslation('desk')
  if (pulls.length === 0) return null
  return (
    <section aria-labelledby="to-take">
      <h2 className={style.title} id="to-take">{t('pull.title')}</h2>
      <ul className={style.items}>{pulls.map((pull) => <Line key={pull.id} pull={pull} />)}</ul>
    </section>
  )
}

function Line({ pull }: { pull: PullRow }) {
  const { t } = useTranslation('desk')
  const navigate = useNavigate()
  const words = useWords()
  const [pending, setPending] = useState(false)
  const take = async () => {
    setPending(true)
    try {
      const taken = await act<{ interaction: string }>(`/api/queues/${pull.queue}/pull`)
      void navigate(`/desk/${taken.interaction}`)
    } catch (problem) {
      tellProblem(words(problem), problem instanceof Problem ? problem.code : 'unknown')
    } finally {
      setPending(false)
    }
  }
  return (
    <li className={style.pull}>
      <span className={style.name}>{pull.queue_name}</span>
      <span className={style.snippet}>
        {t('pull.waiting', { count: pull.waiting })}
        {pull.longest_since !== null && <> · <Timer since={pull.longest_since} words className={style.whole} /></>}
      </span>
      <Button size="compact-sm" variant="default" disabled={pull.waiting === 0} loading={pending} onClick={() => void take()}>{t('pull.take')}</Button>
    </li>
  )
}
