import {
  addDataset,
  addNeighbourhoods,
  replaceFigures,
  setCentroids,
  type County,
  type DatasetKind,
  type Position,
} from '../../server/county/index.ts'
import type { Db } from '../../server/db/index.ts'
import { aCounty, aSite } from '../sites/builders.ts'
import type { OriginSet } from '../../server/travel/index.ts'
import { withJourneys, withPlaces, type LaidJourneys } from '../support/journeys.ts'

/** The moment at which these tests happen. */
export const clock = (): Date => new Date('2026-09-22T09:00:00.000Z')

/** Whoever acts in these tests. */
export const planner = { accountId: null, name: 'A planner' }

/** Metres in a hundredth of a degree of latitude on a round earth: places in these tests stand on one meridian. */
export const step = (6_371_008.8 * Math.PI) / 180 / 100

/** A place some hundredths of a degree north of 52.2. */
export function north(steps: number): Position {
  return [0.1, 52.2 + steps / 100]
}

/**
 * A county on one meridian, in steps north of its south end.
 *
 * Neighbourhoods: 1 at 0 (Fen, 100 children, decile 1), 2 at 1 (Fen, 200, decile 5), 3 at 4 (Vale, 50, decile 10),
 * 4 nowhere known (Vale, 30, decile 3), 5 at 2 (Vale, number of children and decile not known).
 * Sites: Alder Centre at 0 (Fen), Birch Centre at 3 (Vale), Cedar Library at 1 (Fen), and Dale Centre at 10, which
 * stands beyond the county.
 */
export async function meridian(
  db: Db,
): Promise<{ county: County; alder: string; birch: string; cedar: string; dale: string }> {
  const county = await aCounty(db)
  const rows: [number, string, number | null, number | null, number | null][] = [
    [1, 'E07009991', 0, 100, 1],
    [2, 'E07009991', 1, 200, 5],
    [3, 'E07009992', 4, 50, 10],
    [4, 'E07009992', null, 30, 3],
    [5, 'E07009992', 2, null, null],
  ]
  const dataset = (kind: DatasetKind, title: string): Promise<string> =>
    addDataset(db, county.id, {
      kind,
      title,
      fileName: `${kind}.csv`,
      publisher: 'Testshire Council',
      sha256: kind.padEnd(64, '0'),
      bytes: 1,
      geography: 'LSOA 2021',
      period: 'mid-2024',
      licence: 'Open Government Licence v3.0',
      method: null,
      rowsTaken: rows.length,
      rowsOutside: 0,
      rowsRefused: 0,
      refusals: [],
      importedAt: '2026-09-01T09:00:00.000Z',
      importedBy: null,
    })
  const population = await dataset('population', 'Children by age')
  const deprivation = await dataset('deprivation', 'Indices of deprivation')
  const centroids = await dataset('centroids', 'Where people live')
  const code = (number: number): string => `E0100000${number}`
  await addNeighbourhoods(
    db,
    county.id,
    rows.map(([number, districtCode]) => ({
      code: code(number),
      name: `Neighbourhood ${number}`,
      districtCode,
    })),
    population,
  )
  await setCentroids(
    db,
    county.id,
    new Map(
      rows.flatMap(([number, , steps]) => (steps === null ? [] : [[code(number), north(steps)] as const])),
    ),
    centroids,
  )
  const figures = (measure: string, of: (row: (typeof rows)[number]) => number | null) =>
    rows.map(row => ({ measure, neighbourhoodCode: code(row[0]), value: of(row), text: null }))
  const now = '2026-09-01T09:00:00.000Z'
  await replaceFigures(
    db,
    county.id,
    ['children0to4'],
    figures('children0to4', row => row[3]),
    population,
    now,
  )
  await replaceFigures(
    db,
    county.id,
    ['idaciDecile'],
    figures('idaciDecile', row => row[4]),
    deprivation,
    now,
  )
  return {
    county,
    alder: await aSite(db, county.id, {
      reference: 'a',
      name: 'Alder Centre',
      position: north(0),
      neighbourhoodCode: code(1),
    }),
    birch: await aSite(db, county.id, {
      reference: 'b',
      name: 'Birch Centre',
      kind: 'linked-site',
      position: north(3),
      districtCode: 'E07009992',
      neighbourhoodCode: code(5),
    }),
    cedar: await aSite(db, county.id, {
      reference: 'c',
      name: 'Cedar Library',
      kind: 'library',
      position: north(1),
      neighbourhoodCode: code(2),
    }),
    dale: await aSite(db, county.id, {
      reference: 'd',
      name: 'Dale Centre',
      position: north(10),
      districtCode: null,
      neighbourhoodCode: null,
      beyondCounty: true,
    }),
  }
}

/** How many hundredths of a degree two places on the meridian are apart, in whole and half steps. */
export function stepsBetween([, from]: Position, [, to]: Position): number {
  return Math.round(Math.abs(from - to) * 1000) / 10
}

/** On foot 1,000 seconds a step; nobody gets away from step 6, beyond the river. */
export const onFoot: LaidJourneys = {
  mode: 'walking-with-a-buggy',
  method: 'walking with a buggy at 4.0 km/h on made-up roads of September 2026',
  journey: (from, site) => (stepsBetween(from, north(6)) < 0.25 ? Infinity : stepsBetween(from, site) * 1000),
}

/** By car 120 seconds a step and a minute to set off; there is a bridge for cars. */
export const byCar: LaidJourneys = {
  mode: 'driving',
  method: 'driving on made-up roads of September 2026',
  journey: (from, site) => 60 + stepsBetween(from, site) * 120,
}

/** Where the sites of `meridian` stand, in steps. */
export const siteSteps = { alder: 0, birch: 3, cedar: 1, dale: 10 } as const

/**
 * The county on the meridian with its postcodes, and journeys on foot and by car to all of its sites.
 *
 * Postcodes: neighbourhood 1 at 0 and 0.5 (50 children each), 2 at 1 (200), 3 at 4 (50), 4 at 6 beyond the river (30),
 * 5 at 2 (number of children not known).
 */
export async function measuredMeridian(
  db: Db,
  laid: readonly LaidJourneys[] = [onFoot, byCar],
  sites: readonly (keyof typeof siteSteps)[] = ['alder', 'birch', 'cedar', 'dale'],
): Promise<Awaited<ReturnType<typeof meridian>> & { origins: OriginSet }> {
  const made = await meridian(db)
  const { county } = made
  const datasetId = await addDataset(db, county.id, {
    kind: 'postcodes',
    title: 'Postcodes',
    fileName: 'postcodes.csv',
    publisher: 'Testshire Council',
    sha256: 'postcodes'.padEnd(64, '0'),
    bytes: 1,
    geography: 'LSOA 2021',
    period: 'August 2026',
    licence: 'Open Government Licence v3.0',
    method: null,
    rowsTaken: 6,
    rowsOutside: 0,
    rowsRefused: 0,
    refusals: [],
    importedAt: '2026-09-01T09:00:00.000Z',
    importedBy: null,
  })
  const postcode = (text: string, steps: number, neighbourhood: number, districtCode: string) => ({
    postcode: text,
    position: north(steps),
    districtCode,
    neighbourhoodCode: `E0100000${neighbourhood}`,
  })
  const origins = await withPlaces(
    db,
    county,
    [
      postcode('MR1 1AA', 0, 1, 'E07009991'),
      postcode('MR1 1AB', 0.5, 1, 'E07009991'),
      postcode('MR1 2AA', 1, 2, 'E07009991'),
      postcode('MR1 3AA', 4, 3, 'E07009992'),
      postcode('MR1 4AA', 6, 4, 'E07009992'),
      postcode('MR1 5AA', 2, 5, 'E07009992'),
    ],
    datasetId,
  )
  await withJourneys(
    db,
    county,
    origins,
    laid,
    sites.map(site => north(siteSteps[site])),
  )
  return { ...made, origins }
}
