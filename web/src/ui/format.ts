/** Figures as people read them, by language. Pure. */
import type { Instant } from '~/live/rows'

const MINUTE = 60
const HOUR = 3600

/** A live timer: `02:31`, `1:02:31`. A duration not begun yet reads zero. */
export function timer(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / HOUR), Math.floor((whole % HOUR) / MINUTE), whole % MINUTE]
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

/** A duration in words: `45 s`, `2 min 31 s`, `1 h 02 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < MINUTE) return `${whole} s`
  if (whole < HOUR) return whole % MINUTE ? `${Math.floor(whole / MINUTE)} min ${two(whole % MINUTE)} s` : `${whole / MINUTE} min`
  const minutes = Math.floor((whole % HOUR) / MINUTE)
  return minutes ? `${Math.floor(whole / HOUR)} h ${two(minutes)} min` : `${Math.floor(whole / HOUR)} h`
}

/** A share with one decimal: `53,0 %` in French, `53.0%` in English. */
export function percent(share: number, language: string, digits = 1): string {
  return numbers(language, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share)
}

export function count(value: number, language: string): string {
  return numbers(language, { maximumFractionDigits: 0 }).format(value)
}

/** A number with one decimal: `1,5`. */
export function decimal(value: number, language: string): string {
  return numbers(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)
}

export function timeOfDay(at: Instant, language: string): string {
  return dates(language, { hour: '2-digit', minute: '2-digit' }).format(at * 1000)
}

export function date(at: Instant, language: string): string {
  return dates(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(at * 1000)
}

export function shortDate(at: Instant, language: string): string {
  return dates(language, { day: 'numeric', month: 'short' }).format(at * 1000)
}

/** Whole days between the calendar days of two instants, here: 0 is the same day, 1 the day before. */
export function daysBetween(earlier: Instant, later: Instant): number {
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000)
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.[0]?.toUpperCase() ?? '').join('')
}

/** `06 39 98 00 12`: a French number, overseas too, as it is dialled there; others with their country and in threes. */
export function phone(number: string): string {
  const french = /^\+(?:33|262|590|594|596)(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(number)
  if (french) return `0${french[1]} ${french.slice(2).join(' ')}`
  return number.replace(/(\d{3})(?=\d{2})/g, '$1 ').trim()
}

/** Making a formatter costs far more than using it, and a floor uses thousands a second. */
const numbersMade = new Map<string, Intl.NumberFormat>()
const datesMade = new Map<string, Intl.DateTimeFormat>()

function numbers(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${options.style ?? ''} ${options.maximumFractionDigits}`
  const made = numbersMade.get(key) ?? new Intl.NumberFormat(language, options)
  numbersMade.set(key, made)
  return made
}

function dates(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${Object.values(options).join(' ')}`
  const made = datesMade.get(key) ?? new Intl.DateTimeFormat(region(language), options)
  datesMade.set(key, made)
  return made
}

/** English as read in Europe: a 24-hour clock, the day before the month. */
function region(language: string): string {
  return language === 'en' ? 'en-GB' : language
}

function midnight(at: Instant): number {
  return new Date(at * 1000).setHours(0, 0, 0, 0)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
