import { format } from '../platform/format.ts'
import { timeOfDay } from '../platform/forms.ts'
import { seasons, weekdayNames, type OpeningHours, type Season } from './site.ts'

/** A stretch of one day. */
export interface Period {
  /** `HH:MM` */
  readonly opens: string
  /** `HH:MM`, later than `opens`. */
  readonly closes: string
}

const time = timeOfDay('A time')

const timesInWords: Readonly<Record<string, string>> = { midday: '12:00', noon: '12:00', midnight: '00:00' }

function clockTime(typed: string): string | null {
  const inWords = timesInWords[typed.toLowerCase()]
  if (inWords !== undefined) return inWords
  const read = time.safeParse(typed)
  return read.success && read.data !== '' ? read.data : null
}

/**
 * Reads what a person typed for one day.
 *
 * @param typed - such as `9am to 12pm, 1pm to 4:30pm` or `09:00-16:30`; empty means closed
 * @returns the periods in order, or a sentence that says what is wrong
 */
export function readPeriods(typed: string): Period[] | string {
  const parts = typed
    .split(/[,;&]|\band\b/i)
    .map(part => part.trim())
    .filter(part => part !== '')
  const periods: Period[] = []
  for (const part of parts) {
    const ends = part.split(/\s*(?:-|–|—|\bto\b|\buntil\b)\s*/i)
    const [opens, closes] = [clockTime(ends[0] ?? ''), clockTime(ends[1] ?? '')]
    if (ends.length !== 2 || opens === null || closes === null) {
      return `“${part.slice(0, 40)}” must be two times, such as 9am to 4:30pm`
    }
    if (closes <= opens) return `“${part.slice(0, 40)}” must close later than it opens`
    periods.push({ opens, closes })
  }
  periods.sort((a, b) => (a.opens < b.opens ? -1 : 1))
  const overlapping = periods.some((period, at) => at > 0 && period.opens < (periods[at - 1]?.closes ?? ''))
  return overlapping ? 'The times must not overlap' : periods
}

/**
 * Writes one day's periods as people say them.
 *
 * @param periods - in order
 * @returns such as `9am to midday, 1pm to 4:30pm`; empty for none
 */
export function writePeriods(periods: readonly Period[]): string {
  return periods
    .map(({ opens, closes }) => `${format.timeOfDay(opens)} to ${format.timeOfDay(closes)}`)
    .join(', ')
}

/**
 * The periods of one day.
 *
 * @param hours - a site's hours
 * @param season - the season
 * @param weekday - 1 Monday to 7 Sunday
 * @returns in order
 */
export function periodsOf(hours: readonly OpeningHours[], season: Season, weekday: number): Period[] {
  return hours
    .filter(one => one.season === season && one.weekday === weekday)
    .map(({ opens, closes }) => ({ opens, closes }))
    .sort((a, b) => (a.opens < b.opens ? -1 : 1))
}

/**
 * Hours that hold all year and hours of one season must not say the same time twice.
 *
 * @param hours - a site's hours
 * @returns a sentence that names the first day that does; null when none does
 */
export function doubleHours(hours: readonly OpeningHours[]): string | null {
  for (const one of hours.filter(({ season }) => season !== 'all-year')) {
    const twice = hours.some(
      other =>
        other.season === 'all-year' &&
        other.weekday === one.weekday &&
        other.opens < one.closes &&
        one.opens < other.closes,
    )
    if (twice) {
      return `${weekdayNames[one.weekday - 1] ?? ''} has the same time both under all year and under one season: keep one of them`
    }
  }
  return null
}

const shortDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/**
 * The short name of a day, as registers write it.
 *
 * @param weekday - 1 Monday to 7 Sunday
 * @returns such as `Mon`
 */
export function shortDay(weekday: number): string {
  return shortDays[weekday - 1] ?? ''
}

/**
 * Reads the name of a day, short or whole.
 *
 * @param typed - such as `Mon`, `monday` or `Thurs`
 * @returns 1 Monday to 7 Sunday; null when it is not a day
 */
export function readDay(typed: string): number | null {
  const wanted = typed.trim().toLowerCase()
  const at = wanted.length < 3 ? -1 : weekdayNames.findIndex(day => day.toLowerCase().startsWith(wanted))
  return at < 0 ? null : at + 1
}

/**
 * Writes hours as a register has them.
 *
 * @param hours - a site's hours
 * @returns such as `all-year Mon 09:00-16:30; holidays Wed 10:00-12:00`
 */
export function writeRegisterHours(hours: readonly OpeningHours[]): string {
  return inOrder(hours)
    .map(({ season, weekday, opens, closes }) => `${season} ${shortDay(weekday)} ${opens}-${closes}`)
    .join('; ')
}

/**
 * Reads hours as a register has them. Days may be a run, such as `Mon-Fri`; without a season they hold all year.
 *
 * @param text - such as `all-year Mon 09:00-16:30; holidays Wed 10:00-12:00`
 * @returns the hours in order, or a sentence that says what is wrong
 */
export function readRegisterHours(text: string): OpeningHours[] | string {
  const hours: OpeningHours[] = []
  for (const entry of text.split(';').map(part => part.trim())) {
    if (entry === '') continue
    const found =
      /^(?:(all-year|term-time|holidays)\s+)?([a-z]{3,9})(?:\s*[-–]\s*([a-z]{3,9}))?\s+(\d.*)$/i.exec(entry)
    const first = readDay(found?.[2] ?? '')
    const last = found?.[3] === undefined ? first : readDay(found[3])
    const periods = readPeriods(found?.[4] ?? '')
    if (first === null || last === null || last < first) {
      return `Hours “${entry.slice(0, 60)}” must be like “all-year Mon 09:00-16:30”`
    }
    if (typeof periods === 'string') return `Hours “${entry.slice(0, 60)}”: ${periods}`
    const season = seasons.find(one => one === found?.[1]?.toLowerCase()) ?? 'all-year'
    for (let weekday = first; weekday <= last; weekday += 1) {
      hours.push(...periods.map(period => ({ season, weekday, ...period })))
    }
  }
  for (const [at, one] of hours.entries()) {
    const twice = hours.some(
      (other, where) =>
        where < at &&
        other.season === one.season &&
        other.weekday === one.weekday &&
        other.opens < one.closes &&
        one.opens < other.closes,
    )
    if (twice) return `Hours overlap on ${weekdayNames[one.weekday - 1] ?? ''}`
  }
  return doubleHours(hours) ?? inOrder(hours)
}

/**
 * Hours by season, day and time.
 *
 * @param hours - in any order
 * @returns the same, in order
 */
export function inOrder(hours: readonly OpeningHours[]): OpeningHours[] {
  const place = (one: OpeningHours): string => `${seasons.indexOf(one.season)} ${one.weekday} ${one.opens}`
  return [...hours].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
}
