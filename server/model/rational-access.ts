import { sameLength } from './journeys.ts'

/** What the cost of travelling and of crowding together is worked out from. */
export interface RationalAccessInputs {
  /** For each place one array with the journey from every neighbourhood, in one unit. */
  readonly journeys: readonly Float64Array[]
  /** What each place can offer, in the order of `journeys`; a place that offers nothing is left out. */
  readonly capacities: readonly number[]
  /** Families by neighbourhood; where the number is not known or none live, nobody travels. */
  readonly families: Float64Array
  /** The journey that a family would add to be spared a crowd as large as the average one. */
  readonly journeyForOneCrowd: number
}

/** Where families go when each seeks the least of travelling and crowding. */
export interface RationalAccess {
  /**
   * The mean cost for the families of each neighbourhood: 1 is the average crowd, or a journey of
   * `journeyForOneCrowd`. CANNOT_BE_REACHED where no place can be, NaN where no families are known to live.
   */
  readonly cost: Float64Array
  /** Families at each place, in the order of `journeys`. */
  readonly families: readonly number[]
  /** The most families of a neighbourhood that the last round still sent to another place. */
  readonly unsettled: number
}

/**
 * Works out the access of rational families: they go where a journey and the crowd that waits there cost least
 * together, and so spread until nobody gains by going elsewhere. Families are divisible, so the answer is the balance
 * itself; programs that move whole people in steps end within a person or two of it.
 *
 * One neighbourhood after the other answers best to all others, which only ever lessens one convex sum, until nothing
 * moves.
 *
 * Source: Saxon & Snow 2020, a rational agent model for spatial access (RAAM).
 * @param inputs - journeys, capacities, families and what a crowd is worth.
 * @param rounds - how many rounds at most.
 * @returns the cost by neighbourhood, and where the families are.
 * @throws RangeError if a capacity is below 0, the worth is not above 0, or the arrays differ in length.
 */
export function rationalAccess(inputs: RationalAccessInputs, rounds = 1000): RationalAccess {
  const { journeys, capacities, journeyForOneCrowd } = inputs
  sameLength({ journeys, capacities })
  for (const journey of journeys) sameLength({ families: inputs.families, journey })
  if (!(journeyForOneCrowd > 0)) throw new RangeError('What a crowd is worth is a journey above 0.')
  if (!capacities.every(capacity => capacity >= 0)) throw new RangeError('A capacity is at least 0.')
  const families = inputs.families.map(count => (count > 0 ? count : 0))
  const all = families.reduce((sum, count) => sum + count, 0)
  const offered = capacities.reduce((sum, capacity) => sum + capacity, 0)
  // So that families spread evenly over everything offered make a crowd of 1 everywhere.
  const sizes = capacities.map(capacity => (offered > 0 ? (capacity * all) / offered : 0))
  const loads = new Float64Array(journeys.length)
  const going = journeys.map(() => new Float64Array(families.length))
  const cost = new Float64Array(families.length)
  let unsettled = Infinity
  for (let round = 0; round < rounds && unsettled > 1e-12 * Math.max(1, all); round++) {
    unsettled = 0
    for (const [i, count] of families.entries()) {
      if (count === 0) {
        cost[i] = NaN
        continue
      }
      const settled = settle(i, count, { journeys, sizes, loads, going, journeyForOneCrowd })
      cost[i] = settled.level
      unsettled = Math.max(unsettled, settled.moved)
    }
  }
  return { cost, families: [...loads], unsettled }
}

interface Settling {
  readonly journeys: readonly Float64Array[]
  readonly sizes: readonly number[]
  readonly loads: Float64Array
  readonly going: readonly Float64Array[]
  readonly journeyForOneCrowd: number
}

/** Lets one neighbourhood's families choose anew: they fill the cheapest places up to one level of cost. */
function settle(
  i: number,
  count: number,
  { journeys, sizes, loads, going, journeyForOneCrowd }: Settling,
): { level: number; moved: number } {
  const offers = sizes
    .flatMap((size, place) => {
      const journey = journeys[place]?.[i] ?? NaN
      const others = (loads[place] ?? 0) - (going[place]?.[i] ?? 0)
      return size > 0 && Number.isFinite(journey)
        ? [{ place, size, from: journey / journeyForOneCrowd + others / size }]
        : []
    })
    .sort((a, b) => a.from - b.from || a.place - b.place)
  if (offers.length === 0) return { level: Infinity, moved: 0 }
  let [size, weighted, level] = [0, 0, Infinity]
  for (const offer of offers) {
    if (offer.from >= level) break
    size += offer.size
    weighted += offer.size * offer.from
    level = (count + weighted) / size
  }
  let moved = 0
  for (const { place, size: room, from } of offers) {
    const go = Math.max(0, (level - from) * room)
    const column = going[place]
    if (column === undefined) continue
    const more = go - (column[i] ?? 0)
    moved = Math.max(moved, Math.abs(more))
    loads[place] = (loads[place] ?? 0) + more
    column[i] = go
  }
  return { level, moved }
}
