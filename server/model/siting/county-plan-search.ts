import type { RandomGenerator } from '../random.ts'
import type { LayeredProblem, PlanLayer } from './county-plan-layers.ts'
import type { RoleRules } from './county-plan-rules.ts'
import type { PlanSites } from './county-plan-value.ts'
import { familiesWorse } from './county-plan-value.ts'

/** What one exchange does: some sites leave, others come, as Centres or Zones. */
interface Move {
  readonly change: number
  readonly plan: PlanSites
}

/** The nearest open site of every area in one layer, and how far the next one is. */
interface NearestTwo {
  readonly site: Int32Array
  readonly first: Float64Array
  readonly second: Float64Array
}

/**
 * Improves a plan by exchanges that keep every rule, each time the best one, until none helps: a Centre or a Zone moves
 * to a site that is not used, a Centre and a Zone change roles, or a Zone is added.
 *
 * Source: Teitz & Bart 1968; all exchanges with one arriving site are worked out in one pass, as by Whitaker 1983.
 * @param layers - the problem by layers.
 * @param rules - what sites may become.
 * @param start - a plan that keeps the rules.
 * @param stop - asked after every exchange.
 * @returns a plan that keeps the rules and is at least as good.
 */
export function improvedPlan(
  layers: LayeredProblem,
  rules: RoleRules,
  start: PlanSites,
  stop: () => boolean,
): PlanSites {
  let plan = start
  while (!stop()) {
    const moves = movesFrom(layers, rules, plan).sort((a, b) => a.change - b.change)
    const next = moves.find(move => keepsRules(layers, rules, move.plan))
    if (next === undefined) return plan
    plan = next.plan
  }
  return plan
}

/**
 * Shakes a plan, so that exchanges may lead elsewhere: a few sites give way to others, drawn by chance, as far as the
 * rules let them.
 * @param layers - the problem by layers.
 * @param rules - what sites may become.
 * @param plan - a plan that keeps the rules.
 * @param random - the generator to draw from.
 * @returns a plan that keeps the rules.
 */
export function shakenPlan(
  layers: LayeredProblem,
  rules: RoleRules,
  plan: PlanSites,
  random: RandomGenerator,
): PlanSites {
  let now = plan
  let left = 3
  for (let attempt = 0; attempt < 60 && left > 0; attempt++) {
    const arriving = random.wholeBelow(layers.journeys.length)
    const places = now.centres.length + now.zones.length
    if (places === 0) break
    const at = random.wholeBelow(places)
    const asCentre = at < now.centres.length
    const leaving = (asCentre ? now.centres[at] : now.zones[at - now.centres.length]) as number
    const may = asCentre ? rules.mayBeCentre : rules.mayBeZone
    if (may[arriving] === 0 || rules.mayBeUnused[leaving] === 0) continue
    if (now.centres.includes(arriving) || now.zones.includes(arriving)) continue
    const swapped = (sites: readonly number[]): number[] =>
      sites.map(site => (site === leaving ? arriving : site))
    const next = { centres: swapped(now.centres), zones: swapped(now.zones) }
    if (!keepsRules(layers, rules, next)) continue
    now = next
    left--
  }
  return now
}

/**
 * Sums up a plan by its layers.
 * @param layers - the problem by layers.
 * @param plan - the plan.
 * @returns the sum: the least is the best.
 */
export function layeredValue(layers: LayeredProblem, plan: PlanSites): number {
  return layers.layers.reduce((sum, layer) => {
    const { first } = nearestTwo(layers, layer, plan)
    return first.reduce((all, journey, i) => all + journey * (layer.price[i] as number), sum)
  }, 0)
}

function movesFrom(layers: LayeredProblem, rules: RoleRules, plan: PlanSites): Move[] {
  const tables = layers.layers.map(layer => ({ layer, near: nearestTwo(layers, layer, plan) }))
  const centreLayers = tables.filter(({ layer }) => !layer.withZones)
  const allLayers = tables.filter(({ layer }) => layer.withZones)
  const used = new Set([...plan.centres, ...plan.zones, ...layers.problem.alwaysOpen])
  const value = layeredValue(layers, plan)
  const least = -1e-9 * Math.max(1, Math.abs(value))
  const moves: Move[] = []
  const add = (change: number, centres: readonly number[], zones: readonly number[]): void => {
    if (change < least) moves.push({ change, plan: { centres, zones } })
  }
  const without = (sites: readonly number[], site: number): number[] => sites.filter(other => other !== site)
  for (let arriving = 0; arriving < layers.journeys.length; arriving++) {
    const asZone = rules.mayBeZone[arriving] === 1
    const asCentre = rules.mayBeCentre[arriving] === 1
    if (used.has(arriving)) {
      if (!asCentre || !plan.zones.includes(arriving)) continue
      const roles = changes(layers, centreLayers, arriving)
      for (const leaving of plan.centres) {
        if (rules.mayBeZone[leaving] === 0) continue
        add(
          roles(leaving),
          [...without(plan.centres, leaving), arriving],
          [...without(plan.zones, arriving), leaving],
        )
      }
      continue
    }
    if (!asCentre && !asZone) continue
    const inCentres = changes(layers, centreLayers, arriving)
    const inAll = changes(layers, allLayers, arriving)
    if (asCentre) {
      for (const leaving of plan.centres) {
        if (rules.mayBeUnused[leaving] === 0) continue
        add(inCentres(leaving) + inAll(leaving), [...without(plan.centres, leaving), arriving], plan.zones)
      }
    }
    if (asZone) {
      for (const leaving of plan.zones) {
        if (rules.mayBeUnused[leaving] === 0) continue
        add(inAll(leaving), plan.centres, [...without(plan.zones, leaving), arriving])
      }
      if (plan.zones.length < layers.problem.zones) {
        add(inAll(-1), plan.centres, [...plan.zones, arriving])
      }
    }
  }
  return moves
}

/** What happens when a site arrives and another one (−1: none) leaves, in some layers. */
function changes(
  layers: LayeredProblem,
  tables: readonly { readonly layer: PlanLayer; readonly near: NearestTwo }[],
  arriving: number,
): (leaving: number) => number {
  const journeys = layers.journeys[arriving] as Float64Array
  const more = new Float64Array(layers.journeys.length)
  let gain = 0
  for (const { layer, near } of tables) {
    for (let i = 0; i < journeys.length; i++) {
      const journey = journeys[i] as number
      const [first, second] = [near.first[i] as number, near.second[i] as number]
      const price = layer.price[i] as number
      const saved = journey < first ? (journey - first) * price : 0
      gain += saved
      const site = near.site[i] as number
      if (site < 0) continue
      more[site] = (more[site] as number) + ((journey < second ? journey : second) - first) * price - saved
    }
  }
  return leaving => gain + (leaving < 0 ? 0 : (more[leaving] as number))
}

function nearestTwo(layers: LayeredProblem, layer: PlanLayer, plan: PlanSites): NearestTwo {
  const size = layer.price.length
  // Where nothing is open a journey counts as far more than any; a finite number, so that differences make sense.
  const nothing = 1e12
  const near = {
    site: new Int32Array(size).fill(-1),
    first: new Float64Array(size).fill(nothing),
    second: new Float64Array(size).fill(nothing),
  }
  const open = [...layers.problem.alwaysOpen, ...plan.centres, ...(layer.withZones ? plan.zones : [])]
  for (const site of open) {
    const journeys = layers.journeys[site] as Float64Array
    for (let i = 0; i < size; i++) {
      const journey = journeys[i] as number
      if (journey < (near.first[i] as number)) {
        near.second[i] = near.first[i] as number
        near.first[i] = journey
        near.site[i] = site
      } else if (journey < (near.second[i] as number)) near.second[i] = journey
    }
  }
  return near
}

function keepsRules(layers: LayeredProblem, rules: RoleRules, plan: PlanSites): boolean {
  for (const row of rules.rows) {
    let sum = 0
    for (const site of plan.centres) sum += row.centre[site] as number
    for (const site of plan.zones) sum += row.zone[site] as number
    const size = 1e-9 * Math.max(1, Math.abs(sum))
    if (sum < row.lower - size || sum > row.upper + size) return false
  }
  const { worse } = layers.problem
  return worse === null || familiesWorse(layers.problem, plan) <= worse.families + 1e-6
}
