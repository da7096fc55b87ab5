import { edge } from '../model/journeys.ts'
import type { PlacesCompared } from '../model/scenario-figures.ts'
import { format as f } from '../platform/format.ts'
import type { PlanFigures } from './figures.ts'
import { changeInWords } from './reach-page.ts'
import { inputsSourceLine } from './planning-inputs.ts'

/** Which places count: Centres with all their buildings, or those and Zones. */
export const placeChoices = ['centres', 'centres-and-zones'] as const

/** Which places count. */
export type PlaceChoice = (typeof placeChoices)[number]

/** The choices in words. */
export const placeChoiceNames: Readonly<Record<PlaceChoice, string>> = {
  centres: 'Centre',
  'centres-and-zones': 'Centre or Zone',
}

/** Columns by which the table can be sorted. */
export const distanceSorts = ['name', 'district', 'children', 'decile', 'now', 'then', 'change'] as const

/** A column of the table of distances. */
export type DistanceSort = (typeof distanceSorts)[number]

/** One neighbourhood: how far today, how far then. Null means not known; Infinity that no place is open. */
export interface DistanceRow {
  readonly code: string
  readonly name: string
  readonly district: string
  readonly children: number | null
  readonly decile: number | null
  readonly nowMetres: number
  readonly nowSite: string | null
  readonly thenMetres: number
  readonly thenSite: string | null
  readonly changeMetres: number
  readonly outcome: string
}

const outcomes: Readonly<Record<number, string>> = {
  1: 'closer',
  0: 'about the same',
  [-1]: 'further',
  2: 'not known',
}

/**
 * Every neighbourhood's distance to its nearest place, today and in a scenario.
 *
 * @param figures - the scenario's figures
 * @param places - which places count
 * @param districtCode - only this district; '' for all
 * @param sort - the column to sort by
 * @param descending - greatest first
 * @returns a row for each neighbourhood; whatever is not known comes last, either way
 */
export function distanceRows(
  figures: PlanFigures,
  places: PlaceChoice,
  districtCode: string,
  sort: DistanceSort,
  descending: boolean,
): DistanceRow[] {
  const { inputs, sites } = figures.prepared
  const compared = comparedOf(figures, places)
  const districtName = new Map(inputs.districts.map(({ code, name }) => [code, name]))
  const nameAt = (at: number | undefined): string | null =>
    at === undefined ? null : (sites[at]?.name ?? null)
  const rows = inputs.neighbourhoods.flatMap((one, at): DistanceRow[] => {
    if (districtCode !== '' && one.districtCode !== districtCode) return []
    return [
      {
        code: one.code,
        name: one.name,
        district: districtName.get(one.districtCode) ?? one.districtCode,
        children: one.children,
        decile: one.decile,
        nowMetres: compared.now.nearest.value[at] ?? NaN,
        nowSite: nameAt(compared.now.nearest.site[at]),
        thenMetres: compared.then.nearest.value[at] ?? NaN,
        thenSite: nameAt(compared.then.nearest.site[at]),
        changeMetres: compared.change.by[at] ?? NaN,
        outcome: outcomes[compared.change.outcome[at] ?? 2] ?? 'not known',
      },
    ]
  })
  return rows.sort((a, b) => compareRows(a, b, sort, descending) || (a.name < b.name ? -1 : 1))
}

/**
 * The figures for the chosen places.
 *
 * @param figures - a scenario's figures
 * @param places - which places count
 * @returns today's and the scenario's reach
 */
export function comparedOf(figures: PlanFigures, places: PlaceChoice): PlacesCompared {
  return places === 'centres' ? figures.centres : figures.centresAndZones
}

function compareRows(a: DistanceRow, b: DistanceRow, sort: DistanceSort, descending: boolean): number {
  const way = descending ? -1 : 1
  if (sort === 'name' || sort === 'district') return way * a[sort].localeCompare(b[sort], 'en-GB')
  const of = (row: DistanceRow): number => {
    if (sort === 'children' || sort === 'decile') return row[sort] ?? NaN
    return sort === 'now' ? row.nowMetres : sort === 'then' ? row.thenMetres : row.changeMetres
  }
  const [x, y] = [of(a), of(b)]
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
  return x === y ? 0 : way * (x < y ? -1 : 1)
}

/**
 * A distance in words.
 *
 * @param metres - metres; NaN where it is not known, Infinity where no place is open
 * @returns such as `1,230 m`
 */
export function distanceInWords(metres: number): string {
  return metres === Infinity ? 'no place' : f.metres(edge(metres))
}

/**
 * A change of distance in words, between the distances as shown.
 *
 * @param row - one neighbourhood
 * @returns such as `+120 m`
 */
export function rowChangeInWords(row: DistanceRow): string {
  if (row.nowMetres === Infinity && row.thenMetres === Infinity) return 'no change'
  if (row.thenMetres === Infinity) return 'no place any more'
  if (row.nowMetres === Infinity) return 'a place at last'
  return changeInWords(edge(row.nowMetres), edge(row.thenMetres))
}

/**
 * The table of distances for a spreadsheet, with the same figures as the page.
 *
 * @param figures - the scenario's figures
 * @param places - which places count
 * @param rows - the rows as shown
 * @returns heading row first; what is not known is an empty cell
 */
export function distanceTable(
  figures: PlanFigures,
  places: PlaceChoice,
  rows: readonly DistanceRow[],
): (string | number | null)[][] {
  const place = placeChoiceNames[places]
  const tens = (metres: number): number | null => {
    const known = edge(metres)
    return known === null ? null : Math.round(known / 10) * 10
  }
  const { inputs } = figures.prepared
  const source = inputsSourceLine(inputs)
  return [
    [
      `Neighbourhood code (${inputs.county.vintage})`,
      'Neighbourhood',
      'District',
      'Children 0–4',
      'IDACI decile (1 is most deprived)',
      'Metres to the nearest centre today',
      'Nearest centre today',
      `Metres to the nearest ${place} in the scenario`,
      `Nearest ${place} in the scenario`,
      'Change in metres',
      'Outcome',
      'Method',
      'Source',
    ],
    ...rows.map(row => {
      const [now, then] = [tens(row.nowMetres), tens(row.thenMetres)]
      return [
        row.code,
        row.name,
        row.district,
        row.children,
        row.decile,
        now,
        row.nowSite,
        then,
        row.thenSite,
        now === null || then === null ? null : then - now,
        row.outcome,
        inputs.travel.method,
        source,
      ]
    }),
  ]
}
