import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {
  addDataset,
  addNeighbourhoods,
  replaceFigures,
  replacePostcodes,
  type County,
} from '../../server/county/index.ts'
import { setCentroids } from '../../server/county/place-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { openUploads, type Uploads } from '../../server/platform/uploads.ts'
import type { TravelNeeds } from '../../server/travel/index.ts'
import { zipOf } from '../platform/tables/packed.ts'
import { osmPbf, type TestExtract } from '../support/osm-extracts.ts'
import { aFeed } from './timetable/feeds.ts'
import { aSite } from '../sites/builders.ts'
import { aDataset } from './builders.ts'

/** South-west corner of a town of streets 200 m apart, with a river through its middle that one bridge crosses. */
const [west, south] = [0.04, 52.24]
const [east, north] = [0.003, 0.0018]
const [columns, rows] = [8, 8]
/** The river flows between this column and the next; the bridge is in the last row. */
const lastWestOfRiver = 3

/** Where two streets of the town meet. */
export function corner(column: number, row: number): readonly [lon: number, lat: number] {
  return [west + column * east, south + row * north]
}

/** The town as it is mapped. */
export function townExtract(): TestExtract {
  const nodes: Record<number, readonly [number, number]> = {}
  const ways: { refs: number[]; tags: Record<string, string> }[] = []
  const id = (column: number, row: number): number => row * columns + column + 1
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) nodes[id(column, row)] = corner(column, row)
  const street = (refs: number[], name: string): void =>
    void ways.push({ refs, tags: { highway: 'residential', name } })
  for (let row = 0; row < rows; row++) {
    const all = Array.from({ length: columns }, (_, column) => id(column, row))
    if (row === rows - 1) street(all, 'Bridge Street')
    else {
      street(all.slice(0, lastWestOfRiver + 1), `West Row ${row}`)
      street(all.slice(lastWestOfRiver + 1), `East Row ${row}`)
    }
  }
  for (let column = 0; column < columns; column++) {
    street(
      Array.from({ length: rows }, (_, row) => id(column, row)),
      `Lane ${column}`,
    )
  }
  return { nodes, ways }
}

/** The town's buses: one line along the bottom row, over the river, that no road crosses there. */
export function townTimetable(more: Readonly<Record<string, string>> = {}): Buffer {
  const stop = (name: string, column: number): string => {
    const [lon, lat] = corner(column, 0)
    return `${name},Stop ${name},${lon.toFixed(4)},${lat.toFixed(4)}`
  }
  const trips = Array.from({ length: 24 }, (_, at) => {
    const minute = at * 15
    const time = (later: number): string => {
      const all = 7 * 60 + minute + later
      return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`
    }
    return { id: `T${at}`, calls: [`A ${time(0)}`, `B ${time(3)}`], headsign: 'East Side' }
  })
  const stops = ['stop_id,stop_name,stop_lon,stop_lat', stop('A', 1), stop('B', 6)].join('\n')
  return zipOf(aFeed(trips, { 'stops.txt': stops, ...more }))
}

/** What tests of working out journeys stand on. */
export interface Town {
  readonly county: County
  readonly needs: TravelNeeds & { readonly uploads: Uploads }
  /** Adds one more site at a corner. */
  site(reference: string, at: readonly [number, number]): Promise<string>
  remove(): Promise<void>
}

/** Fills a county with postcodes on all corners of the town, children, and two sites: `west` and `east`. */
export async function aTown(
  db: Db,
  county: County,
  given: { readonly dataDirectory?: string; readonly uploads?: Uploads } = {},
): Promise<Town> {
  const dataDirectory = given.dataDirectory ?? (await mkdtemp(path.join(os.tmpdir(), 'doorstep-town-')))
  const uploads = given.uploads ?? (await openUploads(dataDirectory))
  const [district = ''] = county.districtCodes
  const dataset = await addDataset(db, county.id, aDataset())
  const sides = [
    { code: 'E01000001', name: 'West Side', districtCode: district },
    { code: 'E01000002', name: 'East Side', districtCode: district },
  ]
  await addNeighbourhoods(db, county.id, sides, dataset)
  await setCentroids(
    db,
    county.id,
    new Map([
      ['E01000001', corner(1, 3)],
      ['E01000002', corner(6, 3)],
    ]),
    dataset,
  )
  await replaceFigures(
    db,
    county.id,
    ['children0to4'],
    sides.map(({ code }, at) => ({
      neighbourhoodCode: code,
      measure: 'children0to4',
      value: 320 * (at + 1),
      text: null,
    })),
    dataset,
    '2026-09-01T09:00:00.000Z',
  )
  const postcodes = Array.from({ length: columns * rows }, (_, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)]
    return {
      postcode: `PE1 ${Math.floor(at / 10)}${'ABDEFGHJLN'.charAt(at % 10)}A`,
      position: corner(column, row),
      districtCode: district,
      neighbourhoodCode: column <= lastWestOfRiver ? 'E01000001' : 'E01000002',
    }
  })
  await replacePostcodes(db, county.id, postcodes, dataset)
  const site = (reference: string, position: readonly [number, number]): Promise<string> =>
    aSite(db, county.id, { reference, name: `Site ${reference}`, position })
  await site('west', corner(3, 0))
  await site('east', corner(4, 0))
  return {
    county,
    needs: { db, clock: () => new Date('2026-09-22T10:00:00Z'), uploads, dataDirectory },
    site,
    remove: () => rm(dataDirectory, { recursive: true, force: true }),
  }
}

/** The town's roads as a file. */
export const townRoads = (): Buffer => osmPbf(townExtract())
