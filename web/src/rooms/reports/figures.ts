/** Measured figures as people read them, and the counts they are made of. Pure. */
import type { MeasureShown } from '~/api/shapes'
import { count, duration, percent } from '~/ui/format'

interface Value {
  value: number | null
}

export const NO_VALUE = '–'

export function decimal(value: number, language: string, digits: number): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
}

const LONG_S = 360_000

/** Under a minute a tenth of a second is told, if there is one; above a hundred hours, whole hours. */
export function seconds(value: number, language: string): string {
  if (value >= LONG_S) return `${count(value / 3600, language)} h`
  return value < 59.95 && !Number.isInteger(value) ? `${decimal(value, language, 1)} s` : duration(value)
}

export function valueOf({ value }: Value, unit: string, language: string): string {
  if (value === null) return NO_VALUE
  if (unit === 'share') return percent(value, language)
  if (unit === 'seconds') return seconds(value, language)
  return decimal(value, language, 2)
}

/** « 175/330 »; a mean of seconds reads « 32 min 05 s / 175 ». Nothing where there is no counting. */
export function countsOf(figure: Pick<MeasureShown, 'value' | 'num' | 'den'>, unit: string, variant: string | null, language: string): string {
  const { value, num, den } = figure
  if (value === null || num === null || den === null) return ''
  const isSum = unit === 'seconds' && !/^p\d+$/.test(variant ?? '')
  const above = isSum ? seconds(num, language) : decimal(num, language, 1)
  return isSum ? `${above} / ${count(den, language)}` : `${above}/${decimal(den, language, 1)}`
}

/** 08:15 of the minute 495 of the day. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** A calendar day as the server writes it, in words. */
export function day(iso: string, language: string): string {
  const [year = 0, month = 1, date = 1] = iso.split('-').map(Number)
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  return format.format(new Date(year, month - 1, date))
}

export function bytes(size: number, language: string): string {
  const units = language === 'en' ? ['KB', 'MB'] : ['Ko', 'Mo']
  const kilo = size / 1024
  return kilo < 1000 ? `${decimal(Math.max(kilo, 0.1), language, kilo < 10 ? 1 : 0)} ${units[0]}` : `${decimal(kilo / 1024, language, 1)} ${units[1]}`
}
