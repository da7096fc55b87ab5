/** Opening hours of one day in one season, as the register holds them. */
export interface OpenHours {
  readonly season: 'all-year' | 'term-time' | 'holidays'
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number
  /** 'HH:MM', local time. */
  readonly opens: string
  /** 'HH:MM', later on the same day. */
  readonly closes: string
}

/** Weeks of the year that are alike. */
export interface OpeningPeriod {
  readonly weeks: number
  readonly hoursPerWeek: number
  /** Whether there is a weekly session of at least an hour after half past five, on a weekday. */
  readonly evening: boolean
  /** Whether it opens on Saturday or Sunday. */
  readonly weekend: boolean
}

/** What criterion 1 asks about. */
export interface OpeningFacts {
  /** Null when no opening hours are recorded. */
  readonly periods: readonly OpeningPeriod[] | null
  /** Whether it opens in school terms only; null when not known. */
  readonly termTimeOnly: boolean | null
  readonly hoursPublished: boolean | null
}

/** Weeks of school in a year in England (190 days). Source: School Teachers' Pay and Conditions Document. */
export const TERM_WEEKS = 39
const WEEKS_OF_THE_YEAR = 52
const EVENING_BEGINS = 17 * 60 + 30
const EVENING_SESSION_MINUTES = 60

/**
 * Sums recorded opening hours up into weeks that are alike.
 * @param hours - the recorded hours; an empty list means that none are recorded, not that the site never opens.
 * @param more - what else is known.
 * @param more.hoursPublished - whether families can find the hours; null or absent when not known.
 * @param more.weeksClosed - weeks of the year in which it is shut altogether; null or absent is taken as none, since
 * the hours say so.
 * @returns the facts that criterion 1 asks about. Hours of one day that overlap count once.
 * @throws RangeError if a time of day is not 'HH:MM' or a day closes before it opens.
 */
export function openingFacts(
  hours: readonly OpenHours[],
  more: { readonly hoursPublished?: boolean | null; readonly weeksClosed?: number | null } = {},
): OpeningFacts {
  const hoursPublished = more.hoursPublished ?? null
  if (hours.length === 0) return { periods: null, termTimeOnly: null, hoursPublished }
  const inSeason = (season: OpenHours['season']): OpeningPeriod => {
    const weeks = season === 'term-time' ? TERM_WEEKS : WEEKS_OF_THE_YEAR - TERM_WEEKS
    return periodOf(
      hours.filter(each => each.season === 'all-year' || each.season === season),
      weeks,
    )
  }
  const [term, holidays] = [inSeason('term-time'), inSeason('holidays')]
  // Weeks in which it is shut are taken off the holidays first: that is when buildings shut.
  const closed = Math.max(0, more.weeksClosed ?? 0)
  const holidayWeeks = Math.max(0, holidays.weeks - closed)
  const termWeeks = Math.max(0, term.weeks - Math.max(0, closed - holidays.weeks))
  const periods = [
    { ...term, weeks: termWeeks },
    { ...holidays, weeks: holidayWeeks },
  ].filter(period => period.weeks > 0 && period.hoursPerWeek > 0)
  return { periods, termTimeOnly: holidays.hoursPerWeek === 0 || holidayWeeks === 0, hoursPublished }
}

function periodOf(hours: readonly OpenHours[], weeks: number): OpeningPeriod {
  const spans = hours.map(({ weekday, opens, closes }) => {
    const span = { weekday, from: minutesOf(opens), to: minutesOf(closes) }
    if (span.to <= span.from) throw new RangeError(`A day that opens at ${opens} cannot close at ${closes}.`)
    return span
  })
  let minutes = 0
  let evening = false
  for (let weekday = 1; weekday <= 7; weekday++) {
    const today = spans.filter(span => span.weekday === weekday).sort((a, b) => a.from - b.from)
    let counted = 0
    for (const { from, to } of today) {
      minutes += Math.max(0, to - Math.max(from, counted))
      counted = Math.max(counted, to)
      const late = to - Math.max(from, EVENING_BEGINS)
      if (weekday <= 5 && late >= EVENING_SESSION_MINUTES) evening = true
    }
  }
  return { weeks, hoursPerWeek: minutes / 60, evening, weekend: spans.some(({ weekday }) => weekday >= 6) }
}

function minutesOf(time: string): number {
  const parts = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time)
  if (!parts) throw new RangeError(`“${time}” is not a time of day such as 09:30.`)
  return Number(parts[1]) * 60 + Number(parts[2])
}
