import type { GtfsFile, GtfsFiles } from './gtfs-files.ts'
import { readRows, type Reading } from './gtfs-rows.ts'
import { growing } from './growing.ts'
import { badRow, gtfsTime, noTime } from './gtfs-values.ts'

/** Lines as they stand in the file, in the order of its rows. */
export interface RawRoutes {
  readonly ids: readonly string[]
  readonly names: readonly string[]
  /** The operator's name, by route; '' where it is not known. */
  readonly operators: readonly string[]
  readonly indexOf: ReadonlyMap<string, number>
}

/**
 * Reads the lines and who runs them.
 *
 * @param routes - routes.txt
 * @param agencies - agency.txt, where there is one
 * @param reading - progress, cancelling and limits
 * @returns the lines
 */
export async function readRoutes(
  routes: GtfsFile,
  agencies: GtfsFile | undefined,
  reading: Reading,
): Promise<RawRoutes> {
  const nameOf = new Map<string, string>()
  if (agencies) {
    await readRows(agencies, { required: ['agency_name'], optional: ['agency_id'] }, reading, cells => {
      const [name = '', id = ''] = cells
      nameOf.set(id, name)
    })
  }
  // With one operator only, routes need not say which.
  const only = nameOf.size === 1 ? ([...nameOf.values()][0] ?? '') : ''
  const ids: string[] = []
  const names: string[] = []
  const operators: string[] = []
  const indexOf = new Map<string, number>()
  const columns = {
    required: ['route_id'],
    optional: ['route_short_name', 'route_long_name', 'agency_id'],
  }
  await readRows(routes, columns, reading, ([id = '', short = '', long = '', agency = ''], row) => {
    if (indexOf.has(id)) throw badRow(routes.name, row, `the route ${id} is there twice.`)
    indexOf.set(id, ids.length)
    ids.push(id)
    names.push(short === '' ? long : short)
    operators.push(nameOf.get(agency) ?? only)
  })
  return { ids, names, operators, indexOf }
}

/** Trips as they stand in the file, in the order of its rows. */
export interface RawTrips {
  readonly ids: readonly string[]
  readonly headsigns: readonly string[]
  /** Index of the route and of the service; −1 where the timetable has none of that id. */
  readonly route: Int32Array
  readonly service: Int32Array
  readonly indexOf: ReadonlyMap<string, number>
}

/**
 * Reads the trips.
 *
 * @param file - trips.txt
 * @param routes - which route has which index
 * @param services - which service has which index
 * @param reading - progress, cancelling and limits
 * @returns the trips
 */
export async function readTrips(
  file: GtfsFile,
  routes: ReadonlyMap<string, number>,
  services: ReadonlyMap<string, number>,
  reading: Reading,
): Promise<RawTrips> {
  const ids: string[] = []
  const headsigns: string[] = []
  const route = growing(Int32Array)
  const service = growing(Int32Array)
  const indexOf = new Map<string, number>()
  const same = new Map<string, string>()
  const columns = { required: ['trip_id', 'route_id', 'service_id'], optional: ['trip_headsign'] }
  await readRows(file, columns, reading, ([id = '', routeId = '', serviceId = '', headsign = ''], row) => {
    if (indexOf.has(id)) throw badRow(file.name, row, `the trip ${id} is there twice.`)
    indexOf.set(id, ids.length)
    ids.push(id)
    // A few hundred destinations stand on hundreds of thousands of trips: each is kept once.
    const kept = same.get(headsign) ?? headsign
    same.set(headsign, kept)
    headsigns.push(kept)
    route.push(routes.get(routeId) ?? -1)
    service.push(services.get(serviceId) ?? -1)
  })
  return { ids, headsigns, route: route.values(), service: service.values(), indexOf }
}

/** A trip that is repeated at a headway. */
export interface RawFrequency {
  readonly trip: number
  readonly from: number
  readonly to: number
  readonly headway: number
}

/**
 * Reads which trips are repeated at a headway.
 *
 * @param files - the timetable's files; one without frequencies.txt has no such trips
 * @param trips - which trip has which index
 * @param reading - progress, cancelling and limits
 * @returns the repetitions, by trip and time
 */
export async function readFrequencies(
  files: GtfsFiles,
  trips: ReadonlyMap<string, number>,
  reading: Reading,
): Promise<RawFrequency[]> {
  const file = files.find('frequencies.txt')
  const found: RawFrequency[] = []
  if (!file) return found
  const columns = { required: ['trip_id', 'start_time', 'end_time', 'headway_secs'], optional: [] }
  await readRows(file, columns, reading, ([id = '', start = '', end = '', every = ''], row) => {
    const from = gtfsTime(start)
    const to = gtfsTime(end)
    if (from === null || from === noTime) throw notATime(file, row, start)
    if (to === null || to === noTime) throw notATime(file, row, end)
    if (!/^\d{1,6}$/.test(every) || Number(every) < 1) {
      throw badRow(file.name, row, `“${every}” is not a headway. Expected whole seconds, at least 1.`)
    }
    const trip = trips.get(id)
    if (trip !== undefined) found.push({ trip, from, to, headway: Number(every) })
  })
  return found
}

/**
 * Refuses a time.
 *
 * @param file - where it stands
 * @param row - as a spreadsheet counts it
 * @param text - what stands there
 * @returns an error to throw
 */
export function notATime(file: GtfsFile, row: number, text: string): Error {
  return badRow(
    file.name,
    row,
    `“${text.slice(0, 40)}” is not a time. Expected hours, minutes and seconds such as 09:05:00.`,
  )
}
