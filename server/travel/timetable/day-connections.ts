import { AppError } from '../../platform/errors.ts'
import { dayOfDate } from './gtfs-values.ts'
import { nothingRunsOn, runsOn } from './service-days.ts'
import type { Timetable } from './timetable.ts'

/**
 * Everything that runs on one day, cut into rides from one stop to the next, in the order of departure. Rides of one
 * vehicle with equal departures stand in the order of travel.
 */
export interface DayConnections {
  readonly count: number
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Seconds since midnight of the day. */
  readonly departs: Int32Array
  readonly arrives: Int32Array
  /** Which vehicle's run it is part of: who is on it need not change to go on. */
  readonly run: Uint32Array
  /** 1 where one may board at the beginning, or alight at the end. */
  readonly boards: Uint8Array
  readonly alights: Uint8Array
  readonly runs: number
  /** The trip of each run, and how many seconds its calls are later than they stand in the timetable. */
  readonly runTrip: Uint32Array
  readonly runShift: Int32Array
}

const day = 86_400

/** Where a whole day is looked at, it begins at 3 in the morning, when hardly anything runs. */
export const dayBegins = 3 * 3600

/** … and ends 27 hours after midnight. */
export const dayEnds = 27 * 3600

/** More vehicles' runs or rides than this are no county's: some headway must be wrong. */
const mostRuns = 2_000_000
const mostConnections = 30_000_000

/**
 * Lists what runs on a day. Trips of the day before that pass midnight are among it, and early ones of the day after.
 * Clocks are taken never to change: the two nights a year on which they do are not worked out.
 *
 * @param timetable - the timetable
 * @param date - YYYY-MM-DD
 * @param earliest - rides that depart before are left out; seconds since midnight
 * @param latest - rides that arrive after are left out
 * @returns the rides; none where nothing runs between those times
 * @throws {AppError} when nothing runs on the day at all
 */
export function connectionsOn(
  timetable: Timetable,
  date: string,
  earliest: number,
  latest: number,
): DayConnections {
  const { trips, calls } = timetable
  const runs = runsOfDay(timetable, date, earliest, latest)
  let most = 0
  for (const trip of runs.trip) {
    most += (trips.firstCall[trip + 1] as number) - (trips.firstCall[trip] as number) - 1
  }
  if (most > mostConnections) throw tooMuch(date)
  const found = emptyConnections(most)
  let count = 0
  for (let run = 0; run < runs.trip.length; run++) {
    const trip = runs.trip[run] as number
    const shift = runs.shift[run] as number
    const last = (trips.firstCall[trip + 1] as number) - 1
    for (let call = trips.firstCall[trip] as number; call < last; call++) {
      const departs = (calls.departs[call] as number) + shift
      const arrives = (calls.arrives[call + 1] as number) + shift
      if (departs < earliest || arrives > latest) continue
      found.from[count] = calls.stop[call] as number
      found.to[count] = calls.stop[call + 1] as number
      found.departs[count] = departs
      found.arrives[count] = arrives
      found.run[count] = run
      found.boards[count] = ((calls.rules[call] as number) & 1) ^ 1
      found.alights[count] = (((calls.rules[call + 1] as number) >> 1) & 1) ^ 1
      count++
    }
  }
  return inOrderOfDeparture(found, count, {
    runs: runs.trip.length,
    runTrip: Uint32Array.from(runs.trip),
    runShift: Int32Array.from(runs.shift),
  })
}

/**
 * Turns time and direction round: to leave as late as possible and still get home is, in a mirror, to arrive as early as
 * possible.
 *
 * @param connections - rides of a day
 * @returns the same rides run backwards; times are negative
 */
export function mirrored(connections: DayConnections): DayConnections {
  const { count } = connections
  const found = emptyConnections(count)
  for (let at = 0; at < count; at++) {
    const source = count - 1 - at
    found.from[at] = connections.to[source] as number
    found.to[at] = connections.from[source] as number
    found.departs[at] = -(connections.arrives[source] as number)
    found.arrives[at] = -(connections.departs[source] as number)
    found.run[at] = connections.run[source] as number
    found.boards[at] = connections.alights[source] as number
    found.alights[at] = connections.boards[source] as number
  }
  const { runs, runTrip, runShift } = connections
  return inOrderOfDeparture(found, count, { runs, runTrip, runShift })
}

type Rides = Pick<DayConnections, 'from' | 'to' | 'departs' | 'arrives' | 'run' | 'boards' | 'alights'>

function emptyConnections(length: number): Rides {
  return {
    from: new Uint32Array(length),
    to: new Uint32Array(length),
    departs: new Int32Array(length),
    arrives: new Int32Array(length),
    run: new Uint32Array(length),
    boards: new Uint8Array(length),
    alights: new Uint8Array(length),
  }
}

/** Sorts by counting, which keeps the order of what departs in the same second. */
function inOrderOfDeparture(
  found: Rides,
  count: number,
  runs: Pick<DayConnections, 'runs' | 'runTrip' | 'runShift'>,
): DayConnections {
  let [least, most] = [Infinity, -Infinity]
  for (let at = 0; at < count; at++) {
    const departs = found.departs[at] as number
    if (departs < least) least = departs
    if (departs > most) most = departs
  }
  const next = new Uint32Array(count === 0 ? 1 : most - least + 2)
  for (let at = 0; at < count; at++) {
    const second = (found.departs[at] as number) - least + 1
    next[second] = (next[second] as number) + 1
  }
  for (let second = 1; second < next.length; second++) {
    next[second] = (next[second] as number) + (next[second - 1] as number)
  }
  const ordered = emptyConnections(count)
  for (let at = 0; at < count; at++) {
    const second = (found.departs[at] as number) - least
    const place = next[second] as number
    next[second] = place + 1
    ordered.from[place] = found.from[at] as number
    ordered.to[place] = found.to[at] as number
    ordered.departs[place] = found.departs[at] as number
    ordered.arrives[place] = found.arrives[at] as number
    ordered.run[place] = found.run[at] as number
    ordered.boards[place] = found.boards[at] as number
    ordered.alights[place] = found.alights[at] as number
  }
  return { count, ...ordered, ...runs }
}

/** Vehicles' runs that are under way at some time between two times of a day. */
function runsOfDay(
  timetable: Timetable,
  date: string,
  earliest: number,
  latest: number,
): { readonly trip: number[]; readonly shift: number[] } {
  const { trips, calls, services, frequencies } = timetable
  const today = dayOfDate(date)
  if (today === null) throw new AppError('not-a-date', 422, `“${date}” is not a date. Expected YYYY-MM-DD.`)
  const found = { trip: [] as number[], shift: [] as number[] }
  const repeats = new Map<number, number[]>()
  frequencies.trip.forEach((trip, at) => {
    const known = repeats.get(trip)
    if (known) known.push(at)
    else repeats.set(trip, [at])
  })
  let runsToday = false
  for (const offset of [-1, 0, 1]) {
    const serves = Array.from({ length: services.count }, (_, service) =>
      runsOn(services, service, today + offset),
    )
    for (let trip = 0; trip < trips.count; trip++) {
      if (serves[trips.service[trip] as number] !== true) continue
      if (offset === 0) runsToday = true
      const begins = calls.departs[trips.firstCall[trip] as number] as number
      const ends = calls.arrives[(trips.firstCall[trip + 1] as number) - 1] as number
      const add = (shift: number): void => {
        if (ends + shift < earliest || begins + shift > latest) return
        if (found.trip.length >= mostRuns) throw tooMuch(date)
        found.trip.push(trip)
        found.shift.push(shift)
      }
      const headways = repeats.get(trip)
      if (headways === undefined) add(offset * day)
      else {
        for (const at of headways) {
          const to = frequencies.to[at] as number
          const headway = frequencies.headway[at] as number
          for (let start = frequencies.from[at] as number; start < to; start += headway) {
            add(offset * day + start - begins)
          }
        }
      }
    }
  }
  if (!runsToday) throw nothingRunsOn(timetable, date)
  return found
}

function tooMuch(date: string): AppError {
  return new AppError(
    'huge-timetable',
    422,
    `On ${date} more runs than any county has: ${mostRuns.toLocaleString('en-GB')} vehicles or more. Check the headways in frequencies.txt.`,
  )
}
