import { type Core, type UnitFacts } from './siting-core.ts'

/** What one evaluation of the Lagrangian function finds. */
export interface Evaluation {
  /** A lower bound on every plan of the core, safe against rounding. */
  bound: number
  /** An undecided unit outside the relaxed choice would raise the bound by its worth less `inFrom` a site. */
  inFrom: number
  /** A unit of the relaxed choice that closes would raise the bound by `outFrom` a site less its worth. */
  outFrom: number
}

/**
 * The Lagrangian relaxation of "each area is served once": with a price on serving each area, every unit of sites is
 * worth what its areas save, and the best units are simply taken.
 *
 * Sources: Cornuéjols, Fisher & Nemhauser 1977; Beasley 1985, "A note on solving large p-median problems".
 */
export class Lagrangian {
  /** For each unit what it comes to: fixed cost less what it saves; only those of undecided units count. */
  readonly worth: Float64Array
  /** 1 for each unit of the relaxed choice. */
  readonly chosen: Uint8Array
  /** For each area of the core one less the number of times that it is served. */
  readonly slack: Float64Array
  readonly result: Evaluation = { bound: -Infinity, inFrom: 0, outFrom: 0 }
  readonly #facts: UnitFacts
  readonly #single: boolean
  readonly #last: Int32Array
  readonly #order: Int32Array

  constructor(areas: number, facts: UnitFacts) {
    const units = facts.size.length
    this.#facts = facts
    this.#single = facts.size.every(size => size === 1)
    this.worth = new Float64Array(units)
    this.chosen = new Uint8Array(units)
    this.slack = new Float64Array(areas)
    this.#last = new Int32Array(areas)
    this.#order = new Int32Array(units)
  }

  /**
   * Works the relaxation out.
   * @param core - what is left of the problem
   * @param prices - the multiplier of each area, at most its cap
   * @returns the bound and the thresholds for settling units, in an object that the next call writes over.
   */
  evaluate(core: Core, prices: Float64Array): Evaluation {
    const { areas, start, cost, unit } = core.lists
    const { worth, chosen, slack } = this
    const [last, fixed] = [this.#last, this.#facts.fixed]
    for (const u of core.undecided) {
      worth[u] = fixed[u] as number
      chosen[u] = 0
    }
    let sum = 0
    for (let i = 0; i < areas; i++) {
      const price = prices[i] as number
      sum += price
      const end = start[i + 1] as number
      let k = start[i] as number
      for (; k < end; k++) {
        const saved = (cost[k] as number) - price
        if (saved >= 0) break
        const u = unit[k] as number
        worth[u] = (worth[u] as number) + saved
      }
      last[i] = k
    }
    const taken = this.#choose(core)
    for (let i = 0; i < areas; i++) {
      let open = 1
      const end = last[i] as number
      for (let k = start[i] as number; k < end; k++) open -= chosen[unit[k] as number] as number
      slack[i] = open
    }
    const settled = core.settled
    // Sums of at most (areas + units) terms are off by at most that many half units in the last place; the rest is for
    // the differences of worths by which units are settled.
    const unsafe = 4e-16 * (areas + worth.length + 8) * (sum + Math.abs(taken) + settled)
    this.result.bound = settled + sum + taken - unsafe
    return this.result
  }

  /** Takes the best undecided units; returns what they come to. */
  #choose(core: Core): number {
    const { undecided, left } = core
    const { worth, chosen, result } = this
    if (left === null) {
      let taken = 0
      result.inFrom = result.outFrom = 0
      for (const u of undecided) {
        if ((worth[u] as number) >= 0) continue
        chosen[u] = 1
        taken += worth[u] as number
      }
      return taken
    }
    return this.#single ? this.#best(undecided, left) : this.#bestOfGroups(undecided, left)
  }

  #best(undecided: Int32Array, left: number): number {
    const { worth, chosen, result } = this
    const order = this.#order
    const count = undecided.length
    for (let at = 0; at < count; at++) order[at] = undecided[at] as number
    selectSmallest(order, worth, count, left)
    let taken = 0
    let [dearest, cheapest] = [-Infinity, Infinity]
    for (let at = 0; at < left; at++) {
      const u = order[at] as number
      const value = worth[u] as number
      chosen[u] = 1
      taken += value
      if (value > dearest) dearest = value
    }
    for (let at = left; at < count; at++) {
      const value = worth[order[at] as number] as number
      if (value < cheapest) cheapest = value
    }
    result.inFrom = dearest
    result.outFrom = cheapest
    return taken
  }

  /** Units of several sites: the relaxation that may take a part of one unit, best worth a site first. */
  #bestOfGroups(undecided: Int32Array, left: number): number {
    const { worth, chosen, result } = this
    const { size } = this.#facts
    const each = (u: number): number => (worth[u] as number) / (size[u] as number)
    const order = Array.from(undecided).sort((a, b) => each(a) - each(b) || a - b)
    let room = left
    let taken = 0
    result.inFrom = result.outFrom = order.length > 0 ? each(order[0] as number) : 0
    for (const u of order) {
      if (room <= 0) break
      const sites = size[u] as number
      result.inFrom = result.outFrom = each(u)
      taken += each(u) * Math.min(room, sites)
      if (sites <= room) chosen[u] = 1
      room -= sites
    }
    return taken
  }
}

/** Puts the so many units of least worth first, in no order: quickselect; ties fall to the earlier place. */
function selectSmallest(order: Int32Array, worth: Float64Array, count: number, left: number): void {
  let [low, high] = [0, count - 1]
  while (low < high && left > low && left <= high) {
    const pivot = worth[order[(low + high) >> 1] as number] as number
    let [i, j] = [low, high]
    while (i <= j) {
      while ((worth[order[i] as number] as number) < pivot) i++
      while ((worth[order[j] as number] as number) > pivot) j--
      if (i <= j) {
        const held = order[i] as number
        order[i++] = order[j] as number
        order[j--] = held
      }
    }
    if (left <= j + 1) high = j
    else if (left > i) low = i
    else return
  }
}
