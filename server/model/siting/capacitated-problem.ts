/** A siting problem in which every site can serve only so many families. */
export interface CapacitatedProblem {
  /** For each site what it costs that an area is served by it; infinite where there is no way. */
  readonly costs: readonly Float64Array[]
  /** The families of each area, at least 0. */
  readonly demand: Float64Array
  /** How many families each site can serve. */
  readonly capacity: Float64Array
  /** At most so many sites open. */
  readonly p: number
  /** For each site 1 if it opens in any case; if it may open. */
  readonly mustOpen: Uint8Array
  readonly mayOpen: Uint8Array
  /** Whether an area may be shared among sites. */
  readonly split: boolean
}

/**
 * Works out what assignments come to, and whether they fit, straight from the costs.
 * @param problem - the problem.
 * @param shares - which share of which area is served by which site.
 * @returns the cost; infinite when an area is not served in full, or a site serves more than it can.
 */
export function assignedCost(
  problem: CapacitatedProblem,
  shares: readonly { readonly area: number; readonly site: number; readonly share: number }[],
): number {
  const load = new Float64Array(problem.capacity.length)
  const served = new Float64Array(problem.demand.length)
  let cost = 0
  for (const { area, site, share } of shares) {
    load[site] = (load[site] as number) + share * (problem.demand[area] as number)
    served[area] = (served[area] as number) + share
    cost += share * (problem.costs[site]?.[area] ?? Infinity)
  }
  const fits = load.every(
    (families, site) => families <= (problem.capacity[site] as number) * (1 + 1e-6) + 1e-6,
  )
  return fits && served.every(share => Math.abs(share - 1) < 1e-5) ? cost : Infinity
}
