import type { CountyPlanProblem } from './county-plan-problem.ts'

/**
 * What counts of a problem, as sums over areas of what the nearest site costs: once to the nearest Centre, once to the
 * nearest Centre or Zone.
 */
export interface PlanLayer {
  /** Whether Zones count as well. */
  readonly withZones: boolean
  /** For each area what one unit of journey costs: its weight by the share of this layer. */
  readonly price: Float64Array
}

/** A problem whose value is a sum over areas, with journeys as they count. */
export interface LayeredProblem {
  readonly problem: CountyPlanProblem
  /** For each site what its journey counts as from every area that has a weight. */
  readonly journeys: readonly Float64Array[]
  readonly layers: readonly PlanLayer[]
}

/**
 * Splits a problem into layers. Areas without a weight are left out.
 * @param problem - a problem that seeks the least journeys, or most families within a limit: then a journey counts as 0
 * when it is within it and otherwise as 1, so that the least sum leaves fewest families beyond it.
 * @param unreachable - what a journey counts as for which there is no way.
 * @returns the layers whose share is above 0.
 */
export function layered(problem: CountyPlanProblem, unreachable: number): LayeredProblem {
  const { aim, weights, zoneWorth } = problem
  const areas = Int32Array.from(weights.keys()).filter(i => (weights[i] as number) > 0)
  const counted = (journey: number): number => {
    if (aim.kind === 'most-within') return journey <= aim.limit ? 0 : 1
    return journey < Infinity ? journey : unreachable
  }
  const layer = (withZones: boolean, share: number): PlanLayer => ({
    withZones,
    price: Float64Array.from(areas, i => (weights[i] as number) * share),
  })
  return {
    problem,
    journeys: problem.journeys.map(column => Float64Array.from(areas, i => counted(column[i] as number))),
    layers: [
      ...(zoneWorth < 1 ? [layer(false, 1 - zoneWorth)] : []),
      ...(zoneWorth > 0 ? [layer(true, zoneWorth)] : []),
    ],
  }
}
