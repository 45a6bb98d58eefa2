import { Popover, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRow } from '~/live/hooks'
import type { TodayRow } from '~/live/rows'
import { MeasureHint, useMeasure } from '~/ui/MeasureHint'
import style from './Day.module.css'
import { DayFigures } from './DayFigures'
import { shown } from './shown'

const AT_A_GLANCE = [['handled', 'handled'], ['handle_time', 'handle_time'], ['occupancy[of_available]', 'occupancy']] as const

/** « Ma journée »: three figures in the top bar, all of them one press away. They come live, to the minute. */
export function MyDay() {
  const { t } = useTranslation('desk')
  const today = useRow<TodayRow>('me', 'today')
  const [opened, setOpened] = useState(false)
  if (!today) return null
  return (
    <div className={style.mine}>
      <ul className={style.glance}>
        {AT_A_GLANCE.map(([key, word]) => <Glance key={key} of={key} word={t(`day.${word}`)} today={today} />)}
      </ul>
      <Popover position="bottom-start" width={400} opened={opened} onChange={setOpened} trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton className={style.open} onClick={() => setOpened(!opened)}>{t('day.title')}<IconChevronDown size={14} aria-hidden /></UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('day.title')} className={style.drop}>
          <DayFigures day={today} />
          <p className={style.fresh}>{t('day.fresh')}</p>
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

function Glance({ of, word, today }: { of: string; word: string; today: TodayRow }) {
  const { i18n } = useTranslation()
  const measure = useMeasure(of)
  return (
    <li>
      <MeasureHint of={of}>
        <span className={style.figure} tabIndex={0}>{word} <b>{shown(today.figures[of], measure?.unit ?? 'count', i18n.language)}</b></span>
      </MeasureHint>
    </li>
  )
}
