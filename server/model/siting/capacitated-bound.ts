import type { CapacitatedProblem } from './capacitated-problem.ts'

/** What is known of a capacitated problem once its areas have been given prices. */
export interface CapacitatedBound {
  /** No plan comes to less. */
  readonly bound: number
  /** What each area pays to be served. */
  readonly prices: Float64Array
  /** For each site what opening it costs at these prices; 0 or less. */
  readonly worth: Float64Array
  /** The chosen sites. */
  readonly open: readonly number[]
  /** What the dearest chosen site costs, and the cheapest of those that were not chosen. */
  readonly lastIn: number
  readonly firstOut: number
}

/**
 * Bounds what a capacitated plan comes to at least. Every area pays a price; each site takes the areas that leave it most
 * within its capacity, a knapsack; the sites that leave most are chosen. Prices are improved by deflected subgradient
 * steps.
 *
 * Source: the Lagrangian relaxation of the assignments, as in Pirkul 1987, "Efficient algorithms for the capacitated
 * concentrator location problem", and Ceselli & Righini 2005.
 * @param problem - the problem.
 * @param start - prices to begin with.
 * @param value - the value of the best plan known.
 * @param rounds - how many steps at most.
 * @param stop - asked now and then.
 * @param hear - hears chosen sites now and then, to make plans of them.
 * @returns the best bound and all that belongs to it.
 */
export function capacitatedBound(
  problem: CapacitatedProblem,
  start: Float64Array,
  value: () => number,
  rounds: number,
  stop: () => boolean,
  hear: (open: readonly number[]) => void,
): CapacitatedBound {
  let prices = start.slice()
  const course = new Float64Array(prices.length)
  let best: CapacitatedBound | null = null
  let stride = 1.2
  let stale = 0
  for (let round = 0; round < rounds; round++) {
    const { bound: now, served } = boundAt(problem, prices)
    if (best === null || now.bound > best.bound + 1e-9 * Math.abs(best.bound)) {
      best = now
      stale = 0
    } else if (++stale >= 10) {
      stale = 0
      stride *= 0.6
      if (stride < 0.005) break
      prices = best.prices.slice()
      course.fill(0)
      continue
    }
    if (round % 10 === 0) {
      hear(now.open)
      if (stop()) break
    }
    if (value() - best.bound <= 1e-9 * Math.abs(value())) break
    let length = 0
    for (let i = 0; i < prices.length; i++) {
      const way = 1 - (served[i] as number) + 0.7 * (course[i] as number)
      course[i] = way
      length += way ** 2
    }
    if (length === 0) break
    const step = (stride * (1.005 * value() - now.bound)) / length
    for (let i = 0; i < prices.length; i++) {
      prices[i] = Math.max(0, (prices[i] as number) + step * (course[i] as number))
    }
  }
  return best as CapacitatedBound
}

function boundAt(
  problem: CapacitatedProblem,
  prices: Float64Array,
): { bound: CapacitatedBound; served: Float64Array } {
  const { costs, mustOpen, mayOpen, p } = problem
  const sites = costs.length
  const worth = new Float64Array(sites)
  const loads: (readonly Served[])[] = []
  for (let site = 0; site < sites; site++) {
    if (mayOpen[site] === 0) {
      loads.push([])
      continue
    }
    const load = knapsack(problem, site, prices)
    worth[site] = -load.gain
    loads.push(load.served)
  }
  const order = Array.from(worth.keys())
    .filter(site => mayOpen[site] === 1)
    .sort(
      (a, b) =>
        (mustOpen[b] as number) - (mustOpen[a] as number) ||
        (worth[a] as number) - (worth[b] as number) ||
        a - b,
    )
  const open = order.slice(0, p)
  const served = new Float64Array(prices.length)
  let bound = prices.reduce((sum, price) => sum + price, 0)
  for (const site of open) {
    bound += worth[site] as number
    for (const { area, share } of loads[site] as readonly Served[])
      served[area] = (served[area] as number) + share
  }
  return {
    bound: {
      bound,
      prices: prices.slice(),
      worth,
      open,
      lastIn: open.length < p ? 0 : (worth[open[p - 1] as number] ?? -Infinity),
      firstOut: order.length > p ? (worth[order[p] as number] as number) : 0,
    },
    served,
  }
}

interface Served {
  readonly area: number
  readonly share: number
}

/** The areas that leave a site most within its capacity; in parts where areas may be split, or the search is too long. */
function knapsack(
  problem: CapacitatedProblem,
  site: number,
  prices: Float64Array,
): { readonly gain: number; readonly served: readonly Served[] } {
  const { demand, split } = problem
  const costs = problem.costs[site] as Float64Array
  const items: { area: number; gain: number; size: number }[] = []
  let free = 0
  const served: Served[] = []
  for (let area = 0; area < costs.length; area++) {
    const gain = (prices[area] as number) - (costs[area] as number)
    const size = demand[area] as number
    if (!(gain > 0)) continue
    if (size === 0) {
      free += gain
      served.push({ area, share: 1 })
    } else if (split || size <= (problem.capacity[site] as number)) items.push({ area, gain, size })
  }
  items.sort((a, b) => b.gain / b.size - a.gain / a.size || a.area - b.area)
  const room = problem.capacity[site] as number
  const whole = split ? null : wholeItems(items, room)
  if (whole !== null) {
    for (const at of whole.chosen) served.push({ area: (items[at] as { area: number }).area, share: 1 })
    return { gain: free + whole.gain, served }
  }
  let [left, gain] = [room, free]
  for (const item of items) {
    const share = Math.min(1, left / item.size)
    if (share <= 0) break
    served.push({ area: item.area, share })
    gain += share * item.gain
    left -= share * item.size
  }
  return { gain, served }
}

/**
 * The best choice of whole items, by depth-first search with the bound of items in parts.
 *
 * Source: Horowitz & Sahni 1974, "Computing partitions with applications to the knapsack problem".
 * @param items - what each gains and takes up, by gain for its size.
 * @param room - how much fits.
 * @returns the items, and their gain; null when the search is too long.
 */
export function wholeItems(
  items: readonly { readonly gain: number; readonly size: number }[],
  room: number,
): { readonly gain: number; readonly chosen: readonly number[] } | null {
  let best = { gain: 0, chosen: [] as readonly number[] }
  const chosen: number[] = []
  let patience = 20_000
  const atMost = (from: number, space: number): number => {
    let [left, gain] = [space, 0]
    for (let at = from; at < items.length; at++) {
      const item = items[at] as { gain: number; size: number }
      if (item.size > left) return gain + (left / item.size) * item.gain
      left -= item.size
      gain += item.gain
    }
    return gain
  }
  const search = (at: number, space: number, gain: number): void => {
    if (gain > best.gain) best = { gain, chosen: [...chosen] }
    if (at === items.length || --patience < 0) return
    if (gain + atMost(at, space) <= best.gain + 1e-12) return
    const item = items[at] as { gain: number; size: number }
    if (item.size <= space + 1e-9) {
      chosen.push(at)
      search(at + 1, space - item.size, gain + item.gain)
      chosen.pop()
    }
    search(at + 1, space, gain)
  }
  search(0, room, 0)
  return patience < 0 ? null : best
}
