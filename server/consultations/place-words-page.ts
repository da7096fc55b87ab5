import { format } from '../platform/format.ts'
import { weekdayName } from '../sites/index.ts'
import type { ProposedSession, RecordedPlace } from './consultation.ts'

/**
 * What would be lost at a place, in a sentence for its families.
 *
 * @param place - a place of the record
 * @returns the sentence; null when it stays a Centre or one of a Centre's places, or was no children's centre
 */
export function lossAt(place: RecordedPlace): string | null {
  if (!place.existing) return null
  switch (place.fate) {
    case 'closed':
      return `${place.name} would close.`
    case 'early-years':
      return `${place.name} would stop being a children’s centre. The building would be used for early-years childcare places.`
    case 'other-use':
      return `${place.name} would stop being a children’s centre. The building would have another use.`
    case 'outreach':
      return `${place.name} would stop being a children’s centre. Only sessions at set times would be held there.`
    case 'zone':
      return `${place.name} would no longer be a full children’s centre. It would become a Child and Family Zone, with some activities.`
    case 'centre':
    case 'centre-place':
    case null:
      return null
  }
}

/**
 * What a place would become, in a few words for a table.
 *
 * @param place - a place of the record
 * @returns such as `Closes`, `New Child and Family Zone`
 */
export function proposedFor(place: RecordedPlace): string {
  const { existing } = place
  switch (place.fate) {
    case 'closed':
      return 'Closes'
    case 'early-years':
      return 'Early-years childcare places; no longer a children’s centre'
    case 'other-use':
      return 'Another use; no longer a children’s centre'
    case 'outreach':
      return existing ? 'Sessions at set times; no longer a children’s centre' : 'Sessions at set times'
    case 'zone':
      return existing ? 'Child and Family Zone; no longer a full centre' : 'New Child and Family Zone'
    case 'centre':
      return existing ? 'Stays, as a Child and Family Centre' : 'New Child and Family Centre'
    case 'centre-place':
      return place.leadName === null
        ? 'Part of a Child and Family Centre'
        : `${existing ? 'Stays, as part' : 'New part'} of the Child and Family Centre at ${place.leadName}`
    case null:
      return existing ? 'Stays as it is' : 'Not part of the proposal'
  }
}

/** How bad what becomes of a place is for those who use it: 0 the worst; what is new comes last. */
const order = ['closed', 'other-use', 'early-years', 'outreach', 'zone', 'centre-place', 'centre'] as const

/**
 * Places with what is lost first, then what stays, then what is new; by name within each.
 *
 * @param places - places of the record
 * @returns the same, in that order
 */
export function lostFirst(places: readonly RecordedPlace[]): RecordedPlace[] {
  const rank = (place: RecordedPlace): number =>
    (place.existing ? 0 : 100) + (place.fate === null ? order.length : order.indexOf(place.fate))
  return [...places].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en-GB'))
}

/**
 * A place's address in one line, with its postcode once.
 *
 * @param place - a place of the record
 * @returns '' when it is not known
 */
export function addressOf(place: RecordedPlace): string {
  const address = place.address ?? ''
  const { postcode } = place
  if (postcode === null || address.toUpperCase().includes(postcode.toUpperCase())) return address
  return address === '' ? postcode : `${address}, ${postcode}`
}

const seasonWords = { 'all-year': '', 'term-time': 'in term time', holidays: 'in school holidays' } as const

function daysInWords(days: readonly number[]): string {
  const runs: number[][] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last?.at(-1) === day - 1) last.push(day)
    else runs.push([day])
  }
  const words = runs.flatMap(run =>
    run.length > 2
      ? [`${weekdayName(run[0] ?? 0)} to ${weekdayName(run.at(-1) ?? 0)}`]
      : run.map(weekdayName),
  )
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}` : (words[0] ?? '')
}

/**
 * Opening hours as people say them.
 *
 * @param hours - of one place
 * @returns one line for each group of days, such as `Monday to Friday, 9am to 4:30pm`; empty when they are not known
 */
export function hoursInWords(hours: RecordedPlace['hours']): string[] {
  const lines: string[] = []
  for (const season of ['all-year', 'term-time', 'holidays'] as const) {
    const byTimes = new Map<string, number[]>()
    for (let weekday = 1; weekday <= 7; weekday += 1) {
      const periods = hours
        .filter(one => one.season === season && one.weekday === weekday)
        .sort((a, b) => (a.opens < b.opens ? -1 : 1))
        .map(({ opens, closes }) => `${format.timeOfDay(opens)} to ${format.timeOfDay(closes)}`)
      if (periods.length === 0) continue
      const times = periods.join(' and ')
      byTimes.set(times, [...(byTimes.get(times) ?? []), weekday])
    }
    for (const [times, days] of byTimes) {
      lines.push([daysInWords(days), times, seasonWords[season]].filter(part => part !== '').join(', '))
    }
  }
  return lines
}

/**
 * A proposed weekly session in one line.
 *
 * @param session - day, hours and what it is
 * @returns such as `Tuesdays, 10am to midday: stay and play (from Monday 7 September 2026)`
 */
export function sessionInWords(session: ProposedSession): string {
  const times = `${weekdayName(session.weekday)}s, ${format.timeOfDay(session.starts)} to ${format.timeOfDay(session.ends)}`
  const what = session.activity === '' ? '' : `: ${session.activity}`
  const dates = [
    session.fromOn === null ? '' : `from ${format.date(session.fromOn)}`,
    session.toOn === null ? '' : `until ${format.date(session.toOn)}`,
  ].filter(part => part !== '')
  return `${times}${what}${dates.length > 0 ? ` (${dates.join(' ')})` : ''}`
}
