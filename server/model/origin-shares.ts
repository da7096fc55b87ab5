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
  sameLength({ values: nearest.value, weights, neighbourhood })
  const { starts, origins } = inNeighbourhoods(neighbourhood, count)
  const mean = new Float64Array(count)
  const longest = new Float64Array(count)
  const share = new Float64Array(count)
  const site = new Int32Array(count).fill(-1)
  let sites = 0
  for (let i = 0; i < nearest.site.length; i++) sites = Math.max(sites, (nearest.site[i] as number) + 1)
  const used = new Float64Array(sites)
  for (let at = 0; at < count; at++) {
    const [from, to] = [starts[at] as number, starts[at + 1] as number]
    let [known, reached, sum, most, only] = [0, 0, 0, -Infinity, -1]
    for (let k = from; k < to; k++) {
      const i = origins[k] as number
      const value = nearest.value[i] as number
      if (value !== value) continue
      const weight = counted(weights[i] as number)
      known += weight
      if (value === CANNOT_BE_REACHED) continue
      only = reached === 0 ? i : -1
      reached += weight
      sum += weight * value
      if (value > most) most = value
      const place = nearest.site[i] as number
      if (place >= 0) used[place] = (used[place] as number) + weight
    }
    const nobody = known > 0 ? CANNOT_BE_REACHED : NOT_KNOWN
    // Of one journey the mean is that journey to its last digit.
    mean[at] = only >= 0 ? (nearest.value[only] as number) : reached > 0 ? sum / reached : nobody
    longest[at] = reached > 0 ? most : nobody
    share[at] = known > 0 ? reached / known : NOT_KNOWN
    site[at] = mostUsed(used, nearest.site, origins, from, to)
  }
  return { mean, longest, reached: share, site }
}

/** The place that most families of a neighbourhood use, the lowest of several; the tally is emptied again. */
function mostUsed(
  used: Float64Array,
  site: Int32Array,
  origins: Int32Array,
  from: number,
  to: number,
): number {
  let best = -1
  for (let k = from; k < to; k++) {
    const place = site[origins[k] as number] as number
    if (place < 0) continue
    const families = used[place] as number
    const most = best < 0 ? 0 : (used[best] as number)
    if (families > most || (families === most && place < best)) best = place
  }
  for (let k = from; k < to; k++) {
    const place = site[origins[k] as number] as number
    if (place >= 0) used[place] = 0
  }
  return best
}

/** Origins one neighbourhood after the other, and where each neighbourhood begins. */
function inNeighbourhoods(
  neighbourhood: Int32Array,
  count: number,
): { starts: Int32Array; origins: Int32Array } {
  const starts = new Int32Array(count + 1)
  for (let i = 0; i < neighbourhood.length; i++) {
    const at = neighbourhood[i] as number
    if (at >= 0) starts[at + 1] = (starts[at + 1] as number) + 1
  }
  for (let at = 0; at < count; at++) starts[at + 1] = (starts[at + 1] as number) + (starts[at] as number)
  const next = starts.slice()
  const origins = new Int32Array(starts[count] as number)
  for (let i = 0; i < neighbourhood.length; i++) {
    const at = neighbourhood[i] as number
    if (at < 0) continue
    origins[next[at] as number] = i
    next[at] = (next[at] as number) + 1
  }
  return { starts, origins }
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
