import type { RoleRules } from './county-plan-rules.ts'

/** The cheapest roles when every site has a price for each role, and what other roles would cost more. */
export interface RoleChoice {
  readonly cost: number
  readonly centres: readonly number[]
  readonly zones: readonly number[]
  /** For each site by how much the cost rises at least if it is not a Centre; if it is not used at all. */
  readonly ifNotCentre: Float64Array
  readonly ifUnused: Float64Array
  /** For each site by how much the cost rises at least if it is a Centre; if it is a Zone. */
  readonly ifCentre: Float64Array
  readonly ifZone: Float64Array
}

/**
 * Chooses exactly so many Centres and at most so many Zones at the least cost.
 *
 * The number of Zones has a price, found by halving; with it every site has a cheapest role but Centre, and the Centres
 * are the sites that gain most by being one. The cost is a bound from below even where the price is not exact.
 * @param rules - what each site may become.
 * @param centre - what each site costs as a Centre.
 * @param zone - what it costs as a Zone; being unused costs nothing.
 * @param numbers - exactly so many Centres, at most so many Zones.
 * @returns the roles; the cost is infinite when there are too few sites.
 */
export function cheapestRoles(
  rules: RoleRules,
  centre: Float64Array,
  zone: Float64Array,
  numbers: { readonly centres: number; readonly zones: number },
): RoleChoice {
  const free = chosenAt(rules, centre, zone, numbers, 0)
  if (free.zones.length <= numbers.zones) return withReserves(rules, centre, zone, numbers, 0, free)
  let [low, high] = [Math.min(...zone, 0) - 1, 0]
  let best = { price: 0, choice: free }
  for (let round = 0; round < 30; round++) {
    const price = (low + high) / 2
    const choice = chosenAt(rules, centre, zone, numbers, price)
    if (choice.cost > best.choice.cost) best = { price, choice }
    if (choice.zones.length === numbers.zones) break
    if (choice.zones.length > numbers.zones) high = price
    else low = price
  }
  return withReserves(rules, centre, zone, numbers, best.price, best.choice)
}

interface Chosen {
  readonly cost: number
  readonly centres: readonly number[]
  readonly zones: readonly number[]
}

/** For each site what its cheapest role but Centre costs when a Zone costs `price` less; infinite if there is none. */
function elseCost(rules: RoleRules, zone: Float64Array, price: number, site: number): number {
  const unused = rules.mayBeUnused[site] === 1 ? 0 : Infinity
  const asZone = rules.mayBeZone[site] === 1 ? (zone[site] as number) - price : Infinity
  return Math.min(unused, asZone)
}

function chosenAt(
  rules: RoleRules,
  centre: Float64Array,
  zone: Float64Array,
  numbers: { readonly centres: number; readonly zones: number },
  price: number,
): Chosen {
  const key = keys(rules, centre, zone, price)
  const order = orderOf(rules, key)
  if (order.length < numbers.centres) return { cost: Infinity, centres: [], zones: [] }
  const centres = order.slice(0, numbers.centres)
  const isCentre = new Set(centres)
  const zones: number[] = []
  let cost = price * numbers.zones
  for (let site = 0; site < centre.length; site++) {
    if (isCentre.has(site)) cost += centre[site] as number
    else {
      const other = elseCost(rules, zone, price, site)
      const canBe = rules.mayBeZone[site] === 1 || rules.mayBeCentre[site] === 1
      // A site that can be nothing at all stays as it is.
      if (!canBe && rules.mayBeUnused[site] === 1) continue
      cost += other
      if (rules.mayBeZone[site] === 1 && other < (rules.mayBeUnused[site] === 1 ? 0 : Infinity)) {
        zones.push(site)
      }
    }
  }
  return { cost, centres, zones }
}

/** What each site adds by being a Centre instead of its cheapest other role; −Infinity when it has no other. */
function keys(rules: RoleRules, centre: Float64Array, zone: Float64Array, price: number): Float64Array {
  return centre.map((cost, site) =>
    rules.mayBeCentre[site] === 1 ? cost - elseCost(rules, zone, price, site) : Infinity,
  )
}

function orderOf(rules: RoleRules, key: Float64Array): number[] {
  return Array.from(key.keys())
    .filter(site => rules.mayBeCentre[site] === 1)
    .sort((a, b) => compared(key[a] as number, key[b] as number) || a - b)
}

function compared(a: number, b: number): number {
  return a === b ? 0 : a - b
}

function withReserves(
  rules: RoleRules,
  centre: Float64Array,
  zone: Float64Array,
  numbers: { readonly centres: number; readonly zones: number },
  price: number,
  chosen: Chosen,
): RoleChoice {
  const key = keys(rules, centre, zone, price)
  const order = orderOf(rules, key)
  const last = numbers.centres > 0 ? (key[order[numbers.centres - 1] as number] as number) : Infinity
  const next = order.length > numbers.centres ? (key[order[numbers.centres] as number] as number) : Infinity
  const isCentre = new Set(chosen.centres)
  const size = centre.length
  const rises = {
    ifNotCentre: new Float64Array(size),
    ifUnused: new Float64Array(size),
    ifCentre: new Float64Array(size),
    ifZone: new Float64Array(size),
  }
  for (let site = 0; site < size; site++) {
    const own = key[site] as number
    const other = elseCost(rules, zone, price, site)
    const leave = isCentre.has(site) ? risen(next, own) : 0
    rises.ifNotCentre[site] = leave
    rises.ifCentre[site] = isCentre.has(site) ? 0 : risen(own, last)
    rises.ifUnused[site] = rules.mayBeUnused[site] === 1 ? leave + risen(0, other) : Infinity
    rises.ifZone[site] =
      rules.mayBeZone[site] === 1 ? leave + risen((zone[site] as number) - price, other) : Infinity
  }
  return { ...chosen, ...rises }
}

function risen(to: number, from: number): number {
  if (to === from || from === Infinity) return 0
  return Math.max(0, to - from)
}
