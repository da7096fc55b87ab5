import type { SitingInstance } from './siting.ts'

/**
 * What a plan comes to, worked out from the journeys alone: not a line is shared with the solvers, so that an answer that
 * both agree on can be relied on.
 */
export interface Recosted {
  /** Families × journey to the nearest open site; Infinity when somebody is left without a site. */
  readonly totalJourney: number
  /** The longest journey of a family; Infinity when somebody is left without a site. */
  readonly worstJourney: number
  /** Families within the limit. */
  readonly within: number
  /** Families within the limit of at least two open sites. */
  readonly withinTwo: number
  /** Families with a site that can be reached. */
  readonly reached: number
  /** Areas with families that no open site can be reached from, though some other site can. */
  readonly leftOut: readonly number[]
  /** What the open sites cost. */
  readonly fixedCost: number
}

/**
 * Costs a plan again from scratch.
 *
 * Areas without families, and areas that none of all the sites can be reached from, count for nothing: they are the same
 * in every plan.
 * @param instance - journeys and families
 * @param open - the open sites
 * @param limit - the journey within which families count as near; null when none is asked for (then nobody is within)
 * @param fixed - what each site costs; null when sites cost nothing
 * @returns every sum that a siting problem may seek.
 * @throws RangeError when a site does not exist.
 */
export function recost(
  instance: SitingInstance,
  open: readonly number[],
  limit: number | null = null,
  fixed: Float64Array | null = null,
): Recosted {
  const plan = [...new Set(open)]
  const stranger = plan.find(site => instance.journeys[site] === undefined)
  if (stranger !== undefined) throw new RangeError(`There is no site ${stranger}.`)
  const sums = { totalJourney: 0, worstJourney: 0, within: 0, withinTwo: 0, reached: 0 }
  const leftOut: number[] = []
  for (const [area, families] of instance.weights.entries()) {
    if (families === 0) continue
    const journeys = plan.map(site => instance.journeys[site]?.[area] ?? NaN).filter(Number.isFinite)
    const nearest = journeys.reduce((least, journey) => Math.min(least, journey), Infinity)
    if (nearest === Infinity) {
      if (instance.journeys.some(to => Number.isFinite(to[area]))) leftOut.push(area)
      continue
    }
    sums.reached += families
    sums.totalJourney += families * nearest
    sums.worstJourney = Math.max(sums.worstJourney, nearest)
    const near = limit === null ? 0 : journeys.filter(journey => journey <= limit).length
    if (near >= 1) sums.within += families
    if (near >= 2) sums.withinTwo += families
  }
  if (leftOut.length > 0) sums.totalJourney = sums.worstJourney = Infinity
  const fixedCost = plan.reduce((sum, site) => sum + (fixed?.[site] ?? 0), 0)
  return { ...sums, leftOut, fixedCost }
}
