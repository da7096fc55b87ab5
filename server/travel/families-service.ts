import {
  figureOf,
  listNeighbourhoods,
  readFigures,
  type County,
  type Neighbourhood,
} from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { shareAmongOrigins } from '../model/origin-shares.ts'
import type { OriginSet } from './origins.ts'
import { currentOrigins } from './origins-service.ts'

/** Where families set out, and how many they are. */
export interface Families {
  readonly origins: OriginSet
  readonly neighbourhoods: readonly Neighbourhood[]
  /** The index of each origin's neighbourhood; −1 where it is not known. */
  readonly of: Int32Array
  /** Children aged 0 to 4 by origin, a neighbourhood's shared equally among its origins; NaN where not known. */
  readonly children: Float64Array
  /** Neighbourhoods whose number of children is not known. */
  readonly unknown: number
}

/**
 * Where the county's families set out, with the children of each neighbourhood shared equally among its postcodes.
 *
 * @param db - the database
 * @param county - the county
 * @returns origins and children
 */
export async function readFamilies(db: Db, county: County): Promise<Families> {
  const origins = await currentOrigins(db, county)
  const neighbourhoods = await listNeighbourhoods(db, county.id)
  const figures = await readFigures(db, county.id, ['children0to4'])
  const at = new Map(neighbourhoods.map(({ code }, index) => [code, index]))
  const of = Int32Array.from(origins.neighbourhoods, code => (code === null ? -1 : (at.get(code) ?? -1)))
  const counts = Float64Array.from(
    neighbourhoods,
    ({ code }) => figureOf(figures, 'children0to4', code) ?? NaN,
  )
  return {
    origins,
    neighbourhoods,
    of,
    children: shareAmongOrigins(counts, of),
    unknown: counts.reduce((sum, one) => sum + (Number.isNaN(one) ? 1 : 0), 0),
  }
}

/**
 * Counts children within limits of a place.
 *
 * @param families - where they set out
 * @param journeys - to the place, by origin
 * @param limits - in the unit of the journeys, least first
 * @returns children within each limit, in all, and of those who cannot reach it; all of known number only
 */
export function childrenWithin(
  { children }: Families,
  journeys: Float64Array,
  limits: readonly number[],
): { readonly within: number[]; readonly all: number; readonly unreached: number } {
  const within = limits.map(() => 0)
  let [all, unreached] = [0, 0]
  for (let origin = 0; origin < children.length; origin++) {
    const weight = children[origin] as number
    const journey = journeys[origin] as number
    if (Number.isNaN(weight)) continue
    all += weight
    if (journey === Infinity) unreached += weight
    limits.forEach((limit, at) => {
      if (journey <= limit) within[at] = (within[at] ?? 0) + weight
    })
  }
  return { within, all, unreached }
}
