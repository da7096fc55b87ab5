import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { ProposedSession, RecordedPlace } from './consultation.ts'
import { listIn, weekdayIn } from './words-in.ts'

/**
 * What would be lost at a place, in a sentence for its families.
 *
 * @param place - a place of the record
 * @param speaker - who speaks; English unless given
 * @returns the sentence; null when it stays a Centre or one of a Centre's places, or was no children's centre
 */
export function lossAt(place: RecordedPlace, speaker: Speaker = english): Said | null {
  if (!place.existing) return null
  const named = { place: place.name }
  switch (place.fate) {
    case 'closed':
      return speaker.say('{{place}} would close.', named)
    case 'early-years':
      return speaker.say(
        '{{place}} would stop being a children’s centre. The building would be used for early-years childcare places.',
        named,
      )
    case 'other-use':
      return speaker.say(
        '{{place}} would stop being a children’s centre. The building would have another use.',
        named,
      )
    case 'outreach':
      return speaker.say(
        '{{place}} would stop being a children’s centre. Only sessions at set times would be held there.',
        named,
      )
    case 'zone':
      return speaker.say(
        '{{place}} would no longer be a full children’s centre. It would become a Child and Family Zone, with some activities.',
        named,
      )
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
 * @param speaker - who speaks; English unless given
 * @returns such as `Closes`, `New Child and Family Zone`
 */
export function proposedFor(place: RecordedPlace, speaker: Speaker = english): Said {
  const { existing } = place
  switch (place.fate) {
    case 'closed':
      return speaker.say('Closes')
    case 'early-years':
      return speaker.say('Early-years childcare places; no longer a children’s centre')
    case 'other-use':
      return speaker.say('Another use; no longer a children’s centre')
    case 'outreach':
      return existing
        ? speaker.say('Sessions at set times; no longer a children’s centre')
        : speaker.say('Sessions at set times')
    case 'zone':
      return existing
        ? speaker.say('Child and Family Zone; no longer a full centre')
        : speaker.say('New Child and Family Zone')
    case 'centre':
      return existing
        ? speaker.say('Stays, as a Child and Family Centre')
        : speaker.say('New Child and Family Centre')
    case 'centre-place':
      if (place.leadName === null) return speaker.say('Part of a Child and Family Centre')
      return existing
        ? speaker.say('Stays, as part of the Child and Family Centre at {{place}}', { place: place.leadName })
        : speaker.say('New part of the Child and Family Centre at {{place}}', { place: place.leadName })
    case null:
      return existing ? speaker.say('Stays as it is') : speaker.say('Not part of the proposal')
  }
}

/** What happens to those who use a place: it is lost or loses something, it stays, or it is new. */
export type Outcome = 'lost' | 'stays' | 'new'

/**
 * What happens to those who use a place.
 *
 * @param place - a place of the record
 * @returns whether something is lost there, it stays, or it is new
 */
export function outcomeOf(place: RecordedPlace): Outcome {
  if (!place.existing) return 'new'
  return lossAt(place) === null ? 'stays' : 'lost'
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

function daysInWords(days: readonly number[], speaker: Speaker): string {
  const runs: number[][] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last?.at(-1) === day - 1) last.push(day)
    else runs.push([day])
  }
  const words = runs.flatMap(run =>
    run.length > 2
      ? [
          speaker.plain('{{first}} to {{last}}', {
            first: weekdayIn(run[0] ?? 0, speaker),
            last: weekdayIn(run.at(-1) ?? 0, speaker),
          }),
        ]
      : run.map(day => weekdayIn(day, speaker)),
  )
  return listIn(words, speaker)
}

/**
 * Opening hours as people say them.
 *
 * @param hours - of one place
 * @param speaker - who speaks; English unless given
 * @returns one line for each group of days, such as `Monday to Friday, 9am to 4:30pm`; empty when they are not known
 */
export function hoursInWords(hours: RecordedPlace['hours'], speaker: Speaker = english): Said[] {
  const lines: Said[] = []
  const { timeOfDay } = speaker.format
  for (const season of ['all-year', 'term-time', 'holidays'] as const) {
    const byTimes = new Map<string, number[]>()
    for (let weekday = 1; weekday <= 7; weekday += 1) {
      const periods = hours
        .filter(one => one.season === season && one.weekday === weekday)
        .sort((a, b) => (a.opens < b.opens ? -1 : 1))
        .map(({ opens, closes }) =>
          speaker.plain('{{from}} to {{to}}', { from: timeOfDay(opens), to: timeOfDay(closes) }),
        )
      if (periods.length === 0) continue
      const times = listIn(periods, speaker)
      byTimes.set(times, [...(byTimes.get(times) ?? []), weekday])
    }
    for (const [times, weekdays] of byTimes) {
      const values = { days: daysInWords(weekdays, speaker), times }
      lines.push(
        season === 'all-year'
          ? speaker.say('{{days}}, {{times}}', values)
          : season === 'term-time'
            ? speaker.say('{{days}}, {{times}}, in term time', values)
            : speaker.say('{{days}}, {{times}}, in school holidays', values),
      )
    }
  }
  return lines
}

/** A proposed weekly session, ready to be shown. */
export interface ShownProposedSession {
  readonly weekday: number
  /** `Tuesdays, 10am to midday` */
  readonly when: Said
  /** What it is; in the council's words. */
  readonly activity: string
  /** From and until when it runs; null where that is not fixed. */
  readonly dates: Said | null
}

/**
 * A proposed weekly session as people say it.
 *
 * @param session - day, hours and what it is
 * @param speaker - who speaks; English unless given
 * @returns its day and hours, what it is, and its dates
 */
export function sessionInWords(session: ProposedSession, speaker: Speaker = english): ShownProposedSession {
  const { timeOfDay, date } = speaker.format
  const times = { from: timeOfDay(session.starts), to: timeOfDay(session.ends) }
  const { fromOn, toOn } = session
  return {
    weekday: session.weekday,
    when: onWeekdays(session.weekday, times, speaker),
    activity: session.activity,
    dates:
      fromOn !== null && toOn !== null
        ? speaker.say('from {{from}} until {{to}}', { from: date(fromOn), to: date(toOn) })
        : fromOn !== null
          ? speaker.say('from {{from}}', { from: date(fromOn) })
          : toOn !== null
            ? speaker.say('until {{to}}', { to: date(toOn) })
            : null,
  }
}

function onWeekdays(weekday: number, times: { from: string; to: string }, speaker: Speaker): Said {
  switch (weekday) {
    case 1:
      return speaker.say('Mondays, {{from}} to {{to}}', times)
    case 2:
      return speaker.say('Tuesdays, {{from}} to {{to}}', times)
    case 3:
      return speaker.say('Wednesdays, {{from}} to {{to}}', times)
    case 4:
      return speaker.say('Thursdays, {{from}} to {{to}}', times)
    case 5:
      return speaker.say('Fridays, {{from}} to {{to}}', times)
    case 6:
      return speaker.say('Saturdays, {{from}} to {{to}}', times)
    default:
      return speaker.say('Sundays, {{from}} to {{to}}', times)
  }
}

/**
 * From when something would change.
 *
 * @param place - a place of the record
 * @param speaker - who speaks; English unless given
 * @returns a sentence, also where no day is fixed
 */
export function fromWhen(
  { fromOn, existing, sessions }: Pick<RecordedPlace, 'fromOn' | 'existing' | 'sessions'>,
  speaker: Speaker = english,
): Said {
  // A place that is only sessions begins with the first of them.
  const first = existing ? null : (sessions.flatMap(session => session.fromOn ?? []).sort()[0] ?? null)
  const date = fromOn ?? first
  return date === null
    ? speaker.say('The date is not fixed yet.')
    : speaker.say('This would happen from {{date}}.', { date: speaker.format.date(date) })
}
