import { sameLength } from './journeys.ts'

/** Points of a cumulative curve: how many families have at most so much. */
export interface Distribution {
  /** The distinct values that are neither unknown nor out of reach, ascending. */
  readonly values: Float64Array
  /** For each of them the families who have that value or less. */
  readonly upTo: Float64Array
  /** All families with a known value, those who cannot be reached included. */
  readonly families: number
}

/**
 * Lays out families by value, equal values together, so that neither the order of neighbourhoods nor a
 * neighbourhood's being split in two changes anything.
 * @param values - a journey or other figure by neighbourhood; CANNOT_BE_REACHED counts in the total only.
 * @param weights - families by neighbourhood; unknown weights and unknown values are left out.
 * @param order - indexes of the neighbourhoods to lay out, if they are already in order of value.
 * @returns the cumulative curve.
 * @throws RangeError if the arrays differ in length or a weight is negative.
 */
export function distribution(
  values: Float64Array,
  weights: Float64Array,
  order: Int32Array = inOrder(values),
): Distribution {
  sameLength({ values, weights })
  const distinct = new Float64Array(order.length)
  const upTo = new Float64Array(order.length)
  let count = 0
  let families = 0
  for (const i of order) {
    const value = values[i] as number
    const weight = weights[i] as number
    if (weight < 0) throw new RangeError('Families cannot be fewer than none.')
    if (value !== value || weight !== weight || weight === 0) continue
    families += weight
    if (value === Infinity) continue
    if (count === 0 || distinct[count - 1] !== value) distinct[count++] = value
    upTo[count - 1] = families
  }
  return { values: distinct.subarray(0, count), upTo: upTo.subarray(0, count), families }
}

/**
 * Sorts neighbourhoods by value without moving them.
 * @param values - a figure by neighbourhood; unknown ones are left out.
 * @returns the indexes of the neighbourhoods, least value first.
 */
export function inOrder(values: Float64Array): Int32Array {
  const known = Int32Array.from(values.keys()).filter(i => !Number.isNaN(values[i]))
  return known.sort((a, b) => {
    const [x, y] = [values[a] as number, values[b] as number]
    return x < y ? -1 : x > y ? 1 : 0
  })
}

/**
 * Reads a percentile off a cumulative curve.
 *
 * Definition: the value at which the curve that joins (value, families with at most that value) by straight lines
 * reaches the wanted share of all families; below its first point, the least value. Families who cannot be reached
 * are at the far end.
 * @param curve - the families by value.
 * @param share - the wanted share of families, from 0 to 1.
 * @returns the value; null when there are no families or the share falls among those who cannot be reached.
 * @throws RangeError if the share is not from 0 to 1.
 */
export function percentileOf(curve: Distribution, share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError('A percentile is asked for as a share from 0 to 1.')
  const { values, upTo } = curve
  const wanted = share * curve.families
  const at = firstAtLeast(upTo, wanted)
  const value = values[at]
  // A hair of rounding must not put the last family out of reach.
  if (value === undefined) return (upTo.at(-1) ?? -1) >= wanted * (1 - 1e-12) ? (values.at(-1) ?? null) : null
  const below = values[at - 1]
  if (below === undefined) return value
  const families = upTo[at - 1] as number
  return below + ((value - below) * (wanted - families)) / ((upTo[at] as number) - families)
}

/**
 * Counts the families whose value is at most a limit.
 * @param curve - the families by value.
 * @param limit - the limit, in the unit of the values; a value equal to it is within.
 * @returns the number of families.
 */
export function familiesWithin(curve: Distribution, limit: number): number {
  let low = 0
  let high = curve.values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((curve.values[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return curve.upTo[low - 1] ?? 0
}

/**
 * Averages a figure over families.
 * @param values - a figure by neighbourhood.
 * @param weights - families by neighbourhood.
 * @returns the mean over those whose value and weight are known and who can be reached; null when there are none.
 * @throws RangeError if the arrays differ in length.
 */
export function weightedMean(values: Float64Array, weights: Float64Array): number | null {
  const length = sameLength({ values, weights })
  let sum = 0
  let families = 0
  for (let i = 0; i < length; i++) {
    const value = values[i] as number
    const weight = weights[i] as number
    if (!Number.isFinite(value) || !(weight > 0)) continue
    sum += value * weight
    families += weight
  }
  return families > 0 ? sum / families : null
}

/**
 * Finds a percentile of a figure over families, as {@link percentileOf} defines it.
 * @param values - a figure by neighbourhood.
 * @param weights - families by neighbourhood.
 * @param share - the wanted share of families from 0 to 1: 0.5 for the median.
 * @returns the value; null when there are no families or the share falls among those who cannot be reached.
 * @throws RangeError if the arrays differ in length or the share is not from 0 to 1.
 */
export function weightedPercentile(
  values: Float64Array,
  weights: Float64Array,
  share: number,
): number | null {
  return percentileOf(distribution(values, weights), share)
}

function firstAtLeast(ascending: Float64Array, wanted: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
