import { londonDate, londonTimeOfDay } from './clock.ts'

const notKnown = '–'
const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const pounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
})
const longDate = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

// Pages tell the same few days again and again.
const days = new Map<string, string>()
const mostDays = 2000

function dayInWords(day: string): string {
  const known = days.get(day)
  if (known !== undefined) return known
  const words = longDate.format(new Date(`${day}T00:00:00Z`)).replace(',', '')
  if (days.size >= mostDays) days.clear()
  days.set(day, words)
  return words
}

type Maybe<T> = T | null | undefined
const known = (value: Maybe<number>): value is number =>
  value !== null && value !== undefined && Number.isFinite(value)

/** How figures, dates and money are written for people. What is not known is a dash, never a zero. */
export const format = {
  /** `12,345`, with at most one decimal. */
  number: (value: Maybe<number>): string => (known(value) ? grouped.format(value) : notKnown),
  /** A share from 0 to 1 as whole per cent: `23%`. */
  percent: (share: Maybe<number>): string => (known(share) ? `${Math.round(share * 100)}%` : notKnown),
  /** Metres to the nearest ten: `1,230 m`. */
  metres: (value: Maybe<number>): string =>
    known(value) ? `${grouped.format(Math.round(value / 10) * 10)} m` : notKnown,
  /** Metres to the nearest ten with a sign, for a change: `+120 m`. */
  metresChange: (value: Maybe<number>): string => {
    if (!known(value)) return notKnown
    const tens = Math.round(value / 10) * 10
    return tens === 0 ? 'no change' : `${tens > 0 ? '+' : '−'}${grouped.format(Math.abs(tens))} m`
  },
  /** Metres as kilometres and miles for the public: `1.2 km (0.8 miles)`. */
  kilometresAndMiles: (metres: Maybe<number>): string => {
    if (!known(metres)) return notKnown
    const miles = metres / 1609.344
    return `${(metres / 1000).toFixed(1)} km (${miles.toFixed(1)} ${miles.toFixed(1) === '1.0' ? 'mile' : 'miles'})`
  },
  /** Whole pounds: `£1,000,000`. */
  pounds: (value: Maybe<number>): string => (known(value) ? pounds.format(value) : notKnown),
  /** A date or moment as London sees it: `Tuesday 22 September 2026`. */
  date: (value: Maybe<string>): string => {
    if (!value) return notKnown
    return dayInWords(value.length === 10 ? value : londonDate(new Date(value)))
  },
  /** A moment in London: `10:30am on Tuesday 22 September 2026`. */
  dateTime: (iso: Maybe<string>): string => {
    if (!iso) return notKnown
    return `${format.timeOfDay(londonTimeOfDay(new Date(iso)))} on ${format.date(iso)}`
  },
  /** `HH:MM` as people say it: `10am`, `11:30am`, `midday`, `midnight`. */
  timeOfDay: (time: Maybe<string>): string => {
    if (!time) return notKnown
    if (time === '12:00') return 'midday'
    if (time === '00:00') return 'midnight'
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    const twelve = hour % 12 === 0 ? 12 : hour % 12
    const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
    return `${twelve}${minutes}${hour < 12 ? 'am' : 'pm'}`
  },
  /** A file's size: `2.0 MB`, `340 KB`. */
  fileSize: (bytes: Maybe<number>): string => {
    if (!known(bytes)) return notKnown
    return bytes >= 1_000_000
      ? `${(bytes / 1_000_000).toFixed(1)} MB`
      : `${Math.max(1, Math.round(bytes / 1000))} KB`
  },
  /** `1 answer`, `2 answers`. */
  count: (value: Maybe<number>, one: string, many = `${one}s`): string =>
    known(value) ? `${grouped.format(value)} ${value === 1 ? one : many}` : notKnown,
} as const

/** The formatting functions that templates receive as `f`. */
export type Format = typeof format
