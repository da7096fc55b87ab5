import type { Change } from './change.ts'
import { CLOSER, FURTHER, SAME } from './change.ts'
import type { Grouping } from './journeys.ts'
import { CANNOT_BE_REACHED, NOT_KNOWN, sameLength } from './journeys.ts'
import type { Nearest } from './nearest.ts'

/**
 * Shares a figure of each neighbourhood equally among the places from which its families set out (its postcodes).
 *
 * How many families live at each postcode is published nowhere, so an equal share is an assumption, to be said beside
 * every figure that is made from it.
 * @param figures - families by neighbourhood; NaN where the number is not known.
 * @param neighbourhood - for each origin the index of its neighbourhood; −1 where that is not known.
 * @returns families by origin: NaN where the neighbourhood's number, or the neighbourhood itself, is not known. The
 * shares of a neighbourhood that has an origin add up to its figure.
 */
export function shareAmongOrigins(figures: Float64Array, neighbourhood: Int32Array): Float64Array {
  const origins = originsByNeighbourhood(neighbourhood, figures.length)
  return Float64Array.from(neighbourhood, at =>
    at < 0 ? NOT_KNOWN : (figures[at] as number) / (origins[at] as number),
  )
}

/**
 * Counts the origins of each neighbourhood.
 * @param neighbourhood - for each origin the index of its neighbourhood; −1 where that is not known.
 * @param count - the number of neighbourhoods.
 * @returns the number of origins by neighbourhood; 0 marks one whose families no figure would count.
 */
export function originsByNeighbourhood(neighbourhood: Int32Array, count: number): Int32Array {
  const origins = new Int32Array(count)
  for (const at of neighbourhood) if (at >= 0) origins[at] = (origins[at] as number) + 1
  return origins
}

/**
 * Puts origins into the groups of their neighbourhoods.
 * @param grouping - the group of each neighbourhood.
 * @param neighbourhood - for each origin the index of its neighbourhood; −1 where that is not known.
 * @returns the group of each origin, under the same keys.
 */
export function groupingOfOrigins(grouping: Grouping, neighbourhood: Int32Array): Grouping {
  return { keys: grouping.keys, of: neighbourhood.map(at => (at < 0 ? -1 : (grouping.of[at] as number))) }
}

/** How far the families of each neighbourhood go, summed up from its origins. */
export interface NeighbourhoodJourneys {
  /**
   * The mean journey of those who can be reached, by neighbourhood; CANNOT_BE_REACHED where nobody can be, NOT_KNOWN
   * where nothing is known or there is no origin.
   */
  readonly mean: Float64Array
  /** The longest journey of those who can be reached; like `mean` where there is none. */
  readonly longest: Float64Array
  /** The share, from 0 to 1, of known journeys that lead to an open place; NaN where no journey is known. */
  readonly reached: Float64Array
  /** The place to which most go, the lowest index of several; −1 where nobody goes anywhere. */
  readonly site: Int32Array
}

/**
 * Sums up journeys by neighbourhood. Where the families of a neighbourhood are not known, each origin counts alike.
 * @param nearest - the nearest place of each origin.
 * @param weights - families by origin.
 * @param neighbourhood - for each origin the index of its neighbourhood; −1 where that is not known.
 * @param count - the number of neighbourhoods.
 * @returns the figures by neighbourhood; one with a single origin has exactly that origin's.
 * @throws RangeError if the arrays differ in length.
 */
export function neighbourhoodJourneys(
  nearest: Nearest,
  weights: Float64Array,
  neighbourhood: Int32Array,
  count: number,
): NeighbourhoodJourneys {
  const origins = sameLength({ values: nearest.value, weights, neighbourhood })
  const known = new Float64Array(count)
  const reached = new Float64Array(count)
  const sum = new Float64Array(count)
  const longest = new Float64Array(count).fill(-Infinity)
  const single = new Int32Array(count).fill(-1)
  const places = new Map<number, number>()
  for (let i = 0; i < origins; i++) {
    const at = neighbourhood[i] as number
    const value = nearest.value[i] as number
    if (at < 0 || value !== value) continue
    const weight = counted(weights[i] as number)
    known[at] = (known[at] as number) + weight
    if (value === CANNOT_BE_REACHED) continue
    single[at] = reached[at] === 0 ? i : -1
    reached[at] = (reached[at] as number) + weight
    sum[at] = (sum[at] as number) + weight * value
    if (value > (longest[at] as number)) longest[at] = value
    const key = at * 0x100000 + (nearest.site[i] as number)
    places.set(key, (places.get(key) ?? 0) + weight)
  }
  const mean = new Float64Array(count)
  const share = new Float64Array(count)
  for (let at = 0; at < count; at++) {
    const nobody = (known[at] as number) > 0 ? CANNOT_BE_REACHED : NOT_KNOWN
    const there = reached[at] as number
    const only = single[at] as number
    // Of one journey the mean is that journey to its last digit.
    mean[at] = only >= 0 ? (nearest.value[only] as number) : there > 0 ? (sum[at] as number) / there : nobody
    if (there === 0) longest[at] = nobody
    share[at] = (known[at] as number) > 0 ? there / (known[at] as number) : NOT_KNOWN
  }
  return { mean, longest, reached: share, site: mostUsed(places, count) }
}

function mostUsed(places: ReadonlyMap<number, number>, count: number): Int32Array {
  const site = new Int32Array(count).fill(-1)
  const most = new Float64Array(count)
  for (const [key, families] of places) {
    const at = Math.floor(key / 0x100000)
    const place = key % 0x100000
    const best = most[at] as number
    if (families > best || (families === best && place < (site[at] as number))) {
      most[at] = families
      site[at] = place
    }
  }
  return site
}

/** What a plan does to the families of each neighbourhood, summed up from its origins. */
export interface NeighbourhoodChange {
  /**
   * The mean change of journey of those who can be reached before and after, by neighbourhood; where there are none,
   * Infinity if somebody loses all reach, −Infinity if somebody gains one, else NOT_KNOWN.
   */
  readonly by: Float64Array
  /** Families who come closer. */
  readonly closer: Float64Array
  /** Families for whom it is about the same. */
  readonly same: Float64Array
  /** Families who come to be further away, those who lose all reach among them. */
  readonly further: Float64Array
  /** Families who could reach a place and now cannot. */
  readonly losing: Float64Array
}

/**
 * Sums up winners and losers by neighbourhood. Families of a neighbourhood without a known number count as none in
 * the families, and each origin alike in the mean.
 * @param change - the change of each origin's journey.
 * @param weights - families by origin.
 * @param neighbourhood - for each origin the index of its neighbourhood; −1 where that is not known.
 * @param count - the number of neighbourhoods.
 * @returns the figures by neighbourhood; one with a single origin has exactly that origin's change.
 * @throws RangeError if the arrays differ in length.
 */
export function neighbourhoodChange(
  change: Change,
  weights: Float64Array,
  neighbourhood: Int32Array,
  count: number,
): NeighbourhoodChange {
  const origins = sameLength({ change: change.by, weights, neighbourhood })
  const families = (): Float64Array => new Float64Array(count)
  const [closer, same, further, losing] = [families(), families(), families(), families()]
  const moved = families()
  const staying = families()
  const single = new Int32Array(count).fill(-1)
  const edges = new Float64Array(count).fill(NOT_KNOWN)
  for (let i = 0; i < origins; i++) {
    const at = neighbourhood[i] as number
    const by = change.by[i] as number
    if (at < 0 || by !== by) continue
    const weight = weights[i] as number
    const outcome = change.outcome[i] as number
    if (weight > 0) {
      const to = outcome === FURTHER ? further : outcome === CLOSER ? closer : outcome === SAME ? same : null
      if (to !== null) to[at] = (to[at] as number) + weight
      if (by === Infinity) losing[at] = (losing[at] as number) + weight
    }
    if (by === Infinity) edges[at] = Infinity
    else if (by === -Infinity) edges[at] = edges[at] === Infinity ? Infinity : -Infinity
    else {
      single[at] = staying[at] === 0 ? i : -1
      staying[at] = (staying[at] as number) + counted(weight)
      moved[at] = (moved[at] as number) + by * counted(weight)
    }
  }
  const by = Float64Array.from(single, (only, at) => {
    if (only >= 0) return change.by[only] as number
    return (staying[at] as number) > 0
      ? (moved[at] as number) / (staying[at] as number)
      : (edges[at] as number)
  })
  return { by, closer, same, further, losing }
}

/** Within a neighbourhood all origins weigh alike; where the number is not known, or is 0, each counts as one. */
function counted(weight: number): number {
  return weight > 0 ? weight : 1
}
