import type { SitingInstance } from './siting.ts'

/** Journeys by site, worked out or looked up a site at a time, so that a whole matrix need never be held. */
export interface JourneyColumns {
  readonly areas: number
  readonly sites: number
  /**
   * The journeys to one site.
   * @param site - its index
   * @returns the journey from every area; CANNOT_BE_REACHED or NOT_KNOWN where there is none. It may be written over by
   * the next call.
   */
  column(site: number): Float64Array | Float32Array
}

/**
 * For each area the units of sites that it can be served by, cheapest first: weighted journeys, row after row.
 *
 * Beyond its list an area is always served at its cap: by a site that is open already, at a cost that no plan exceeds,
 * or, where lists are cut short, at no more than it would really cost.
 */
export interface NearLists {
  readonly areas: number
  /** Where each area's entries begin; one more entry than areas. */
  readonly start: Int32Array
  /** What it costs that the area is served by the unit; ascending within an area. */
  readonly cost: Float64Array
  readonly unit: Int32Array
  /** For each area what it costs at most; at least as much as its last entry. */
  readonly cap: Float64Array
}

/**
 * The journeys of an instance, a site at a time.
 *
 * @param instance - journeys and families
 * @returns its columns.
 * @throws RangeError when a site has not one journey for every area.
 */
export function columnsOf(instance: SitingInstance): JourneyColumns {
  const { journeys, weights } = instance
  for (const [site, column] of journeys.entries()) {
    if (column.length !== weights.length) {
      throw new RangeError(`Site ${site} has ${column.length} journeys for ${weights.length} areas.`)
    }
  }
  return { areas: weights.length, sites: journeys.length, column: site => journeys[site] as Float64Array }
}

/** Lists, and what is to be known of how they were made. */
export interface MadeLists {
  readonly lists: NearLists
  /** False when entries were left out, so that caps are below what an area may really cost. */
  readonly complete: boolean
  /** All costs are whole numbers, and so are all totals. */
  readonly whole: boolean
  /** A total that only plans reach which leave out an area that could be reached; Infinity when no plan does. */
  readonly unservedFrom: number
}

/** Above so many journeys, lists are cut short. */
const mostEntries = 12_000_000
/** So many entries, lists that are cut short hold at most, but some for each area in any case. */
const mostKept = { together: 24_000_000, each: 16 }

/**
 * Sorts journeys into lists by area.
 *
 * Areas without families and areas that no unit can reach are left out: no plan makes a difference to them.
 * @param columns - the journeys
 * @param weights - families by area
 * @param members - the sites of each unit
 * @param least - how many entries an area should keep where lists must be cut short
 * @param fixed - what all sites together cost, beside the journeys
 * @returns the lists, of the areas that are left.
 * @throws RangeError when a weight is not known or below 0, or a journey is.
 */
export function nearLists(
  columns: JourneyColumns,
  weights: Float64Array,
  members: readonly (readonly number[])[],
  least: number,
  fixed: number,
): MadeLists {
  if (weights.length !== columns.areas) {
    throw new RangeError(`There are ${weights.length} weights for ${columns.areas} areas.`)
  }
  if (!weights.every(weight => weight >= 0 && weight < Infinity)) {
    throw new RangeError('Every area needs a number of families, at least 0.')
  }
  const units = members.length
  const kept =
    columns.areas * units <= mostEntries ? units : Math.min(units, shortLength(columns.areas, least))
  const used = Int32Array.from(weights.keys()).filter(area => (weights[area] as number) > 0)
  const table = new NearTable(used, weights, kept, kept < units)
  for (const [unit, sites] of members.entries()) {
    if (sites.length === 1) table.add(unit, columns.column(sites[0] as number))
    else table.add(unit, nearestOf(columns, sites))
  }
  return table.lists(units, fixed)
}

function shortLength(areas: number, least: number): number {
  return Math.min(least, Math.max(mostKept.each, Math.floor(mostKept.together / areas)))
}

/** The journey to the nearest of some sites. */
function nearestOf(columns: JourneyColumns, sites: readonly number[]): Float64Array {
  const nearest = new Float64Array(columns.areas).fill(Infinity)
  for (const site of sites) {
    const column = columns.column(site)
    for (let area = 0; area < nearest.length; area++) {
      if ((column[area] as number) < (nearest[area] as number)) nearest[area] = column[area] as number
    }
  }
  return nearest
}

/** Rows of the cheapest so many entries: filled in any order; once full, a heap with the dearest on top. */
class NearTable {
  readonly #used: Int32Array
  readonly #weights: Float64Array
  readonly #kept: number
  readonly #cost: Float64Array
  readonly #unit: Int32Array
  readonly #filled: Int32Array
  readonly #reached: Int32Array
  readonly #short: boolean
  #whole = true

  constructor(used: Int32Array, weights: Float64Array, kept: number, short: boolean) {
    this.#short = short
    this.#used = used
    this.#weights = weights
    this.#kept = kept
    this.#cost = new Float64Array(used.length * kept)
    this.#unit = new Int32Array(used.length * kept)
    this.#filled = new Int32Array(used.length)
    this.#reached = new Int32Array(used.length)
  }

  /** Enters the journeys to a unit. */
  add(unit: number, journeys: Float64Array | Float32Array): void {
    const [used, weights, kept, costs, units, filled, reached] = [
      this.#used,
      this.#weights,
      this.#kept,
      this.#cost,
      this.#unit,
      this.#filled,
      this.#reached,
    ]
    let whole = this.#whole
    for (let row = 0; row < used.length; row++) {
      const area = used[row] as number
      const cost = (journeys[area] as number) * (weights[area] as number)
      if (!(cost < Infinity)) continue
      if (cost < 0) throw new RangeError(`The journey from area ${area} is below 0.`)
      if (whole && cost !== Math.floor(cost)) whole = false
      const base = row * kept
      const count = filled[row] as number
      reached[row] = (reached[row] as number) + 1
      if (count < kept) {
        costs[base + count] = cost
        units[base + count] = unit
        filled[row] = count + 1
        if (this.#short && count + 1 === kept) heapify(costs, units, base, kept)
      } else if (cost < (costs[base] as number)) {
        costs[base] = cost
        units[base] = unit
        sink(costs, units, base, 0, kept)
      }
    }
    this.#whole = whole
  }

  /** The rows sorted, without those that have no entry. */
  lists(units: number, fixed: number): MadeLists {
    const rows = Int32Array.from(this.#used.keys()).filter(row => (this.#filled[row] as number) > 0)
    const start = new Int32Array(rows.length + 1)
    for (const [at, row] of rows.entries()) {
      start[at + 1] = (start[at] as number) + (this.#filled[row] as number)
    }
    const entries = start[rows.length] as number
    // Where no row has a gap, the table is the lists; a copy of it would be as large again.
    const full = entries === this.#cost.length
    const cost = full ? this.#cost : new Float64Array(entries)
    const unit = full ? this.#unit : new Int32Array(entries)
    const cap = new Float64Array(rows.length)
    let complete = true
    let most = fixed
    let unserved = false
    for (const [at, row] of rows.entries()) {
      const [base, count] = [row * this.#kept, this.#filled[row] as number]
      const from = start[at] as number
      if (!full) {
        cost.set(this.#cost.subarray(base, base + count), from)
        unit.set(this.#unit.subarray(base, base + count), from)
      }
      sortBoth(cost, unit, from, from + count - 1)
      const last = cost[from + count - 1] as number
      cap[at] = last
      most += last
      if (count < (this.#reached[row] as number)) complete = false
      else if (count < units) {
        unserved = true
        cap[at] = Infinity
      }
    }
    const unservedFrom = unserved ? Math.floor(most) + 1 : Infinity
    for (const [at, value] of cap.entries()) if (value === Infinity) cap[at] = unservedFrom
    const whole = this.#whole && most + unservedThrough(unserved, unservedFrom, rows.length) < 2 ** 50
    return { lists: { areas: rows.length, start, cost, unit, cap }, complete, whole, unservedFrom }
  }
}

function unservedThrough(unserved: boolean, from: number, areas: number): number {
  return unserved ? from * areas : 0
}

function heapify(costs: Float64Array, units: Int32Array, base: number, count: number): void {
  for (let at = (count >> 1) - 1; at >= 0; at--) sink(costs, units, base, at, count)
}

function sink(costs: Float64Array, units: Int32Array, base: number, from: number, count: number): void {
  const [cost, unit] = [costs[base + from] as number, units[base + from] as number]
  let at = from
  for (;;) {
    let child = 2 * at + 1
    if (child >= count) break
    if (child + 1 < count && (costs[base + child + 1] as number) > (costs[base + child] as number)) child++
    if ((costs[base + child] as number) <= cost) break
    costs[base + at] = costs[base + child] as number
    units[base + at] = units[base + child] as number
    at = child
  }
  costs[base + at] = cost
  units[base + at] = unit
}

/** Sorts a stretch of two arrays by the first: quicksort on the middle of three, insertion for short stretches. */
function sortBoth(costs: Float64Array, units: Int32Array, from: number, to: number): void {
  let [low, high] = [from, to]
  while (high - low > 16) {
    const [a, b, c] = [costs[low] as number, costs[(low + high) >> 1] as number, costs[high] as number]
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b
    let [left, right] = [low, high]
    while (left <= right) {
      while ((costs[left] as number) < pivot) left++
      while ((costs[right] as number) > pivot) right--
      if (left <= right) {
        swap(costs, left, right)
        swap(units, left++, right--)
      }
    }
    if (right - low < high - left) {
      sortBoth(costs, units, low, right)
      low = left
    } else {
      sortBoth(costs, units, left, high)
      high = right
    }
  }
  for (let at = low + 1; at <= high; at++) {
    const [cost, unit] = [costs[at] as number, units[at] as number]
    let to2 = at - 1
    while (to2 >= low && (costs[to2] as number) > cost) {
      costs[to2 + 1] = costs[to2] as number
      units[to2 + 1] = units[to2] as number
      to2--
    }
    costs[to2 + 1] = cost
    units[to2 + 1] = unit
  }
}

function swap(array: Float64Array | Int32Array, a: number, b: number): void {
  const held = array[a] as number
  array[a] = array[b] as number
  array[b] = held
}
