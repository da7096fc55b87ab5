import type { CountyPlanProblem } from './county-plan-problem.ts'
import type { RoleRules, WorseArea } from './county-plan-rules.ts'
import { worseAreas } from './county-plan-rules.ts'

/**
 * The rule about families who fare worse than today, with prices: each area pays for a place near enough, and what it
 * costs to leave a family worse off is the same for all.
 */
export class WorseRule {
  private readonly areas: readonly WorseArea[]
  private readonly most: number
  private readonly withZones: boolean
  private readonly largest: number
  /** By area, and what it costs to leave a family worse off last. */
  prices: Float64Array
  private readonly course: Float64Array

  constructor(problem: CountyPlanProblem, rules: RoleRules, start: Float64Array | null) {
    this.withZones = problem.zoneWorth > 0
    this.areas = worseAreas(
      problem,
      site => rules.mayBeCentre[site] === 1 || (this.withZones && rules.mayBeZone[site] === 1),
    )
    this.most = problem.worse?.families ?? 0
    this.largest = this.areas.reduce((most, area) => Math.max(most, area.families), 1)
    this.prices = start?.slice() ?? new Float64Array(this.areas.length + 1)
    this.course = new Float64Array(this.prices.length)
  }

  /** What a family left worse off costs. */
  private get each(): number {
    return (this.prices[this.areas.length] as number) / this.largest
  }

  /** Lets areas pay the sites near to them. @returns what is paid. */
  paid(centre: Float64Array, zone: Float64Array): number {
    const each = this.each
    let paid = -each * this.most
    for (const [at, { near, families }] of this.areas.entries()) {
      const price = this.prices[at] as number
      if (price === 0) continue
      paid += Math.min(price, each * families)
      for (const site of near) {
        centre[site] = (centre[site] as number) - price
        if (this.withZones) zone[site] = (zone[site] as number) - price
      }
    }
    return paid
  }

  /** Works out where the prices should go. @returns the square of the length of that step. */
  aim(centres: readonly number[], zones: readonly number[], momentum: number): number {
    const open = new Set(this.withZones ? [...centres, ...zones] : centres)
    const { each, course } = this
    let [left, length] = [0, 0]
    for (const [at, { near, families }] of this.areas.entries()) {
      const worse = (this.prices[at] as number) > each * families
      if (worse) left += families
      const count = near.reduce((sum, site) => sum + Number(open.has(site)), 0)
      let way = 1 - count - Number(worse) + momentum * (course[at] as number)
      if (way < 0 && this.prices[at] === 0) way = 0
      course[at] = way
      length += way ** 2
    }
    const last = this.areas.length
    let way = (left - this.most) / this.largest + momentum * (course[last] as number)
    if (way < 0 && this.prices[last] === 0) way = 0
    course[last] = way
    return length + way ** 2
  }

  move(step: number): void {
    for (const [at, way] of this.course.entries()) {
      this.prices[at] = Math.max(0, (this.prices[at] as number) + step * way)
    }
  }

  restart(prices: Float64Array): void {
    this.prices = prices.slice()
    this.course.fill(0)
  }
}
