import { z } from 'zod'
import { readSetting, writeSetting } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { londonDate } from '../platform/clock.ts'
import { isEnglishBankHoliday, isLikelySchoolHoliday } from '../travel/index.ts'

/** Days that a council marks: its schools' holidays, and the weeks before an election. First and last day included. */
export interface MarkedDays {
  readonly id: string
  readonly kind: 'school-holiday' | 'pre-election'
  readonly name: string
  /** `YYYY-MM-DD` */
  readonly from: string
  readonly to: string
}

/** Marked days that fall into a consultation. */
export interface DaysWithin {
  readonly name: string
  /** `YYYY-MM-DD`; only what lies within. */
  readonly from: string
  readonly to: string
  readonly days: number
  /** Who says so: the council, or the product's own calendar, which is a guess for school holidays. */
  readonly source: 'council' | 'calendar'
}

/** How long a consultation is, and what falls into it. */
export interface Timing {
  /** Days on which people can answer, the first and the last included. */
  readonly days: number
  readonly daysOutsideHolidays: number
  readonly schoolHolidays: readonly DaysWithin[]
  readonly elections: readonly DaysWithin[]
}

const dayMs = 86_400_000
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
// 1 January 1970 was a Thursday; Monday is 0.
const weekdayOf = (day: number): number => (day + 3) % 7

/**
 * The day of ordinary elections in a year: the first Thursday in May. Source: Representation of the People Act 1983,
 * section 37.
 *
 * @param year - the year
 * @returns `YYYY-MM-DD`
 */
export function ordinaryElections(year: number): string {
  const first = dayOf(`${year}-05-01`)
  return dateOf(first + ((3 - weekdayOf(first) + 7) % 7))
}

/**
 * The last day on which notice of an election is given, on which the period before it begins at the latest: the 25th
 * working day before. Source: Local Elections (Principal Areas) (England and Wales) Rules 2006, rules 4 and 5.
 *
 * @param polling - the day of the election, `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`
 */
export function noticeOfElection(polling: string): string {
  let day = dayOf(polling)
  for (let working = 0; working < 25;) {
    day -= 1
    const off = weekdayOf(day) >= 5 || isEnglishBankHoliday(day) || dateOf(day).endsWith('-12-24')
    if (!off) working += 1
  }
  return dateOf(day)
}

/**
 * What falls into a consultation.
 *
 * @param opensAt - ISO UTC
 * @param closesAt - ISO UTC, the first moment at which it is closed
 * @param marked - days that the council marked; its school holidays take the place of the likely ones
 * @returns days in all, holidays and elections
 */
export function timingOf(opensAt: string, closesAt: string, marked: readonly MarkedDays[]): Timing {
  const first = dayOf(londonDate(new Date(opensAt)))
  // The last moment that is still open decides the day.
  const last = Math.max(first, dayOf(londonDate(new Date(Date.parse(closesAt) - 1))))
  const own = marked.filter(days => days.kind === 'school-holiday')
  const isHoliday = (day: number): boolean =>
    own.length === 0
      ? isLikelySchoolHoliday(day)
      : own.some(days => day >= dayOf(days.from) && day <= dayOf(days.to))
  const schoolHolidays = own.length === 0 ? likelyHolidays(first, last) : within(own, first, last)
  let daysOutsideHolidays = 0
  for (let day = first; day <= last; day += 1) if (!isHoliday(day)) daysOutsideHolidays += 1
  const elections = [
    ...ordinaryPeriods(first, last),
    ...within(
      marked.filter(days => days.kind === 'pre-election'),
      first,
      last,
    ),
  ]
  return { days: last - first + 1, daysOutsideHolidays, schoolHolidays, elections }
}

function within(marked: readonly MarkedDays[], first: number, last: number): DaysWithin[] {
  return marked.flatMap(({ name, from, to }) => {
    const [begins, ends] = [Math.max(first, dayOf(from)), Math.min(last, dayOf(to))]
    return begins > ends ? [] : [spanOf(name, begins, ends, 'council')]
  })
}

function spanOf(name: string, begins: number, ends: number, source: DaysWithin['source']): DaysWithin {
  return { name, from: dateOf(begins), to: dateOf(ends), days: ends - begins + 1, source }
}

function likelyHolidays(first: number, last: number): DaysWithin[] {
  const spans: DaysWithin[] = []
  for (let day = first; day <= last; day += 1) {
    if (!isLikelySchoolHoliday(day)) continue
    const begins = day
    while (day < last && isLikelySchoolHoliday(day + 1)) day += 1
    spans.push(spanOf(holidayName(Math.floor((begins + day) / 2)), begins, day, 'calendar'))
  }
  return spans
}

function holidayName(day: number): string {
  const monthDay = dateOf(day).slice(5)
  if (monthDay < '01-15' || monthDay >= '12-10') return 'Christmas holidays'
  if (monthDay < '03-01') return 'February half term'
  if (monthDay < '05-15') return 'Easter holidays'
  if (monthDay < '06-20') return 'May half term'
  return monthDay < '10-01' ? 'Summer holidays' : 'October half term'
}

function ordinaryPeriods(first: number, last: number): DaysWithin[] {
  const years = [...new Set([dateOf(first), dateOf(last)].map(date => Number(date.slice(0, 4))))]
  return years.flatMap(year => {
    const polling = ordinaryElections(year)
    const [begins, ends] = [Math.max(first, dayOf(noticeOfElection(polling))), Math.min(last, dayOf(polling))]
    return begins > ends ? [] : [spanOf('Ordinary elections in May', begins, ends, 'calendar')]
  })
}

const settingName = 'consultation-calendar'
const markedJson: z.ZodType<MarkedDays[]> = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['school-holiday', 'pre-election']),
    name: z.string(),
    from: z.string(),
    to: z.string(),
  }),
)

/**
 * The days that a council has marked.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by date
 */
export async function readMarkedDays(db: Db, countyId: string): Promise<MarkedDays[]> {
  const marked = await readSetting(db, countyId, settingName, markedJson, [])
  return marked.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

/**
 * Stores the days that a council has marked.
 *
 * @param tx - a transaction
 * @param countyId - the county
 * @param marked - all of them
 */
export async function writeMarkedDays(
  tx: Db,
  countyId: string,
  marked: readonly MarkedDays[],
): Promise<void> {
  await writeSetting(tx, countyId, settingName, marked)
}
