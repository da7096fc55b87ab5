import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { distancesMetres } from '../../server/model/great-circle.ts'
import { seededRandom } from '../../server/model/random.ts'
import type { JourneyColumns } from '../../server/model/siting/near-lists.ts'
import type { SitingInstance } from '../../server/model/siting/siting.ts'

const shared = path.resolve(import.meta.dirname, '../../../shared')

/** Where the instances with known answers are; null where they are not. */
export const benchFolder = folder('bench')
const cambridgeshire = folder('data/cambridgeshire')
const england = folder('data/england')

function folder(name: string): string | null {
  const at = path.join(shared, name)
  return existsSync(at) ? at : null
}

/**
 * A made-up county: areas and sites about towns, most in the larger ones, and journeys at a buggy's walking pace.
 *
 * @param areas - how many areas
 * @param sites - how many sites
 * @param seed - any whole number; the same seed makes the same county
 * @returns whole seconds, and families by area.
 */
export function madeUpCounty(areas: number, sites: number, seed: number): SitingInstance {
  const random = seededRandom(seed)
  const width = 45_000
  const towns = Array.from({ length: Math.max(4, Math.round(areas / 60)) }, () => ({
    x: random.next() * width,
    y: random.next() * width,
    spread: 800 + random.next() * 2_500,
  }))
  const place = (): { x: number; y: number } => {
    if (random.next() < 0.3) return { x: random.next() * width, y: random.next() * width }
    const town = towns[Math.floor(towns.length * random.next() ** 2)] as (typeof towns)[number]
    return { x: town.x + random.normal() * town.spread, y: town.y + random.normal() * town.spread }
  }
  const from = Array.from({ length: areas }, place)
  const to = Array.from({ length: sites }, place)
  const weights = Float64Array.from(from, () => 20 + random.wholeBelow(150))
  const metresPerSecond = 4_000 / 3_600
  const seconds = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
    Math.round((Math.hypot(a.x - b.x, a.y - b.y) * 1.3) / metresPerSecond)
  return { journeys: to.map(site => Float64Array.from(from, area => seconds(area, site))), weights }
}

/**
 * Cambridgeshire: 375 neighbourhoods, and its children's centres, schools and libraries as venues; straight lines × 1.3.
 *
 * @returns metres, and children from 0 to 4 by neighbourhood; null where the files are absent.
 */
export function cambridgeshireInstance(): SitingInstance | null {
  if (cambridgeshire === null) return null
  const read = (file: string): Record<string, string>[] =>
    parse(readFileSync(path.join(cambridgeshire, file)), { columns: true, bom: true })
  const { districts } = JSON.parse(readFileSync(path.join(cambridgeshire, 'county.json'), 'utf8')) as {
    districts: string[]
  }
  const children = new Map<string, number>()
  for (const row of read('lsoa2011_population_mid2020_syoa_cambs_peterborough.csv')) {
    if (!districts.includes(row['LA Code (2021 boundaries)'] ?? '')) continue
    children.set(
      row['LSOA Code'] ?? '',
      ['0', '1', '2', '3', '4'].reduce((sum, age) => sum + Number(row[age]), 0),
    )
  }
  const areas = read('lsoa2011_pwc_cambs_peterborough.csv').filter(row => children.has(row.LSOA11CD ?? ''))
  const inCounty = (row: Record<string, string>): boolean =>
    (row['LA (name)'] ?? row.reporting) === 'Cambridgeshire'
  const places = [
    ...read('childrens_centres_cambs.csv').map(row => [Number(row.lon), Number(row.lat)] as const),
    ...read('gias_schools_cambs_peterborough.csv')
      .filter(inCounty)
      .map(row => [Number(row.longitude), Number(row.latitude)] as const),
    ...read('libraries_open_cambs_peterborough_geocoded.csv')
      .filter(inCounty)
      .map(row => [Number(row.long), Number(row.lat)] as const),
  ]
  const lons = Float64Array.from(areas, row => Number(row.lon))
  const lats = Float64Array.from(areas, row => Number(row.lat))
  return {
    journeys: places.map(place => distancesMetres(place, lons, lats).map(metres => metres * 1.3)),
    weights: Float64Array.from(areas, row => children.get(row.LSOA11CD ?? '') as number),
  }
}

/**
 * England and Wales: the population-weighted centre of every neighbourhood, with a sample of them as sites.
 *
 * @param sites - how many sites
 * @param seed - chooses them
 * @returns straight lines in whole metres, a site at a time; null where the file is absent.
 */
export function englandColumns(sites: number, seed: number): JourneyColumns | null {
  if (england === null) return null
  const points = readPoints(readFileSync(path.join(england, 'LSOA_PopCentroids_EW_2021_V3.shp')))
  const areas = points.x.length
  const random = seededRandom(seed)
  const order = Int32Array.from({ length: areas }, (_, area) => area)
  for (let at = 0; at < sites; at++) {
    const other = at + random.wholeBelow(areas - at)
    const held = order[at] as number
    order[at] = order[other] as number
    order[other] = held
  }
  const column = new Float64Array(areas)
  return {
    areas,
    sites,
    column: site => {
      const [x, y] = [points.x[order[site] as number] as number, points.y[order[site] as number] as number]
      for (let area = 0; area < areas; area++) {
        const [dx, dy] = [(points.x[area] as number) - x, (points.y[area] as number) - y]
        column[area] = Math.round(Math.sqrt(dx * dx + dy * dy))
      }
      return column
    },
  }
}

/** Points of a shapefile: after a header of 100 bytes, records of 8 bytes of heading, a type and two coordinates. */
function readPoints(file: Buffer): { x: Float64Array; y: Float64Array } {
  const [x, y]: number[][] = [[], []]
  for (let at = 100; at < file.length; at += 8 + 2 * file.readInt32BE(at + 4)) {
    x?.push(file.readDoubleLE(at + 12))
    y?.push(file.readDoubleLE(at + 20))
  }
  return { x: Float64Array.from(x ?? []), y: Float64Array.from(y ?? []) }
}
