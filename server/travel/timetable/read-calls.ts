import { distanceMetres } from '../../model/great-circle.ts'
import type { GtfsFile } from './gtfs-files.ts'
import { readRows, type Reading } from './gtfs-rows.ts'
import { growing } from './growing.ts'
import { badRow, gtfsTime, noTime } from './gtfs-values.ts'
import type { RawStops } from './read-stops.ts'
import { notATime, type RawTrips } from './read-trips.ts'
import { callRules } from './timetable.ts'

/** The calls of every trip, trips in the order of trips.txt, each in the order of travel. */
export interface RawCalls {
  readonly firstCall: Uint32Array
  /** Index of the stop in the order of stops.txt. */
  readonly stop: Int32Array
  readonly arrives: Int32Array
  readonly departs: Int32Array
  readonly rules: Uint8Array
  readonly counts: {
    /** Rows of the file. */
    readonly rows: number
    readonly outside: number
    readonly unknownTrip: number
    readonly unknownStop: number
    readonly withoutTime: number
    /** Trips whose times run backwards or whose stops have the same place in the order. */
    readonly disorderlyTrips: number
  }
}

/**
 * Reads every call of every trip. Empty times are filled in between the known ones before and after, in proportion to
 * the straight lines between the stops.
 *
 * @param file - stop_times.txt
 * @param stops - the stops; calls at stops outside the box are passed over
 * @param trips - the trips
 * @param reading - progress, cancelling and limits
 * @param mostCalls - the most calls that are kept
 * @returns the calls, whatever the order of the rows
 * @throws {AppError} naming the file and row of what is not a time or not a number
 */
export async function readCalls(
  file: GtfsFile,
  stops: RawStops,
  trips: RawTrips,
  reading: Reading,
  mostCalls: number,
): Promise<RawCalls> {
  const tripOf = growing(Int32Array)
  const stopOf = growing(Int32Array)
  const place = growing(Int32Array)
  const arrives = growing(Int32Array)
  const departs = growing(Int32Array)
  const rules = growing(Int32Array)
  const counts = { rows: 0, outside: 0, unknownTrip: 0, unknownStop: 0, withoutTime: 0, disorderlyTrips: 0 }
  let lastId = ''
  let lastTrip: number | undefined
  const columns = {
    required: ['trip_id', 'stop_id', 'stop_sequence', 'arrival_time', 'departure_time'],
    optional: ['pickup_type', 'drop_off_type'],
  }
  counts.rows = await readRows(file, columns, reading, (cells, row) => {
    const [id = '', stopId = '', sequence = '', arrivalText = '', departureText = '', pickup, dropOff] = cells
    let arrival = gtfsTime(arrivalText)
    let departure = gtfsTime(departureText)
    if (arrival === null) throw notATime(file, row, arrivalText)
    if (departure === null) throw notATime(file, row, departureText)
    if (arrival === noTime) arrival = departure
    if (departure === noTime) departure = arrival
    if (!/^\d{1,9}$/.test(sequence)) {
      throw badRow(
        file.name,
        row,
        `“${sequence.slice(0, 40)}” is not a stop_sequence. Expected a whole number.`,
      )
    }
    if (id !== lastId) {
      lastId = id
      lastTrip = trips.indexOf.get(id)
    }
    const stop = stops.indexOf.get(stopId)
    if (lastTrip === undefined) counts.unknownTrip++
    else if (stop === undefined) counts.unknownStop++
    else if (stops.inside[stop] === 0) counts.outside++
    else {
      if (tripOf.length >= mostCalls) {
        throw badRow(
          file.name,
          row,
          `the timetable has more than ${mostCalls.toLocaleString('en-GB')} calls. Load that of your own region.`,
        )
      }
      tripOf.push(lastTrip)
      stopOf.push(stop)
      place.push(Number(sequence))
      arrives.push(arrival)
      departs.push(departure)
      rules.push((pickup === '1' ? callRules.noBoarding : 0) | (dropOff === '1' ? callRules.noAlighting : 0))
    }
  })
  const order = inOrderOfTravel(tripOf.values(), place.values(), trips.ids.length)
  const all = {
    stop: stopOf.values(),
    arrives: arrives.values(),
    departs: departs.values(),
    rules: rules.values(),
  }
  const kept = {
    stop: growing(Int32Array),
    arrives: growing(Int32Array),
    departs: growing(Int32Array),
    rules: growing(Int32Array),
  }
  const firstCall = new Uint32Array(trips.ids.length + 1)
  for (let trip = 0; trip < trips.ids.length; trip++) {
    const calls = order.calls.subarray(order.first[trip], order.first[trip + 1])
    const timed = withTimes(calls, all, stops)
    counts.withoutTime += calls.length - timed.length
    if (isDisorderly(timed, all, place.values())) counts.disorderlyTrips++
    else {
      for (const call of timed) {
        kept.stop.push(all.stop[call] as number)
        kept.arrives.push(all.arrives[call] as number)
        kept.departs.push(all.departs[call] as number)
        kept.rules.push(all.rules[call] as number)
      }
    }
    firstCall[trip + 1] = kept.stop.length
  }
  return {
    firstCall,
    stop: kept.stop.values(),
    arrives: kept.arrives.values(),
    departs: kept.departs.values(),
    rules: Uint8Array.from(kept.rules.values()),
    counts,
  }
}

function inOrderOfTravel(
  tripOf: Int32Array,
  place: Int32Array,
  trips: number,
): { readonly first: Uint32Array; readonly calls: Uint32Array } {
  const first = new Uint32Array(trips + 1)
  for (const trip of tripOf) first[trip + 1] = (first[trip + 1] as number) + 1
  for (let trip = 0; trip < trips; trip++) {
    first[trip + 1] = (first[trip + 1] as number) + (first[trip] as number)
  }
  const next = first.slice()
  const calls = new Uint32Array(tripOf.length)
  for (let call = 0; call < tripOf.length; call++) {
    const trip = tripOf[call] as number
    const at = next[trip] as number
    next[trip] = at + 1
    calls[at] = call
  }
  const later = (a: number, b: number): number => (place[a] as number) - (place[b] as number)
  for (let trip = 0; trip < trips; trip++) {
    const own = calls.subarray(first[trip], first[trip + 1])
    // Nearly every file has its rows in order already.
    if (own.some((call, at) => at > 0 && later(own[at - 1] as number, call) > 0)) own.sort(later)
  }
  return { first, calls }
}

interface Calls {
  readonly stop: Int32Array
  readonly arrives: Int32Array
  readonly departs: Int32Array
}

/** Fills in empty times; calls before the first and after the last known time are left out. */
function withTimes(calls: Uint32Array, all: Calls, stops: RawStops): Uint32Array {
  const isKnown = (at: number): boolean => (all.arrives[calls[at] as number] as number) !== noTime
  let start = 0
  let end = calls.length
  while (start < end && !isKnown(start)) start++
  while (end > start && !isKnown(end - 1)) end--
  for (let known = start; known < end; known++) {
    let next = known + 1
    while (next < end && !isKnown(next)) next++
    if (next < end && next > known + 1) fillIn(calls.subarray(known, next + 1), all, stops)
    known = next - 1
  }
  return calls.subarray(start, end)
}

function fillIn(calls: Uint32Array, all: Calls, stops: RawStops): void {
  const along: number[] = [0]
  for (let at = 1; at < calls.length; at++) {
    const a = all.stop[calls[at - 1] as number] as number
    const b = all.stop[calls[at] as number] as number
    const metres = distanceMetres(
      [stops.lons[a] ?? NaN, stops.lats[a] ?? NaN],
      [stops.lons[b] ?? NaN, stops.lats[b] ?? NaN],
    )
    along.push((along[at - 1] as number) + metres)
  }
  const whole = along[calls.length - 1] as number
  const from = all.departs[calls[0] as number] as number
  const to = all.arrives[calls[calls.length - 1] as number] as number
  for (let at = 1; at < calls.length - 1; at++) {
    // Where a position is not known, or all stops are at one place, the stops share the time equally.
    const share = whole > 0 ? (along[at] as number) / whole : at / (calls.length - 1)
    const time = Math.round(from + (to - from) * share)
    all.arrives[calls[at] as number] = time
    all.departs[calls[at] as number] = time
  }
}

function isDisorderly(calls: Uint32Array, all: Calls, place: Int32Array): boolean {
  for (let at = 0; at < calls.length; at++) {
    const call = calls[at] as number
    if ((all.departs[call] as number) < (all.arrives[call] as number)) return true
    if (at === 0) continue
    const before = calls[at - 1] as number
    if ((all.arrives[call] as number) < (all.departs[before] as number)) return true
    if (place[call] === place[before]) return true
  }
  return false
}
