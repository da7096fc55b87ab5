import type { Core } from './siting-core.ts'

/** So many relaxations without a better bound, and steps are halved. */
const patience = 20
/** How much of the last direction is kept, for each unit of length of the new one. */
const memory = 0.7

/**
 * The prices of areas on their way to a better bound: steps along subgradients that remember where they came from.
 *
 * Sources: Polyak 1969 (length of steps); Sherali & Ulular 1989 (the average direction).
 */
export class PriceAscent {
  /** The prices to work the next relaxation out with. */
  prices: Float64Array
  /** The prices with the best bound so far. */
  best: Float64Array
  /** The best bound so far. */
  bound = -Infinity
  #direction: Float64Array
  #scale = 1
  #waited = 0

  /** @param prices - to begin with */
  constructor(prices: Float64Array) {
    this.prices = prices.slice()
    this.best = prices.slice()
    this.#direction = new Float64Array(prices.length)
  }

  /** Steps have become so small that little more is to be had. */
  get slow(): boolean {
    return this.#scale < 0.01
  }

  /** Begins with long steps again, from the best prices. */
  refresh(): void {
    this.prices.set(this.best)
    this.#direction.fill(0)
    this.#waited = 0
    this.#scale = 0.5
  }

  /**
   * Goes on with fewer areas.
   * @param prices - of the areas that are left
   */
  restart(prices: Float64Array): void {
    this.prices = prices.slice()
    this.best = prices.slice()
    this.#direction = new Float64Array(prices.length)
    this.#waited = 0
    this.#scale = Math.max(this.#scale, 0.1)
  }

  /**
   * Remembers the prices when their bound is the best so far.
   * @param bound - of the relaxation at the present prices
   * @returns true when it is.
   */
  take(bound: number): boolean {
    if (bound > this.bound) {
      this.bound = bound
      this.best.set(this.prices)
      this.#waited = 0
      return true
    }
    if (++this.#waited >= patience) {
      this.#waited = 0
      this.#scale *= 0.5
      this.prices.set(this.best)
      this.#direction.fill(0)
    }
    return false
  }

  /**
   * Moves the prices by a step of Polyak's length.
   * @param core - the areas with their costs and caps
   * @param slack - for each area one less the times that the relaxation serves it
   * @param gap - what the bound lacks of the best plan
   * @returns false when there is nowhere to go.
   */
  step(core: Core, slack: Float64Array, gap: number): boolean {
    const { areas, start, cost, cap } = core.lists
    const { prices } = this
    const direction = this.#direction
    let [now, before] = [0, 0]
    for (let i = 0; i < areas; i++) {
      now += (slack[i] as number) * (slack[i] as number)
      before += (direction[i] as number) * (direction[i] as number)
    }
    const kept = before > 0 ? memory * Math.sqrt(now / before) : 0
    let norm = 0
    for (let i = 0; i < areas; i++) {
      let d = (slack[i] as number) + kept * (direction[i] as number)
      if (d > 0 && (prices[i] as number) >= (cap[i] as number)) d = 0
      direction[i] = d
      norm += d * d
    }
    if (norm < 1e-12) return false
    const length = (this.#scale * Math.max(gap, 1e-9)) / norm
    for (let i = 0; i < areas; i++) {
      const d = direction[i] as number
      if (d === 0) continue
      const low = cost[start[i] as number] as number
      const price = (prices[i] as number) + length * d
      prices[i] = price < low ? low : price > (cap[i] as number) ? (cap[i] as number) : price
    }
    return true
  }
}
