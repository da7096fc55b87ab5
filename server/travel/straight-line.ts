import { distancesMetres } from '../model/great-circle.ts'
import type { JourneyProvider } from './journey-provider.ts'

/** What roads add to a straight line, until a council says otherwise. */
export const defaultDetourFactor = 1.3

/**
 * Estimates distances as straight lines made longer by a fixed factor. Fen drains, rivers and trunk roads defeat it,
 * so its label says that it is an estimate.
 *
 * @param detourFactor - what a straight line is multiplied by; 1 leaves it as it is
 * @returns the provider, in metres
 * @throws {RangeError} when the factor is below 1: no road is shorter than the straight line
 */
export function straightLineJourneys(detourFactor: number): JourneyProvider {
  if (!(detourFactor >= 1 && Number.isFinite(detourFactor))) {
    throw new RangeError('A detour factor is a number of at least 1.')
  }
  const factor = Math.round(detourFactor * 1000) / 1000
  const times = detourFactor === 1 ? 'Straight line' : `Straight line × ${factor}`
  return {
    key: `straight-line:${detourFactor}`,
    mode: 'straight-line',
    method: `${times} (an estimate, not a measured route)`,
    unit: 'metres',
    journeys(origins, sites) {
      return Promise.resolve(
        Array.from(sites.lons, (lon, at) => {
          const metres = distancesMetres([lon, sites.lats[at] ?? NaN], origins.lons, origins.lats)
          for (let origin = 0; origin < metres.length; origin++)
            metres[origin] = (metres[origin] ?? NaN) * detourFactor
          return metres
        }),
      )
    },
  }
}
