import { edge } from '../model/journeys.ts'
import type { PlacesCompared } from '../model/scenario-figures.ts'
import type { PlanReach } from './figures.ts'
import { wordsFor, type JourneyWords } from './journey-words.ts'
import { comparedByNeighbourhood } from './neighbourhood-figures.ts'
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

/**
 * One neighbourhood: how far today, how far then, in metres or seconds, the mean of its families who can be reached.
 * NaN means not known; Infinity that no place can be reached.
 */
export interface DistanceRow {
  readonly code: string
  readonly name: string
  readonly district: string
  readonly children: number | null
  readonly decile: number | null
  readonly now: number
  /** The place to which most go. */
  readonly nowSite: string | null
  readonly then: number
  readonly thenSite: string | null
  readonly change: number
  readonly outcome: string
  /** Children who would be further away, and of them those who would reach no place any more. */
  readonly further: number
  readonly losing: number
  /** The share of children, from 0 to 1, who can reach a place then; NaN when not known. */
  readonly reachedThen: number
}

const outcomes: Readonly<Record<number, string>> = {
  1: 'closer',
  0: 'about the same',
  [-1]: 'further',
  2: 'not known',
}

/**
 * How far every neighbourhood is from its nearest place, today and in a scenario.
 *
 * @param figures - what the scenario does by one way of travelling
 * @param places - which places count
 * @param districtCode - only this district; '' for all
 * @param sort - the column to sort by
 * @param descending - greatest first
 * @returns a row for each neighbourhood; whatever is not known comes last, either way
 */
export function distanceRows(
  figures: PlanReach,
  places: PlaceChoice,
  districtCode: string,
  sort: DistanceSort,
  descending: boolean,
): DistanceRow[] {
  const { inputs, sites } = figures.prepared
  const { now, then, change, outcome } = comparedByNeighbourhood(
    figures.prepared,
    comparedOf(figures, places),
  )
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
        now: now.mean[at] ?? NaN,
        nowSite: nameAt(now.site[at]),
        then: then.mean[at] ?? NaN,
        thenSite: nameAt(then.site[at]),
        change: differenceAt(now.mean, then.mean, at),
        outcome: outcomes[outcome[at] ?? 2] ?? 'not known',
        further: change.further[at] ?? 0,
        losing: change.losing[at] ?? 0,
        reachedThen: then.reached[at] ?? NaN,
      },
    ]
  })
  return rows.sort((a, b) => compareRows(a, b, sort, descending) || (a.name < b.name ? -1 : 1))
}

/** Between the means as they are shown, so that the table's order is that of the figures in it. */
function differenceAt(now: Float64Array, then: Float64Array, at: number): number {
  const [before, after] = [now[at] ?? NaN, then[at] ?? NaN]
  return before === after ? 0 : after - before
}

/**
 * The figures for the chosen places.
 *
 * @param figures - a scenario's figures
 * @param places - which places count
 * @returns today's and the scenario's reach
 */
export function comparedOf(figures: PlanReach, places: PlaceChoice): PlacesCompared {
  return places === 'centres' ? figures.centres : figures.centresAndZones
}

function compareRows(a: DistanceRow, b: DistanceRow, sort: DistanceSort, descending: boolean): number {
  const way = descending ? -1 : 1
  if (sort === 'name' || sort === 'district') return way * a[sort].localeCompare(b[sort], 'en-GB')
  const of = (row: DistanceRow): number => {
    if (sort === 'children' || sort === 'decile') return row[sort] ?? NaN
    return row[sort]
  }
  const [x, y] = [of(a), of(b)]
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
  return x === y ? 0 : way * (x < y ? -1 : 1)
}

/**
 * A journey in words.
 *
 * @param words - how journeys of its unit are said
 * @param value - metres or seconds; NaN where it is not known, Infinity where no place can be reached
 * @returns such as `1,230 m`
 */
export function journeyOrNone(words: JourneyWords, value: number): string {
  return value === Infinity ? 'no place' : words.say(edge(value))
}

/**
 * A change of journey in words, between the journeys as shown.
 *
 * @param words - how journeys of its unit are said
 * @param row - one neighbourhood
 * @returns such as `+120 m`
 */
export function rowChangeInWords(words: JourneyWords, row: DistanceRow): string {
  if (row.now === Infinity && row.then === Infinity) return 'no change'
  if (row.then === Infinity) return 'no place any more'
  if (row.now === Infinity) return 'a place at last'
  return words.change(edge(row.now), edge(row.then))
}

/**
 * The table of distances or journeys for a spreadsheet, with the same figures as the page.
 *
 * @param figures - what the scenario does by one way of travelling
 * @param places - which places count
 * @param rows - the rows as shown
 * @returns heading row first; what is not known is an empty cell
 */
export function distanceTable(
  figures: PlanReach,
  places: PlaceChoice,
  rows: readonly DistanceRow[],
): (string | number | null)[][] {
  const place = placeChoiceNames[places]
  const { inputs, basis } = figures.prepared
  const words = wordsFor(basis.unit)
  const source = inputsSourceLine(inputs, basis)
  const postcodes = basis.from === 'postcodes'
  return [
    [
      `Neighbourhood code (${inputs.county.vintage})`,
      'Neighbourhood',
      'District',
      'Children 0–4',
      'IDACI decile (1 is most deprived)',
      `${words.units} to the nearest centre today`,
      'Nearest centre today',
      `${words.units} to the nearest ${place} in the scenario`,
      `Nearest ${place} in the scenario`,
      `Change in ${words.units.toLowerCase()}`,
      'Outcome',
      ...(postcodes ? ['Children further away', 'Children who can reach none any more'] : []),
      'Method',
      'Source',
    ],
    ...rows.map(row => {
      const [now, then] = [words.whole(edge(row.now)), words.whole(edge(row.then))]
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
        ...(postcodes ? [Math.round(row.further), Math.round(row.losing)] : []),
        basis.method,
        source,
      ]
    }),
  ]
}
