import type { GtfsFile } from './gtfs-files.ts'
import { readRows, type Reading } from './gtfs-rows.ts'
import { badRow } from './gtfs-values.ts'

/** West, south, east and north edges in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Stops as they stand in the file, in the order of its rows. */
export interface RawStops {
  readonly ids: readonly string[]
  readonly names: readonly string[]
  readonly lons: readonly number[]
  readonly lats: readonly number[]
  /** The id of the station that it is a platform of; '' where it stands by itself. */
  readonly parents: readonly string[]
  readonly indexOf: ReadonlyMap<string, number>
  /** 1 for stops that are read, 0 for those outside the box, by stop. */
  readonly inside: Uint8Array
}

const station = '1'

/**
 * Reads the stops of a timetable. A platform without a position stands where its station does.
 *
 * @param file - stops.txt
 * @param reading - progress, cancelling and limits
 * @param within - the box outside which stops are passed over; null to take all. A stop whose position is not known is taken
 * @returns the stops; stations, entrances and other places that nothing calls at are among them
 */
export async function readStops(file: GtfsFile, reading: Reading, within: Box | null): Promise<RawStops> {
  const ids: string[] = []
  const names: string[] = []
  const lons: number[] = []
  const lats: number[] = []
  const parents: string[] = []
  const kinds: string[] = []
  const indexOf = new Map<string, number>()
  const columns = {
    required: ['stop_id'],
    optional: ['stop_name', 'stop_lon', 'stop_lat', 'parent_station', 'location_type'],
  }
  await readRows(file, columns, reading, (cells, row) => {
    const [id = '', name = '', lonText = '', latText = '', parent = '', kind = ''] = cells
    if (id === '') throw badRow(file.name, row, 'the stop has no stop_id.')
    if (indexOf.has(id)) throw badRow(file.name, row, `the stop ${id} is there twice.`)
    const lon = degrees(lonText, 180)
    const lat = degrees(latText, 90)
    if (lon === null || lat === null) {
      throw badRow(
        file.name,
        row,
        `“${lonText}, ${latText}” is not a position. Expected degrees of longitude and latitude.`,
      )
    }
    const known = lon !== 0 || lat !== 0
    indexOf.set(id, ids.length)
    ids.push(id)
    names.push(name)
    lons.push(known ? lon : NaN)
    lats.push(known ? lat : NaN)
    parents.push(parent)
    kinds.push(kind)
  })
  for (let stop = 0; stop < ids.length; stop++) {
    const parent = indexOf.get(parents[stop] ?? '')
    if (parent === undefined) continue
    if (Number.isNaN(lons[stop])) {
      lons[stop] = lons[parent] ?? NaN
      lats[stop] = lats[parent] ?? NaN
    }
    // A boarding area belongs to a platform, which belongs to a station: the station is what they share.
    const above = parents[parent] ?? ''
    if (kinds[parent] !== station && indexOf.has(above)) parents[stop] = above
  }
  const inside = Uint8Array.from(ids, (_, at) => (isInside(lons[at] ?? NaN, lats[at] ?? NaN, within) ? 1 : 0))
  return { ids, names, lons, lats, parents, indexOf, inside }
}

function degrees(text: string, most: number): number | null {
  if (text === '') return NaN
  const value = Number(text)
  return Number.isFinite(value) && Math.abs(value) <= most ? value : null
}

function isInside(lon: number, lat: number, within: Box | null): boolean {
  if (within === null || Number.isNaN(lon) || Number.isNaN(lat)) return true
  const [west, south, east, north] = within
  return lon >= west && lon <= east && lat >= south && lat <= north
}
