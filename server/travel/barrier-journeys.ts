import { distancesAround, wallsOf } from '../model/around-lines.ts'
import { barriersHash, closedLines, type BarrierLine } from './barrier.ts'
import type { JourneyProvider } from './journey-provider.ts'

/**
 * Estimates distances as the shortest way around barriers, through their gaps, made longer by a fixed factor: for a
 * county without roads that has rivers all the same.
 *
 * @param barriers - lines that families cannot cross
 * @param detourFactor - what the way is multiplied by, at least 1
 * @returns the provider, in metres
 * @throws {RangeError} when the factor is below 1
 */
export function barrierJourneys(barriers: readonly BarrierLine[], detourFactor: number): JourneyProvider {
  if (!(detourFactor >= 1 && Number.isFinite(detourFactor))) {
    throw new RangeError('A detour factor is a number of at least 1.')
  }
  const walls = wallsOf(closedLines(barriers))
  return {
    key: `around-barriers:${detourFactor}:${barriersHash(barriers) ?? 'none'}`,
    mode: 'straight-line',
    method: barrierMethod(barriers.length, detourFactor),
    unit: 'metres',
    journeys(origins, sites) {
      return Promise.resolve(
        Array.from(sites.lons, (lon, at) =>
          distancesAround(walls, [lon, sites.lats[at] ?? NaN], origins.lons, origins.lats).map(
            metres => metres * detourFactor,
          ),
        ),
      )
    },
  }
}

/**
 * What to say beside figures that are estimated around barriers.
 *
 * @param barriers - how many
 * @param detourFactor - what the way is multiplied by
 * @returns part of a sentence
 */
export function barrierMethod(barriers: number, detourFactor: number): string {
  const times = detourFactor === 1 ? '' : ` × ${Math.round(detourFactor * 1000) / 1000}`
  const around = barriers === 1 ? 'a barrier' : `${barriers} barriers`
  return `Straight line around ${around}${times} (an estimate, not a measured route)`
}
