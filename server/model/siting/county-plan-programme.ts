import type { PlanBound } from './county-plan-bound.ts'
import type { LayeredProblem, PlanLayer } from './county-plan-layers.ts'
import type { RoleProgramme, RoleRules } from './county-plan-rules.ts'
import { addReach, addWorse, roleProgramme } from './county-plan-rules.ts'
import type { PlanSites } from './county-plan-value.ts'
import type { IntegerProgramme } from './integer-programme.ts'

/** The problem as a programme, and how to say a plan in its columns. */
export interface PlanProgramme {
  readonly programme: IntegerProgramme
  readonly roles: RoleProgramme
  /** What the value of a plan is divided by in the programme, and what is added first. */
  readonly scale: number
  readonly offset: number
  readonly columnsOf: (plan: PlanSites) => Float64Array
}

/**
 * Takes away roles that no better plan gives: with any of them the bound rises above the value of the best plan known.
 * @param rules - what sites may become.
 * @param bound - a bound.
 * @param value - the value of the best plan known; plans of the same value are kept.
 * @returns what sites may still become.
 */
export function narrowedRules(rules: RoleRules, bound: PlanBound, value: number): RoleRules {
  const room = value - bound.bound + 1e-7 * Math.abs(value)
  const left = (may: Uint8Array, rise: Float64Array): Uint8Array =>
    may.map((flag, site) => Number(flag === 1 && (rise[site] as number) <= room))
  const { ifUnused, ifCentre, ifZone } = bound.roles
  return {
    ...rules,
    mayBeUnused: left(rules.mayBeUnused, ifUnused),
    mayBeCentre: left(rules.mayBeCentre, ifCentre),
    mayBeZone: left(rules.mayBeZone, ifZone),
  }
}

/**
 * States a problem of least journeys as a programme.
 *
 * An area pays for every step to the next nearer-or-further site: a column says that none of the k nearest sites is open,
 * and costs the difference to the next one. Areas that have the same k nearest sites share the column, whatever their
 * order, so that thousands of postcodes make few columns and nothing is lost. How far an area has to look is cut off where
 * the bound shows that no better plan leaves it with less.
 *
 * Source: the radius form of Cornuéjols, Nemhauser & Wolsey 1980 and Elloumi 2010, "A tighter formulation of the p-median
 * problem"; shared columns as the terms of the pseudo-Boolean form of AlBdaiwi, Goldengorin & Sierksma 2009.
 * @param layers - the problem by layers.
 * @param rules - what sites may still become.
 * @param bound - a bound, to cut off by.
 * @param value - the value of the best plan known.
 * @returns the programme; its value is (plan's value − offset) ÷ scale.
 */
export function planProgramme(
  layers: LayeredProblem,
  rules: RoleRules,
  bound: PlanBound | null,
  value: number,
): PlanProgramme {
  const { problem } = layers
  const roles = roleProgramme(problem, rules)
  addWorse(problem, roles)
  addReach(problem, roles)
  const { builder } = roles
  const scale = Math.max(1e-9, Math.abs(value)) / 1e4
  const room = bound === null ? Infinity : value - bound.bound + 1e-7 * Math.abs(value)
  let offset = 0
  const missing: { readonly column: number; readonly sites: readonly number[] }[] = []
  for (const [at, layer] of layers.layers.entries()) {
    const columnOf = layer.withZones ? roles.used : roles.centre
    const terms = new Map<string, number>()
    const covered = new Set<string>()
    const look = new Lookout(layers, layer, at, bound, columnOf)
    for (let i = 0; i < layer.price.length; i++) {
      const ladder = look.from(i, room)
      if (ladder === null) continue
      const price = layer.price[i] as number
      offset += ladder.first * price
      let before = -1
      for (const [k, step] of ladder.steps.entries()) {
        // The same sites in another order are the same term.
        const key = step.key
        let column = terms.get(key)
        if (column === undefined) {
          column = builder.column(0, 0, 1, false)
          terms.set(key, column)
          const sites = ladder.sites.slice(0, k + 1)
          missing.push({ column, sites: sites.map(site => columnOf[site] as number) })
          const newest = columnOf[ladder.sites[k] as number] as number
          if (before < 0) builder.row(1, Infinity, [column, newest])
          else builder.row(0, Infinity, [column, newest, before], [1, 1, -1])
        }
        builder.cost(column, (step.further * price) / scale)
        before = column
      }
      if (!ladder.mustBeWithin) continue
      const key = [...ladder.sites].sort((a, b) => a - b).join()
      if (covered.has(key)) continue
      covered.add(key)
      builder.row(
        1,
        Infinity,
        ladder.sites.map(site => columnOf[site] as number),
      )
    }
  }
  const programme = builder.done()
  return {
    programme,
    roles,
    scale,
    offset,
    columnsOf: plan => {
      const columns = new Float64Array(programme.costs.length)
      const set = (of: Int32Array, sites: readonly number[]): void => {
        for (const site of sites) if ((of[site] as number) >= 0) columns[of[site] as number] = 1
      }
      set(roles.centre, plan.centres)
      set(roles.zone, plan.zones)
      set(roles.used, [...plan.centres, ...plan.zones])
      for (const { column, sites } of missing)
        columns[column] = sites.some(site => columns[site] === 1) ? 0 : 1
      return columns
    },
  }
}

/** The sites that an area may have to look at, nearest first, and what each further one costs it. */
interface Ladder {
  /** The journey to the nearest. */
  readonly first: number
  readonly sites: readonly number[]
  /** One fewer than sites, or as many where a place that is always open comes after them. */
  readonly steps: readonly { readonly key: string; readonly further: number }[]
  /** One of the sites has to be open. */
  readonly mustBeWithin: boolean
}

class Lookout {
  private readonly layers: LayeredProblem
  private readonly layer: PlanLayer
  private readonly prices: Float64Array | null
  private readonly rise: Float64Array | null
  private readonly candidates: readonly number[]

  constructor(
    layers: LayeredProblem,
    layer: PlanLayer,
    at: number,
    bound: PlanBound | null,
    columnOf: Int32Array,
  ) {
    this.layers = layers
    this.layer = layer
    this.prices = bound?.prices[at] ?? null
    this.rise = (layer.withZones ? bound?.roles.ifUnused : bound?.roles.ifNotCentre) ?? null
    this.candidates = [...columnOf.keys()].filter(site => (columnOf[site] as number) >= 0)
  }

  from(i: number, room: number): Ladder | null {
    const journeyTo = (site: number): number => this.layers.journeys[site]?.[i] ?? Infinity
    const always = this.layers.problem.alwaysOpen.reduce(
      (least, site) => Math.min(least, journeyTo(site)),
      Infinity,
    )
    const near = this.candidates
      .filter(site => journeyTo(site) < always)
      .sort((a, b) => journeyTo(a) - journeyTo(b) || a - b)
    if (near.length === 0)
      return always === Infinity ? null : { first: always, sites: [], steps: [], mustBeWithin: false }
    const price = this.layer.price[i] as number
    const paid = this.prices?.[i] ?? 0
    const sites: number[] = []
    const steps: { key: string; further: number }[] = []
    const inOrder: number[] = []
    let risen = 0
    for (const [k, site] of near.entries()) {
      sites.push(site)
      inOrder.splice(placeOf(inOrder, site), 0, site)
      const next = k + 1 < near.length ? journeyTo(near[k + 1] as number) : always
      risen += this.rise?.[site] ?? 0
      // Without any of these sites the area has to go to the next one, whatever it would have paid.
      const without = risen + Math.max(0, next * price - paid)
      if (next === Infinity || without > room) {
        return { first: journeyTo(near[0] as number), sites, steps, mustBeWithin: true }
      }
      steps.push({ key: inOrder.join(), further: next - journeyTo(site) })
    }
    return { first: journeyTo(near[0] as number), sites, steps, mustBeWithin: false }
  }
}

function placeOf(sorted: readonly number[], site: number): number {
  let at = sorted.length
  while (at > 0 && (sorted[at - 1] as number) > site) at--
  return at
}
