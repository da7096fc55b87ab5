import { londonDate } from './clock.ts'
import { format, type Format } from './format.ts'
import type { Language } from './languages.ts'

const notKnown = '–'
type Maybe<T> = T | null | undefined
const known = (value: Maybe<number>): value is number =>
  value !== null && value !== undefined && Number.isFinite(value)

const kept = new Map<string, Format>([['en', format]])

/**
 * How figures, dates and money are written in a language. What is not known is a dash, never a zero.
 *
 * @param language - the language
 * @returns its formatting functions; those of English are `format` itself
 */
export function formatIn(language: Language): Format {
  let own = kept.get(language.code)
  if (!own) {
    own = makeFormat(language.locale)
    kept.set(language.code, own)
  }
  return own
}

function makeFormat(locale: string): Format {
  const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const pounds = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'GBP',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  })
  const unit = (name: string, unitDisplay: 'short' | 'long', digits = 0): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
  const metres = unit('meter', 'short')
  const miles = unit('mile', 'long', 1)
  const kilometres = unit('kilometer', 'short', 1)
  const megabytes = unit('megabyte', 'short', 1)
  const kilobytes = unit('kilobyte', 'short')
  const date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'full' })
  const moment = new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/London',
    dateStyle: 'full',
    timeStyle: 'short',
  })
  const time = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', timeStyle: 'short' })
  return {
    number: value => (known(value) ? grouped.format(value) : notKnown),
    percent: share => (known(share) ? percent.format(share) : notKnown),
    metres: value => (known(value) ? metres.format(Math.round(value / 10) * 10) : notKnown),
    metresChange: value => {
      if (!known(value)) return notKnown
      const tens = Math.round(value / 10) * 10
      const sign = tens === 0 ? '' : tens > 0 ? '+' : '−'
      return `${sign}${metres.format(Math.abs(tens))}`
    },
    kilometresAndMiles: value =>
      known(value) ? `${kilometres.format(value / 1000)} (${miles.format(value / 1609.344)})` : notKnown,
    pounds: value => (known(value) ? pounds.format(value) : notKnown),
    date: value => {
      if (!value) return notKnown
      const day = value.length === 10 ? value : londonDate(new Date(value))
      return date.format(new Date(`${day}T00:00:00Z`))
    },
    dateTime: iso => (iso ? moment.format(new Date(iso)) : notKnown),
    timeOfDay: value => (value ? time.format(new Date(`2026-01-01T${value}:00Z`)) : notKnown),
    fileSize: bytes => {
      if (!known(bytes)) return notKnown
      return bytes >= 1_000_000
        ? megabytes.format(bytes / 1_000_000)
        : kilobytes.format(Math.max(1, Math.round(bytes / 1000)))
    },
    // Words of a count stand in a sentence that is said; here only the figure is known in the language.
    count: (value: Maybe<number>, one: string, many?: string) =>
      known(value) ? `${grouped.format(value)} ${value === 1 ? one : (many ?? `${one}s`)}` : notKnown,
  }
}
