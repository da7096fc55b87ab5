import type { Position } from '../county/index.ts'
import { NOT_KNOWN } from '../model/journeys.ts'

/** Places in typed arrays, degrees in WGS84; NaN in both where a position is not known. */
export interface Positions {
  readonly lons: Float64Array
  readonly lats: Float64Array
}

/**
 * Packs places for a journey provider.
 *
 * @param places - longitude and latitude; null where a position is not known
 * @returns the same places in the same order
 */
export function positionsOf(places: readonly (Position | null)[]): Positions {
  return {
    lons: Float64Array.from(places, place => place?.[0] ?? NOT_KNOWN),
    lats: Float64Array.from(places, place => place?.[1] ?? NOT_KNOWN),
  }
}

/** How people travel. */
export type TravelMode =
  | 'straight-line'
  | 'walking-with-a-buggy'
  | 'toddlers-walk'
  | 'driving'
  | 'public-transport'
  | 'council-matrix'

/**
 * The one port through which journeys come, whether they are estimated, measured on roads, read from timetables or
 * handed over by the council's own mapping team.
 */
export interface JourneyProvider {
  /** Two providers with the same key give the same journeys; part of every published scenario's hash. */
  readonly key: string
  readonly mode: TravelMode
  /** What to say beside every figure that is made from these journeys. */
  readonly method: string
  /** What journeys are counted in; one provider never mixes the two. */
  readonly unit: 'metres' | 'seconds'
  /**
   * Journeys from every origin to every site.
   *
   * @param origins - where families set out
   * @param sites - where they go
   * @returns one array for each site, with one journey for each origin; CANNOT_BE_REACHED where there is no way, and
   * NOT_KNOWN where either position is not known
   */
  journeys(origins: Positions, sites: Positions): Promise<Float64Array[]>
}
