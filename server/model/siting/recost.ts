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

/** Part of an area's families, and the site that serves them. */
export interface Served {
  readonly area: number
  readonly site: number
  /** The part, from 0 to 1. */
  readonly share: number
}

/** What an assignment comes to. */
export interface RecostedAssignment {
  /** Families × journey to the sites to which they are assigned. */
  readonly totalJourney: number
  /** Sites that serve more than they can, or serve though they are not open. */
  readonly overfull: readonly number[]
  /** Areas with a demand whose parts do not make up the whole. */
  readonly notServed: readonly number[]
}

/**
 * Costs an assignment of areas to sites again, and checks that no site serves more than it can.
 *
 * @param instance - journeys, and how much each area's journeys count
 * @param open - the open sites
 * @param served - who is served where
 * @param capacities - what each site can serve, and what each area sends
 * @param capacities.of - by site
 * @param capacities.demand - by area
 * @returns the total, and what is wrong with the assignment.
 */
export function recostAssignment(
  instance: SitingInstance,
  open: readonly number[],
  served: readonly Served[],
  capacities: { readonly of: Float64Array; readonly demand: Float64Array },
): RecostedAssignment {
  const load = new Map(instance.journeys.map((_, site) => [site, 0]))
  const part = new Map(Array.from(instance.weights, (_, area) => [area, 0]))
  let totalJourney = 0
  for (const { area, site, share } of served) {
    const weight = instance.weights[area] ?? NaN
    if (weight !== 0) totalJourney += weight * share * (instance.journeys[site]?.[area] ?? NaN)
    load.set(site, (load.get(site) ?? 0) + share * (capacities.demand[area] ?? NaN))
    part.set(area, (part.get(area) ?? 0) + share)
  }
  const slack = 1e-6
  const room = (site: number): number => (open.includes(site) ? (capacities.of[site] ?? 0) : 0)
  const overfull = [...load].filter(([site, sent]) => !(sent <= room(site) * (1 + slack) + slack))
  const notServed = [...part].filter(
    ([area, share]) => (capacities.demand[area] ?? 0) > 0 && !(Math.abs(share - 1) <= slack),
  )
  return {
    totalJourney,
    overfull: overfull.map(([site]) => site),
    notServed: notServed.map(([area]) => area),
  }
}
