import { sameLength } from './journeys.ts'
import type { Distribution } from './weighted.ts'
import { distribution } from './weighted.ts'

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
  const count = sameLength({ values, weights, deciles })
  // 1 for the most, 2 for the least deprived, by decile from 0 to 10.
  const side = Uint8Array.from({ length: 11 }, (_, decile) =>
    groups.most.includes(decile) ? 1 : groups.least.includes(decile) ? 2 : 0,
  )
  const families = [0, 0, 0]
  const sums = [0, 0, 0]
  let left = 0
  for (let i = 0; i < count; i++) {
    const weight = weights[i] as number
    const which = side[deciles[i] as number] ?? 0
    if (which === 0 || !(weight > 0)) continue
    const value = values[i] as number
    if (!Number.isFinite(value)) left += weight
    else {
      families[which] = (families[which] as number) + weight
      sums[which] = (sums[which] as number) + weight * value
    }
  }
  const mean = (which: number): number | null =>
    (families[which] as number) > 0 ? (sums[which] as number) / (families[which] as number) : null
  const [most, least] = [mean(1), mean(2)]
  const known = most !== null && least !== null
  return {
    most,
    least,
    difference: known ? least - most : null,
    ratio: known && least > 0 ? most / least : null,
    familiesLeftOut: left,
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
 * @param curve - the same families by journey, if they have been laid out already.
 * @returns the Gini coefficient of those who can be reached.
 * @throws RangeError if the arrays differ in length.
 */
export function gini(
  values: Float64Array,
  weights: Float64Array,
  curve: Distribution = distribution(values, weights),
): FairnessFigure {
  const { values: journeys, upTo } = curve
  const families = upTo.at(-1) ?? 0
  let [sum, total, before] = [0, 0, 0]
  for (let k = 0; k < journeys.length; k++) {
    const journey = journeys[k] as number
    const here = upTo[k] as number
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
  const count = sameLength({ values, weights, deciles })
  // Ranks are few: families and journeys are summed by rank, then the ranks are put in order.
  const families = new Map<number, number>()
  const journeys = new Map<number, number>()
  let [all, left] = [0, 0]
  for (let i = 0; i < count; i++) {
    const weight = weights[i] as number
    if (!(weight > 0)) continue
    const value = values[i] as number
    const decile = deciles[i] as number
    if (!Number.isFinite(value) || decile !== decile) {
      left += weight
      continue
    }
    all += weight
    families.set(decile, (families.get(decile) ?? 0) + weight)
    journeys.set(decile, (journeys.get(decile) ?? 0) + weight * value)
  }
  let [sum, total, before] = [0, 0, 0]
  for (const decile of [...families.keys()].sort((a, b) => a - b)) {
    const [here, weighted] = [families.get(decile) ?? 0, journeys.get(decile) ?? 0]
    sum += (weighted * (before + here / 2)) / all
    total += weighted
    before += here
  }
  return { value: total > 0 ? (2 * sum) / total - 1 : null, familiesLeftOut: left }
}

function leftOut(values: Float64Array, weights: Float64Array): number {
  let left = 0
  for (let i = 0; i < values.length; i++) {
    const weight = weights[i] as number
    if (weight > 0 && !Number.isFinite(values[i])) left += weight
  }
  return left
}
