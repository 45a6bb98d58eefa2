import { useTranslation } from 'react-i18next'
import { useDebouncedValue } from '@mantine/hooks'
import box from '../editing/Editing.module.css'
import { useOpenings } from '../queries'
import { clock } from '../settings/spell'
import type { Calendar } from '../shapes'
import style from './Calendars.module.css'
import { dayWords } from './days'
import { useOpenWords } from './OpenNow'

const TYPING_MS = 400

/** Open now or not, and the next days, as the server works them out of what is written here: nothing is kept yet. */
export function Preview({ calendar }: { calendar: Calendar }) {
  const { t, i18n } = useTranslation('admin')
  const [asked] = useDebouncedValue(calendar, TYPING_MS)
  const { data, isError } = useOpenings(asked)
  const words = useOpenWords()
  return (
    <section className={box.box} aria-label={t('preview.title')} aria-live="polite">
      <h2>{t('preview.title')}</h2>
      {isError && <p className={box.soft}>{t('preview.faulty')}</p>}
      {data && !isError && (
        <>
          <p className={style.now} data-open={data.open}>{words(data.open, data.until)}</p>
          <table className={style.ahead}>
            <tbody>
              {data.days.map((day) => (
                <tr key={day.on}>
                  <th scope="row">{dayWords(day.on, i18n.language)}{day.name && <span className={style.called}>{day.name}</span>}</th>
                  <td className={day.spans.length > 0 ? undefined : style.soft}>{day.spans.map((one) => `${clock(one.from_min)}–${clock(one.to_min)}`).join(', ') || t('hours.closed')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
