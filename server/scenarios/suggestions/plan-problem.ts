import { mostDeprived30, type Fate } from '../../model/fates.ts'
import { typed } from '../../model/journeys.ts'
import { COST_LINES } from '../../model/ledger.ts'
import { nearestOpen } from '../../model/nearest.ts'
import { shareAmongOrigins } from '../../model/origin-shares.ts'
import type { CountyPlanProblem, PlanAim, PlanSite } from '../../model/siting/county-plan-problem.ts'
import type { VariedAreas } from '../../model/siting/plan-variations.ts'
import type { PlanningSite } from '../planning-inputs.ts'
import type { Candidates } from './candidates-service.ts'
import type { PlanRequest } from './plan-request.ts'

/** A request as a problem that can be solved, and how its answer is to be read. */
export interface StatedProblem {
  readonly problem: CountyPlanProblem
  /** The id of each site of the problem. */
  readonly siteIds: readonly string[]
  /** Children who are counted, each as often as the request says: the sum of the problem's weights. */
  readonly childrenCounted: number
  /** Children who can reach none of the sites; they are in no sum, and are named. */
  readonly childrenOutOfReach: number
  /** What today's centres cost in a year, as far as it is known, in pounds. */
  readonly costToday: number
  /** What is known of the problem's areas, to look at it under other assumptions. */
  readonly areas: VariedAreas
  /** What a journey counts as for which there is no way to that site, in the journeys' unit. */
  readonly noWayCountsAs: number
}

/** A journey for which there is no way counts as so many times the longest for which there is one. */
const noWayTimes = 1.5

/**
 * States a council's request as a problem.
 *
 * Where families set out from postcodes, a neighbourhood's children are shared equally among them. Places with the
 * same journeys are not told apart. Children who can reach none of the sites are left out of the sums.
 *
 * @param request - what was asked
 * @param candidates - sites and journeys
 * @returns the problem
 */
export function stateProblem(request: PlanRequest, candidates: Candidates): StatedProblem {
  const { inputs, sites, journeys, neighbourhood, beyond } = candidates
  const deprived = typed(inputs.neighbourhoods.map(one => (one.decile !== null && one.decile <= 3 ? 1 : 0)))
  const children = shareAmongOrigins(typed(inputs.neighbourhoods.map(one => one.children)), neighbourhood)
  const longest = journeys.reduce(
    (most, column) => column.reduce((far, one) => (Number.isFinite(one) && one > far ? one : far), most),
    0,
  )
  const noWayCountsAs = longest * noWayTimes
  const places: number[] = []
  let childrenOutOfReach = 0
  for (const [at, families] of children.entries()) {
    if (!(families > 0)) continue
    if (journeys.some(column => Number.isFinite(column[at]))) places.push(at)
    else childrenOutOfReach += families
  }
  const families = Float64Array.from(places, at => children[at] as number)
  const weights = Float64Array.from(places, at => {
    const times = deprived[neighbourhood[at] as number] === 1 ? request.deprivedCount : 1
    return (children[at] as number) * times
  })
  const columns = journeys.map(column =>
    Float64Array.from(places, at => {
      const journey = column[at] as number
      return Number.isFinite(journey) ? journey : noWayCountsAs
    }),
  )
  const own = sites.length - beyond
  const indexOf = new Map(sites.slice(0, own).map((site, at) => [site.id, at]))
  const indexes = (ids: readonly string[]): number[] => ids.flatMap(id => indexOf.get(id) ?? [])
  const alwaysOpen = Array.from({ length: beyond }, (_, at) => own + at)
  const costs = yearlyCosts(candidates)
  const costToday = sites.slice(0, own).reduce((sum, site) => sum + costs(site).today, 0)
  const today = nearestOpen(
    columns,
    sites.flatMap((site, at) => (site.existing ? [at] : [])),
    places.length,
  ).value
  const districtOf = new Map(inputs.districts.map((district, at) => [district.code, at]))
  const broken = new Set(inputs.gates.filter(gate => gate.definitely.length > 0).map(gate => gate.siteId))
  return {
    problem: {
      journeys: columns,
      weights,
      families,
      sites: sites.map((site, at): PlanSite => {
        const free = at < own
        return {
          district: districtOf.get(site.districtCode ?? '') ?? -1,
          mostDeprived30: mostDeprived30(site.decile) ?? false,
          mayBeCentre: free && !(request.keepGates && broken.has(site.id)),
          mayBeZone: free,
          cost: costs(site),
        }
      }),
      districts: inputs.districts.length,
      aim: aimOf(request),
      zoneWorth: request.zoneWorth,
      centres: request.centres,
      zones: request.zones,
      alwaysOpen,
      mustBeCentre: indexes(request.mustBeCentre),
      mustBeUsed: indexes(request.mustStayOpen),
      mustNotBeUsed: indexes(request.mustNotBeUsed),
      together: request.together.map(indexes).filter(group => group.length > 1),
      oneInEachDistrict: request.oneInEachDistrict,
      deprivedShare: request.deprivedShare,
      budget: request.saving === null ? null : costToday - request.saving,
      worse:
        request.worse === null ? null : { today, by: request.worse.by, families: request.worse.children },
    },
    siteIds: sites.map(site => site.id),
    childrenCounted: weights.reduce((sum, one) => sum + one, 0),
    childrenOutOfReach,
    costToday,
    areas: {
      deprived: Uint8Array.from(places, at => deprived[neighbourhood[at] as number] ?? 0),
      deprivedCount: request.deprivedCount,
      neighbourhood: Int32Array.from(places, at => neighbourhood[at] as number),
      district: Int32Array.from(
        places,
        at => districtOf.get(inputs.neighbourhoods[neighbourhood[at] as number]?.districtCode ?? '') ?? -1,
      ),
    },
    noWayCountsAs,
  }
}

function aimOf({ goal, within }: PlanRequest): PlanAim {
  if (goal === 'most-within') return { kind: goal, limit: within ?? 0 }
  return { kind: goal }
}

/**
 * What each site costs in a year, by what it becomes. A cost that nobody has recorded saves nothing and costs nothing
 * here: the saving that a plan is held to is the one that is certain.
 */
function yearlyCosts({
  inputs,
}: Candidates): (site: PlanningSite) => PlanSite['cost'] & { readonly today: number } {
  const recorded = new Map<string, Map<string, number>>()
  for (const { siteId, line, poundsPerYear } of inputs.costs) {
    if (poundsPerYear === null) continue
    const lines = recorded.get(siteId) ?? new Map<string, number>()
    lines.set(line, (lines.get(line) ?? 0) + poundsPerYear)
    recorded.set(siteId, lines)
  }
  const shares = inputs.settings.keptShares
  return site => {
    // Costs of other sites are not the service's today.
    const lines = site.existing && !site.beyondCounty ? recorded.get(site.id) : undefined
    const kept = (share: (line: (typeof COST_LINES)[number]) => number): number =>
      COST_LINES.reduce((sum, line) => sum + (lines?.get(line) ?? 0) * share(line), 0)
    const as = (fate: Fate): number => kept(line => shares[fate][line])
    return { centre: as('centre'), zone: as('zone'), unused: as('closed'), today: kept(() => 1) }
  }
}
