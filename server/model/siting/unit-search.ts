import type { NearLists } from './near-lists.ts'
import type { UnitFacts } from './siting-core.ts'
import { OPEN, UNDECIDED } from './site-units.ts'

/**
 * Looks for good plans by opening, closing and exchanging units, one after another, as long as that helps.
 *
 * What a unit would gain, what it would lose and what a pair has to be corrected by is kept for all units at once and
 * brought up to date only for the areas that an exchange touches.
 *
 * Sources: Teitz & Bart 1968 (interchange); Whitaker 1983 (fast interchange); Resende & Werneck 2007, "A fast
 * swap-based local search procedure for location problems" (gain, loss and extra).
 */
export class UnitSearch {
  /** 1 for each open unit. */
  readonly open: Uint8Array
  /** The total of the plan as it stands; brought up to date by sums, so a last place may be off. */
  total = 0
  readonly #settled: number
  readonly #lists: NearLists
  readonly #facts: UnitFacts
  readonly #state: Uint8Array
  readonly #columns: Columns
  readonly #nearest: Int32Array
  readonly #first: Float64Array
  readonly #second: Float64Array
  readonly #gain: Float64Array
  readonly #loss: Float64Array
  readonly #slot: Int32Array
  readonly #free: number[] = []
  #extra: Float64Array
  #slots = 0

  /**
   * Starts with the units that must be open.
   * @param lists - costs by area
   * @param state - what is settled about each unit
   * @param facts - sizes and fixed costs of units
   * @param settled - what is to be added to every total
   */
  constructor(lists: NearLists, state: Uint8Array, facts: UnitFacts, settled: number) {
    this.#settled = settled
    const units = state.length
    this.#lists = lists
    this.#state = state
    this.#facts = facts
    this.#columns = columnsOf(lists, units)
    this.open = new Uint8Array(units)
    this.#nearest = new Int32Array(lists.areas).fill(-1)
    this.#first = lists.cap.slice()
    this.#second = lists.cap.slice()
    this.#gain = new Float64Array(units)
    this.#loss = new Float64Array(units)
    this.#slot = new Int32Array(units).fill(-1)
    this.#extra = new Float64Array(units * 16)
    this.start(state.map(known => (known === OPEN ? 1 : 0)))
  }

  /**
   * Puts another plan in place of the one at hand.
   * @param open - 1 for each open unit; those that must be open are opened in any case
   */
  start(open: Uint8Array): void {
    this.#gain.fill(0)
    this.#loss.fill(0)
    this.#extra.fill(0)
    this.#slot.fill(-1)
    this.#free.length = 0
    this.#slots = 0
    this.total = this.#settled
    for (let u = 0; u < open.length; u++) {
      this.open[u] = this.#state[u] === OPEN ? 1 : this.#state[u] === UNDECIDED ? (open[u] as number) : 0
      if (this.open[u] === 0) continue
      this.total += this.#openCost(u)
      this.#giveSlot(u)
    }
    for (let i = 0; i < this.#lists.areas; i++) {
      this.#findNearest(i)
      this.total += this.#first[i] as number
      this.#count(i, 1)
    }
  }

  /**
   * Opens units one at a time, the best first.
   * @param number - how many sites are to be open in the end; only units of one site are opened; null: as long as it pays
   */
  addGreedily(number: number | null): void {
    let sites = 0
    for (const [u, open] of this.open.entries()) if (open === 1) sites += this.#facts.size[u] as number
    for (; number === null || sites < number; sites++) {
      let best = -1
      let most = number === null ? 0 : -Infinity
      for (let u = 0; u < this.open.length; u++) {
        if (this.#state[u] !== UNDECIDED || this.open[u] === 1) continue
        if (number !== null && this.#facts.size[u] !== 1) continue
        const gain = (this.#gain[u] as number) - (this.#facts.fixed[u] as number)
        if (gain > most) [best, most] = [u, gain]
      }
      if (best < 0) return
      this.exchange(best, -1)
    }
  }

  /**
   * Makes the best change again and again until none helps.
   * @param counted - true when the number of sites stays as it is: only exchanges between units of one size
   * @param stop - asked after each change
   */
  improve(counted: boolean, stop: () => boolean): void {
    for (;;) {
      const [opening, closing, profit] = this.#bestChange(counted)
      if (profit <= 1e-9 * Math.abs(this.total) || stop()) return
      this.exchange(opening, closing)
    }
  }

  /**
   * Opens a unit, closes one, or both.
   * @param opening - the unit that opens; -1 for none
   * @param closing - the unit that closes; -1 for none
   */
  exchange(opening: number, closing: number): void {
    const { area, start } = this.#columns
    const touched: number[] = []
    for (const u of [opening, closing]) {
      if (u < 0) continue
      const opens = u === opening
      for (let k = start[u] as number; k < (start[u + 1] as number); k++) {
        const i = area[k] as number
        if ((this.#columns.cost[k] as number) > (this.#second[i] as number)) continue
        if (!opens && opening >= 0 && this.#touchedBy(opening, i)) continue
        touched.push(i)
      }
    }
    for (const i of touched) {
      this.total -= this.#first[i] as number
      this.#count(i, -1)
    }
    if (closing >= 0) {
      this.open[closing] = 0
      this.total -= this.#openCost(closing)
      this.#free.push(this.#slot[closing] as number)
      this.#slot[closing] = -1
    }
    if (opening >= 0) {
      this.open[opening] = 1
      this.total += this.#openCost(opening)
      this.#giveSlot(opening)
    }
    for (const i of touched) {
      this.#findNearest(i)
      this.total += this.#first[i] as number
      this.#count(i, 1)
    }
  }

  /**
   * The plan as it stands, with its total summed up afresh.
   * @returns 1 for each open unit, and the total.
   */
  plan(): { open: Uint8Array; total: number } {
    this.total = this.#settled
    for (const [u, open] of this.open.entries()) if (open === 1) this.total += this.#openCost(u)
    for (const first of this.#first) this.total += first
    return { open: this.open.slice(), total: this.total }
  }

  /**
   * Prices for the areas that suit the plan at hand: half way between the nearest and the second nearest open unit.
   * @returns one price for each area.
   */
  prices(): Float64Array {
    return this.#first.map((first, i) => (first + (this.#second[i] as number)) / 2)
  }

  /** Marks which areas an opening touches, so that none is counted twice. */
  #touchedBy(opening: number, area: number): boolean {
    const { start, unit, cost } = this.#lists
    const limit = this.#second[area] as number
    for (let k = start[area] as number; k < (start[area + 1] as number); k++) {
      if ((cost[k] as number) > limit) return false
      if (unit[k] === opening) return true
    }
    return false
  }

  /** What an open unit costs, unless that is settled already. */
  #openCost(u: number): number {
    return this.#state[u] === OPEN ? 0 : (this.#facts.fixed[u] as number)
  }

  #mayChange(u: number): boolean {
    return this.#state[u] === UNDECIDED
  }

  #giveSlot(u: number): void {
    const slot = this.#free.pop() ?? this.#slots++
    this.#slot[u] = slot
    const units = this.open.length
    if ((slot + 1) * units > this.#extra.length) {
      const larger = new Float64Array(2 * (slot + 1) * units)
      larger.set(this.#extra)
      this.#extra = larger
    }
  }

  /** Finds the nearest and the second nearest open unit of an area. */
  #findNearest(i: number): void {
    const { start, unit, cost, cap } = this.#lists
    let near = -1
    this.#first[i] = this.#second[i] = cap[i] as number
    for (let k = start[i] as number; k < (start[i + 1] as number); k++) {
      if (this.open[unit[k] as number] === 0) continue
      if (near < 0) {
        near = unit[k] as number
        this.#first[i] = cost[k] as number
      } else {
        this.#second[i] = cost[k] as number
        break
      }
    }
    this.#nearest[i] = near
  }

  /** Enters (sign 1) or takes back (−1) what an area contributes to gains, losses and corrections. */
  #count(i: number, sign: number): void {
    const { start, unit, cost } = this.#lists
    const near = this.#nearest[i] as number
    const first = this.#first[i] as number
    const second = this.#second[i] as number
    const gain = this.#gain
    const end = start[i + 1] as number
    let k = start[i] as number
    if (near < 0) {
      for (; k < end; k++) {
        const u = unit[k] as number
        gain[u] = (gain[u] as number) + sign * (first - (cost[k] as number))
      }
      return
    }
    this.#loss[near] = (this.#loss[near] as number) + sign * (second - first)
    const extra = this.#extra
    const base = (this.#slot[near] as number) * this.open.length
    for (; k < end; k++) {
      const c = cost[k] as number
      if (c >= first) break
      const u = unit[k] as number
      gain[u] = (gain[u] as number) + sign * (first - c)
      extra[base + u] = (extra[base + u] as number) + sign * (second - first)
    }
    for (; k < end; k++) {
      const c = cost[k] as number
      if (c >= second) break
      const u = unit[k] as number
      extra[base + u] = (extra[base + u] as number) + sign * (second - c)
    }
  }

  #bestChange(counted: boolean): [opening: number, closing: number, profit: number] {
    const { size, fixed } = this.#facts
    const opens: number[] = []
    const closes: number[] = []
    for (let u = 0; u < this.open.length; u++) {
      if (this.#mayChange(u)) (this.open[u] === 1 ? closes : opens).push(u)
    }
    let best: [number, number, number] = [-1, -1, 0]
    for (const r of closes) {
      const base = (this.#slot[r] as number) * this.open.length
      const spared = (fixed[r] as number) - (this.#loss[r] as number)
      if (!counted && spared > best[2] && closes.length > 1) best = [-1, r, spared]
      for (const u of opens) {
        const profit =
          spared + (this.#gain[u] as number) + (this.#extra[base + u] as number) - (fixed[u] as number)
        if (profit > best[2] && (!counted || size[u] === size[r])) best = [u, r, profit]
      }
    }
    if (counted) return best
    for (const u of opens) {
      const profit = (this.#gain[u] as number) - (fixed[u] as number)
      if (profit > best[2]) best = [u, -1, profit]
    }
    return best
  }
}

/** The same entries by unit. */
interface Columns {
  readonly start: Int32Array
  readonly area: Int32Array
  readonly cost: Float64Array
}

function columnsOf(lists: NearLists, units: number): Columns {
  const start = new Int32Array(units + 1)
  for (const u of lists.unit) start[u + 1] = (start[u + 1] as number) + 1
  for (let u = 0; u < units; u++) start[u + 1] = (start[u + 1] as number) + (start[u] as number)
  const next = start.slice()
  const area = new Int32Array(lists.unit.length)
  const cost = new Float64Array(lists.unit.length)
  for (let i = 0; i < lists.areas; i++) {
    for (let k = lists.start[i] as number; k < (lists.start[i + 1] as number); k++) {
      const u = lists.unit[k] as number
      const at = next[u] as number
      next[u] = at + 1
      area[at] = i
      cost[at] = lists.cost[k] as number
    }
  }
  return { start, area, cost }
}
