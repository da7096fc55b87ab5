import { NOT_KNOWN, sameLength } from './journeys.ts'
import { distribution, weightedMean } from './weighted.ts'

/** One number for how unevenly journeys are spread, and whom it leaves out. */
export interface FairnessFigure {
  /** Null when nobody is left to compare, or every journey is 0. */
  readonly value: number | null
  /** Families who cannot be reached, or whose journey or decile is not known: the figure says nothing of them. */
  readonly familiesLeftOut: number
}

/** The mean journeys of the most and the least deprived families. */
export interface DeprivationGap {
  /** The mean journey of the most deprived, in the journeys' unit; null when none of them can be reached. */
  readonly most: number | null
  /** The mean journey of the least deprived; null likewise. */
  readonly least: number | null
  /** Least less most: above 0 the most deprived live nearer. Null when either is. */
  readonly difference: number | null
  /** Most over least: below 1 the most deprived live nearer. Null when either is, or the least deprived's is 0. */
  readonly ratio: number | null
  /** Families of either group who cannot be reached or whose journey is not known. */
  readonly familiesLeftOut: number
}

/** Which deciles are called the most and the least deprived. */
export interface DeprivationGroups {
  readonly most: readonly number[]
  readonly least: readonly number[]
}

const OUTER_THIRDS: DeprivationGroups = { most: [1, 2, 3], least: [8, 9, 10] }

/**
 * Compares the journeys of the most and the least deprived families.
 * @param values - the journey from each neighbourhood to its nearest place.
 * @param weights - families by neighbourhood, in the same order.
 * @param deciles - the decile of each, 1 the most deprived; NaN when not known.
 * @param groups - which deciles to compare; 1–3 with 8–10 unless said otherwise.
 * @returns the means, their difference and their ratio.
 * @throws RangeError if the arrays differ in length.
 */
export function deprivationGap(
  values: Float64Array,
  weights: Float64Array,
  deciles: Float64Array,
  groups: DeprivationGroups = OUTER_THIRDS,
): DeprivationGap {
  sameLength({ values, weights, deciles })
  const of = (wanted: readonly number[]): Float64Array =>
    weights.map((weight, i) => (wanted.includes(deciles[i] ?? NOT_KNOWN) ? weight : NOT_KNOWN))
  const [mostWeights, leastWeights] = [of(groups.most), of(groups.least)]
  const most = weightedMean(values, mostWeights)
  const least = weightedMean(values, leastWeights)
  const known = most !== null && least !== null
  return {
    most,
    least,
    difference: known ? least - most : null,
    ratio: known && least > 0 ? most / least : null,
    familiesLeftOut: leftOut(values, mostWeights) + leftOut(values, leastWeights),
  }
}

/**
 * Measures how unevenly journeys are spread over families: 0 when all go equally far, towards 1 when few go all of
 * the way.
 *
 * Definition: Σ wᵢxᵢ(Fᵢ + Fᵢ₋₁ − 1) / (W·μ), neighbourhoods in order of journey x, F the share of families up to and
 * with each. Equal journeys may stand in any order.
 *
 * Source: Gini 1912, in the covariance form for grouped data.
 * @param values - the journey from each neighbourhood, at least 0.
 * @param weights - families by neighbourhood, in the same order.
 * @returns the Gini coefficient of those who can be reached.
 * @throws RangeError if the arrays differ in length.
 */
export function gini(values: Float64Array, weights: Float64Array): FairnessFigure {
  const { values: journeys, upTo } = distribution(values, weights)
  const families = upTo.at(-1) ?? 0
  let [sum, total, before] = [0, 0, 0]
  for (const [k, journey] of journeys.entries()) {
    const here = upTo[k] ?? NOT_KNOWN
    const weighted = (here - before) * journey
    sum += weighted * ((here + before) / families - 1)
    total += weighted
    before = here
  }
  return { value: total > 0 ? sum / total : null, familiesLeftOut: leftOut(values, weights) }
}

/**
 * Measures whether longer journeys fall on the deprived: below 0 they do, above 0 they fall on the better off, 0 even.
 *
 * Definition: 2Σ wᵢxᵢRᵢ / (W·μ) − 1 with R the middle of the share of families that each decile takes up, the most
 * deprived first; neighbourhoods of one decile share it.
 *
 * Source: Wagstaff, Paci & van Doorslaer 1991.
 * @param values - the journey from each neighbourhood, at least 0.
 * @param weights - families by neighbourhood, in the same order.
 * @param deciles - the decile of each, 1 the most deprived; NaN when not known.
 * @returns the concentration index of those who can be reached and whose decile is known.
 * @throws RangeError if the arrays differ in length.
 */
export function concentrationIndex(
  values: Float64Array,
  weights: Float64Array,
  deciles: Float64Array,
): FairnessFigure {
  sameLength({ values, weights, deciles })
  const counted = weights.map((weight, i) =>
    Number.isFinite(values[i]) && !Number.isNaN(deciles[i]) ? weight : NOT_KNOWN,
  )
  const { values: ranks, upTo, families } = distribution(deciles, counted)
  const middleOf = new Map<number, number>()
  for (const [k, rank] of ranks.entries()) {
    middleOf.set(rank, ((upTo[k] ?? NOT_KNOWN) + (upTo[k - 1] ?? 0)) / 2 / families)
  }
  let [sum, total] = [0, 0]
  for (const [i, weight] of counted.entries()) {
    if (!(weight > 0)) continue
    const weighted = weight * (values[i] ?? NOT_KNOWN)
    sum += weighted * (middleOf.get(deciles[i] ?? NOT_KNOWN) ?? NOT_KNOWN)
    total += weighted
  }
  return { value: total > 0 ? (2 * sum) / total - 1 : null, familiesLeftOut: known(weights) - known(counted) }
}

function leftOut(values: Float64Array, weights: Float64Array): number {
  return known(weights.map((weight, i) => (Number.isFinite(values[i]) ? NOT_KNOWN : weight)))
}

function known(weights: Float64Array): number {
  return weights.reduce((sum, weight) => (weight > 0 ? sum + weight : sum), 0)
}
