import type { LayeredProblem } from './county-plan-layers.ts'
import type { RoleChoice } from './county-plan-roles.ts'
import { cheapestRoles } from './county-plan-roles.ts'
import type { RoleRow, RoleRules } from './county-plan-rules.ts'
import { WorseRule } from './county-plan-worse.ts'

/** What is known of a problem once its areas and its rules have been given prices. */
export interface PlanBound {
  /** No plan comes to less. */
  readonly bound: number
  /** For each layer what each area pays to be served. */
  readonly prices: readonly Float64Array[]
  /** What the rules beyond the numbers of Centres and Zones are priced at. */
  readonly rulePrices: Float64Array
  /** What places near enough are worth to those who may fare worse than today: see {@link WorseRule}. */
  readonly worsePrices: Float64Array
  /** What each site costs, at these prices, as a Centre and as a Zone; being unused costs nothing. */
  readonly centre: Float64Array
  readonly zone: Float64Array
  /** The cheapest roles at these costs. */
  readonly roles: RoleChoice
}

/** Prices to begin with; those of a bound will do. */
export interface StartPrices extends Pick<PlanBound, 'prices' | 'rulePrices'> {
  readonly worsePrices: Float64Array | null
}

/**
 * Bounds what a plan comes to at least. Every area pays a price for being served in each layer, every rule beyond the
 * numbers of Centres and Zones has a price, and the cheapest Centres and Zones are chosen exactly. The prices are improved
 * by subgradient steps.
 *
 * Source: the Lagrangian relaxation of Cornuéjols, Fisher & Nemhauser 1977 and Narula, Ogbu & Samuelsson 1977, with two
 * kinds of facilities and side constraints priced as in Beasley 1993, "Lagrangean heuristics for location problems"; steps
 * deflected as by Camerini, Fratta & Maffioli 1975.
 * @param layers - the problem by layers.
 * @param rules - what sites may become, and the rows: the number of Centres first, of Zones second.
 * @param start - bounds found before, whose prices it begins with; or for each layer prices to begin with.
 * @param value - the value of the best plan known.
 * @param rounds - how many steps at most.
 * @param stop - asked now and then.
 * @returns the best bound and all that belongs to it.
 */
export function planBound(
  layers: LayeredProblem,
  rules: RoleRules,
  start: StartPrices,
  value: number,
  rounds: number,
  stop: () => boolean,
): PlanBound {
  const state = new BoundState(layers, rules, start)
  let best = state.bound()
  let stride = 1.5
  let stale = 0
  for (let round = 1; round < rounds; round++) {
    if (round % 16 === 0 && stop()) break
    if (value - best.bound <= 1e-9 * Math.abs(value) || !state.step(stride, value)) break
    const now = state.bound()
    if (now.bound > best.bound + 1e-9 * Math.abs(best.bound)) {
      best = now
      stale = 0
    } else if (++stale >= 10) {
      stale = 0
      stride *= 0.6
      if (stride < 0.004) break
      state.restart(best)
    }
  }
  return best
}

/**
 * How much of the last step is taken again. Without it prices swing to and fro between rules and areas: on a county with
 * seven rules the bound stayed 1.1% below the best plan where it now comes to 0.02%.
 */
const momentum = 0.8

class BoundState {
  private readonly layers: LayeredProblem
  private readonly rules: RoleRules
  private readonly rows: readonly RoleRow[]
  /** How much stronger a rule's price moves than an area's: a site serves that many areas. */
  private readonly reachOfRule: number
  private readonly caps: readonly Float64Array[]
  private readonly scale: Float64Array
  private prices: Float64Array[]
  private rulePrices: Float64Array
  /** Where the prices were going: steps that turn to and fro cancel out. */
  private readonly course: readonly Float64Array[]
  private readonly ruleCourse: Float64Array
  private readonly worse: WorseRule
  private last: PlanBound | null = null

  constructor(layers: LayeredProblem, rules: RoleRules, start: StartPrices) {
    this.worse = new WorseRule(layers.problem, rules, start.worsePrices)
    this.layers = layers
    this.rules = rules
    this.rows = rules.rows.slice(2)
    this.prices = start.prices.map(prices => prices.slice())
    this.rulePrices = start.rulePrices.slice()
    this.course = start.prices.map(prices => new Float64Array(prices.length))
    this.ruleCourse = new Float64Array(start.rulePrices.length)
    this.scale = Float64Array.from(this.rows, row =>
      Math.max(1e-9, ...row.centre.map(Math.abs), ...row.zone.map(Math.abs)),
    )
    const areas = layers.journeys[0]?.length ?? 0
    this.reachOfRule = (0.3 * areas) / Math.max(1, layers.problem.centres)
    this.caps = layers.layers.map(({ price }) =>
      price.map(
        (each, i) =>
          each *
          layers.problem.alwaysOpen.reduce(
            (least, site) => Math.min(least, layers.journeys[site]?.[i] ?? Infinity),
            Infinity,
          ),
      ),
    )
    this.clamp()
  }

  restart(from: PlanBound): void {
    this.prices = from.prices.map(prices => prices.slice())
    this.rulePrices = from.rulePrices.slice()
    this.last = from
    for (const course of this.course) course.fill(0)
    this.ruleCourse.fill(0)
    this.worse.restart(from.worsePrices)
  }

  bound(): PlanBound {
    const { journeys, layers } = this.layers
    const centre = new Float64Array(journeys.length)
    const zone = new Float64Array(journeys.length)
    let paid = 0
    for (const [at, layer] of layers.entries()) {
      const prices = this.prices[at] as Float64Array
      for (let i = 0; i < prices.length; i++) paid += prices[i] as number
      for (let site = 0; site < journeys.length; site++) {
        const mayServe =
          this.rules.mayBeCentre[site] === 1 || (layer.withZones && this.rules.mayBeZone[site] === 1)
        if (!mayServe) continue
        const column = journeys[site] as Float64Array
        let left = 0
        for (let i = 0; i < prices.length; i++) {
          const short = (column[i] as number) * (layer.price[i] as number) - (prices[i] as number)
          if (short < 0) left += short
        }
        centre[site] = (centre[site] as number) + left
        if (layer.withZones) zone[site] = (zone[site] as number) + left
      }
    }
    for (const [k, row] of this.rows.entries()) {
      const price = (this.rulePrices[k] as number) / (this.scale[k] as number)
      if (price === 0) continue
      paid -= price * (price > 0 ? row.upper : row.lower)
      for (let site = 0; site < journeys.length; site++) {
        centre[site] = (centre[site] as number) + price * (row.centre[site] as number)
        zone[site] = (zone[site] as number) + price * (row.zone[site] as number)
      }
    }
    paid += this.worse.paid(centre, zone)
    const roles = cheapestRoles(this.rules, centre, zone, this.layers.problem)
    const { prices, rulePrices } = this
    this.last = {
      bound: paid + roles.cost,
      prices: prices.map(each => each.slice()),
      rulePrices: rulePrices.slice(),
      worsePrices: this.worse.prices.slice(),
      centre,
      zone,
      roles,
    }
    return this.last
  }

  /** Moves the prices; false when every area is served exactly once and every rule is met. */
  step(stride: number, value: number): boolean {
    const last = this.last as PlanBound
    const { journeys, layers } = this.layers
    let length = 0
    const slopes = layers.map((layer, at) => {
      const prices = this.prices[at] as Float64Array
      const slope = new Float64Array(prices.length).fill(1)
      const open = layer.withZones ? [...last.roles.centres, ...last.roles.zones] : last.roles.centres
      for (const site of open) {
        const column = journeys[site] as Float64Array
        for (let i = 0; i < prices.length; i++) {
          if ((column[i] as number) * (layer.price[i] as number) < (prices[i] as number)) {
            slope[i] = (slope[i] as number) - 1
          }
        }
      }
      const cap = this.caps[at] as Float64Array
      const before = this.course[at] as Float64Array
      for (let i = 0; i < prices.length; i++) {
        let way = (slope[i] as number) + momentum * (before[i] as number)
        if (way > 0 && (prices[i] as number) >= (cap[i] as number)) way = 0
        slope[i] = way
        length += way ** 2
      }
      before.set(slope)
      return slope
    })
    const ruleSlopes = this.rows.map((row, k) => {
      let sum = 0
      for (const site of last.roles.centres) sum += row.centre[site] as number
      for (const site of last.roles.zones) sum += row.zone[site] as number
      const price = this.rulePrices[k] as number
      const over = sum > row.upper || price > 0 ? sum - row.upper : 0
      const under = sum < row.lower || price < 0 ? sum - row.lower : 0
      const slope = (over || under) / (this.scale[k] as number) + momentum * (this.ruleCourse[k] as number)
      this.ruleCourse[k] = slope
      length += this.reachOfRule * slope ** 2
      return slope
    })
    length += this.worse.aim(last.roles.centres, last.roles.zones, momentum)
    if (length === 0) return false
    const step = (stride * (1.01 * value - last.bound)) / length
    for (const [at, slope] of slopes.entries()) {
      const prices = this.prices[at] as Float64Array
      for (let i = 0; i < prices.length; i++) prices[i] = (prices[i] as number) + step * (slope[i] as number)
    }
    for (const [k, slope] of ruleSlopes.entries()) {
      this.rulePrices[k] = (this.rulePrices[k] as number) + step * this.reachOfRule * slope
    }
    this.worse.move(step)
    this.clamp()
    return true
  }

  /** No area pays less than nothing or more than a place that is always open costs; no rule pays for being kept. */
  private clamp(): void {
    for (const [at, prices] of this.prices.entries()) {
      const cap = this.caps[at] as Float64Array
      for (let i = 0; i < prices.length; i++) {
        prices[i] = Math.max(0, Math.min(prices[i] as number, cap[i] as number))
      }
    }
    for (const [k, row] of this.rows.entries()) {
      const price = this.rulePrices[k] as number
      if (price > 0 && row.upper === Infinity) this.rulePrices[k] = 0
      if (price < 0 && row.lower === -Infinity) this.rulePrices[k] = 0
    }
  }
}
