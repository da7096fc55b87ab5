import { AppError } from '../../platform/errors.ts'
import type { GtfsFile } from './gtfs-files.ts'
import type { Reading } from './gtfs-rows.ts'
import { dateOfDay } from './gtfs-values.ts'
import type { RawCalls } from './read-calls.ts'
import type { Box, RawStops } from './read-stops.ts'
import { readTransfers } from './read-transfers.ts'
import type { RawFrequency, RawRoutes, RawTrips } from './read-trips.ts'
import { daysOfService } from './service-days.ts'
import type {
  Timetable,
  TimetableCalls,
  TimetableServices,
  TimetableStops,
  TimetableTrips,
} from './timetable.ts'

/** What was read, each in the order of its own rows. */
export interface TimetableParts {
  readonly stops: RawStops
  readonly routes: RawRoutes
  readonly services: TimetableServices
  readonly trips: RawTrips
  readonly frequencies: readonly RawFrequency[]
  readonly calls: RawCalls
  readonly publisher: string
  readonly within: Box | null
}

/**
 * Joins what was read: stops that nothing calls at, and trips that go nowhere or never run, are left out, and the rest
 * is put in the order of its ids, so that the same timetable gives the same arrays whatever the order of its rows.
 *
 * @param parts - what was read
 * @param transfersFile - transfers.txt, where there is one
 * @param reading - progress, cancelling and limits
 * @returns the timetable
 * @throws {AppError} when nothing is left
 */
export async function assembled(
  parts: TimetableParts,
  transfersFile: GtfsFile | undefined,
  reading: Reading,
): Promise<Timetable> {
  const { services } = parts
  const kept = keptTrips(parts)
  const stopNumbers = renumberedStops(parts, kept)
  const routeNumbers = renumberedRoutes(parts, kept)
  const days = daysOfService(services, usedServices(parts, kept))
  if (kept.length === 0 || days.length === 0) throw nothingLeft(parts)
  const operators = [
    ...new Set(routeNumbers.rows.map(row => parts.routes.operators[row] ?? '').filter(name => name !== '')),
  ].sort()
  const { transfers, passedOver } = await readTransfers(
    transfersFile,
    parts.stops,
    stopNumbers.numberOf,
    reading,
  )
  const { trips, calls } = tripsAndCalls(parts, kept, stopNumbers.numberOf, routeNumbers.numberOf)
  return {
    stops: stopsInOrder(parts.stops, stopNumbers.rows),
    routes: {
      names: routeNumbers.rows.map(row => parts.routes.names[row] ?? ''),
      operator: Int32Array.from(routeNumbers.rows, row =>
        operators.indexOf(parts.routes.operators[row] ?? ''),
      ),
    },
    trips,
    calls,
    services,
    frequencies: frequenciesInOrder(parts.frequencies, kept, parts.trips.ids.length),
    transfers,
    facts: {
      operators,
      publisher: parts.publisher,
      validFrom: dateOfDay(days[0] as number),
      validTo: dateOfDay(days.at(-1) as number),
      days: days.length,
      stops: stopNumbers.rows.length,
      routes: routeNumbers.rows.length,
      trips: trips.count,
      calls: calls.stop.length,
      within: parts.within,
      passedOver: passedOverOf(parts, passedOver),
    },
  }
}

/** Rows of trips.txt that are kept, in the order of their ids. */
function keptTrips({ trips, calls }: TimetableParts): number[] {
  const kept: number[] = []
  for (let row = 0; row < trips.ids.length; row++) {
    const stops = (calls.firstCall[row + 1] as number) - (calls.firstCall[row] as number)
    if (stops >= 2 && (trips.route[row] as number) >= 0 && (trips.service[row] as number) >= 0) kept.push(row)
  }
  return kept.sort(byText(trips.ids))
}

interface Renumbered {
  /** Rows of the file in their new order. */
  readonly rows: readonly number[]
  /** The new number of each row; −1 where it was left out. */
  readonly numberOf: Int32Array
}

function renumbered(ids: readonly string[], used: Uint8Array): Renumbered {
  const rows: number[] = []
  for (let row = 0; row < ids.length; row++) if (used[row] === 1) rows.push(row)
  rows.sort(byText(ids))
  const numberOf = new Int32Array(ids.length).fill(-1)
  rows.forEach((row, at) => {
    numberOf[row] = at
  })
  return { rows, numberOf }
}

function renumberedStops({ stops, calls }: TimetableParts, kept: readonly number[]): Renumbered {
  const used = new Uint8Array(stops.ids.length)
  for (const trip of kept) {
    const end = calls.firstCall[trip + 1] as number
    for (let call = calls.firstCall[trip] as number; call < end; call++) used[calls.stop[call] as number] = 1
  }
  return renumbered(stops.ids, used)
}

function renumberedRoutes({ routes, trips }: TimetableParts, kept: readonly number[]): Renumbered {
  const used = new Uint8Array(routes.ids.length)
  for (const trip of kept) used[trips.route[trip] as number] = 1
  return renumbered(routes.ids, used)
}

function usedServices({ services, trips }: TimetableParts, kept: readonly number[]): Uint8Array {
  const used = new Uint8Array(services.count)
  for (const trip of kept) used[trips.service[trip] as number] = 1
  return used
}

function stopsInOrder(stops: RawStops, rows: readonly number[]): TimetableStops {
  const stations = new Map<string, number>()
  const inUse = rows.map(row => stops.parents[row] ?? '')
  for (const parent of [...new Set(inUse)].sort()) {
    if (parent !== '') stations.set(parent, stations.size)
  }
  return {
    count: rows.length,
    ids: rows.map(row => stops.ids[row] ?? ''),
    names: rows.map(row => stops.names[row] ?? ''),
    lons: Float64Array.from(rows, row => stops.lons[row] ?? NaN),
    lats: Float64Array.from(rows, row => stops.lats[row] ?? NaN),
    station: Int32Array.from(inUse, parent => stations.get(parent) ?? -1),
  }
}

function tripsAndCalls(
  { trips, calls }: TimetableParts,
  kept: readonly number[],
  stopNumber: Int32Array,
  routeNumber: Int32Array,
): { readonly trips: TimetableTrips; readonly calls: TimetableCalls } {
  const firstCall = new Uint32Array(kept.length + 1)
  kept.forEach((row, at) => {
    firstCall[at + 1] =
      (firstCall[at] as number) + (calls.firstCall[row + 1] as number) - (calls.firstCall[row] as number)
  })
  const length = firstCall[kept.length] as number
  const ordered = {
    stop: new Uint32Array(length),
    arrives: new Int32Array(length),
    departs: new Int32Array(length),
    rules: new Uint8Array(length),
  }
  kept.forEach((row, at) => {
    const [start, end] = [calls.firstCall[row] as number, calls.firstCall[row + 1] as number]
    const to = firstCall[at] as number
    for (let call = start; call < end; call++) {
      ordered.stop[to + call - start] = stopNumber[calls.stop[call] as number] as number
    }
    ordered.arrives.set(calls.arrives.subarray(start, end), to)
    ordered.departs.set(calls.departs.subarray(start, end), to)
    ordered.rules.set(calls.rules.subarray(start, end), to)
  })
  const headsigns = [...new Set(kept.map(row => trips.headsigns[row] ?? ''))].sort()
  const headsignNumber = new Map(headsigns.map((headsign, at) => [headsign, at]))
  return {
    trips: {
      count: kept.length,
      route: Uint32Array.from(kept, row => routeNumber[trips.route[row] as number] as number),
      service: Uint32Array.from(kept, row => trips.service[row] as number),
      headsign: Uint32Array.from(kept, row => headsignNumber.get(trips.headsigns[row] ?? '') ?? 0),
      headsigns,
      firstCall,
    },
    calls: ordered,
  }
}

function frequenciesInOrder(
  found: readonly RawFrequency[],
  kept: readonly number[],
  rows: number,
): Timetable['frequencies'] {
  const numberOf = new Int32Array(rows).fill(-1)
  kept.forEach((row, at) => {
    numberOf[row] = at
  })
  const ordered = found
    .map(one => ({ ...one, trip: numberOf[one.trip] as number }))
    .filter(one => one.trip >= 0)
    .sort((a, b) => a.trip - b.trip || a.from - b.from || a.to - b.to || a.headway - b.headway)
  return {
    trip: Uint32Array.from(ordered, one => one.trip),
    from: Int32Array.from(ordered, one => one.from),
    to: Int32Array.from(ordered, one => one.to),
    headway: Int32Array.from(ordered, one => one.headway),
  }
}

function byText(texts: readonly string[]): (a: number, b: number) => number {
  return (a, b) => {
    const [one, other] = [texts[a] ?? '', texts[b] ?? '']
    return one < other ? -1 : one > other ? 1 : 0
  }
}

function passedOverOf({ calls, trips }: TimetableParts, rules: number): string[] {
  const { counts } = calls
  const strange = (indexes: Int32Array): number =>
    indexes.reduce((sum, index) => sum + (index < 0 ? 1 : 0), 0)
  const said: [number, string][] = [
    [counts.outside, 'Calls at stops outside the county and its margin'],
    [counts.unknownStop, 'Calls at stops that stops.txt does not list'],
    [counts.unknownTrip, 'Calls of trips that trips.txt does not list'],
    [counts.withoutTime, 'Calls before the first or after the last known time of their trip'],
    [counts.disorderlyTrips, 'Trips whose times run backwards or whose stops share a place in the order'],
    [strange(trips.route), 'Trips of routes that routes.txt does not list'],
    [strange(trips.service), 'Trips of services that no calendar lists'],
    [rules, 'Rules for changing that hold for single routes or trips only'],
  ]
  return said
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${what}: ${count.toLocaleString('en-GB')}.`)
}

function nothingLeft(parts: TimetableParts): AppError {
  const reasons = passedOverOf(parts, 0)
  return new AppError(
    'broken-timetable',
    422,
    [
      'Nothing in the timetable runs on any day.',
      ...(reasons.length === 0 ? [] : ['Passed over were:']),
      ...reasons,
    ].join(' '),
  )
}
