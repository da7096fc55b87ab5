import { createHash } from 'node:crypto'
import { z } from 'zod'
import { positionsOf, type Positions } from './journey-provider.ts'

/** Where a county's families set out. */
export interface OriginSet {
  /** Two sets with the same hash are the same places in the same order. */
  readonly hash: string
  /** `neighbourhoods` while no postcodes are loaded. */
  readonly kind: 'postcodes' | 'neighbourhoods'
  /** The postcode, or the code of a neighbourhood that has none and is represented by its centroid. */
  readonly codes: readonly string[]
  /** The neighbourhood of each; null when not known. */
  readonly neighbourhoods: readonly (string | null)[]
  readonly positions: Positions
}

/** One place where families set out. */
export interface Origin {
  readonly code: string
  readonly neighbourhood: string | null
  /** null where it is not known. */
  readonly position: readonly [lon: number, lat: number] | null
}

const degree = z.number().nullable()
const kept = z.object({
  codes: z.array(z.string()),
  neighbourhoods: z.array(z.string().nullable()),
  lons: z.array(degree),
  lats: z.array(degree),
})

/**
 * Puts places together and names them by their hash.
 *
 * @param kind - what most of them are
 * @param origins - the places, in the order in which journeys are kept
 * @returns the set
 */
export function originSetOf(kind: OriginSet['kind'], origins: readonly Origin[]): OriginSet {
  const set = {
    kind,
    codes: origins.map(origin => origin.code),
    neighbourhoods: origins.map(origin => origin.neighbourhood),
    positions: positionsOf(origins.map(origin => origin.position)),
  }
  return { hash: createHash('sha256').update(kind).update(documentOf(set)).digest('hex'), ...set }
}

/**
 * Writes a set as it is kept.
 *
 * @param origins - the set
 * @returns JSON, the same for the same places in the same order
 */
export function documentOf(origins: Omit<OriginSet, 'hash'>): string {
  const { codes, neighbourhoods, positions } = origins
  const plain = (degrees: Float64Array): (number | null)[] =>
    Array.from(degrees, one => (Number.isNaN(one) ? null : one))
  return JSON.stringify({
    codes,
    neighbourhoods,
    lons: plain(positions.lons),
    lats: plain(positions.lats),
  })
}

/**
 * Reads a set as it was kept.
 *
 * @param hash - its hash
 * @param kind - what most of its places are
 * @param document - JSON as `documentOf` wrote it
 * @returns the set
 */
export function originSetFrom(hash: string, kind: OriginSet['kind'], document: string): OriginSet {
  const { codes, neighbourhoods, lons, lats } = kept.parse(JSON.parse(document))
  const packed = (degrees: (number | null)[]): Float64Array => Float64Array.from(degrees, one => one ?? NaN)
  return { hash, kind, codes, neighbourhoods, positions: { lons: packed(lons), lats: packed(lats) } }
}
