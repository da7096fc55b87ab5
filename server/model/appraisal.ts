import type { CriteriaWeights, CriterionNumber, Level } from './criteria.ts'
import { CRITERIA } from './criteria.ts'

export type { Criterion, CriteriaWeights, CriterionNumber, Level } from './criteria.ts'
export { CRITERIA, criterion, EQUAL_WEIGHTS } from './criteria.ts'

/** A rating as the evidence leaves it: anything from `low` to `high`. */
export interface RatingRange {
  readonly low: Level
  readonly high: Level
}

/** The rating of what nobody has evidence for: it may be anything, and is never 0. */
export const UNKNOWN_RATING: RatingRange = { low: 0, high: 4 }

/** The ratings of one site, in one state (as it is, or after works). A criterion that is absent is unknown. */
export type SiteRatings = Readonly<Partial<Record<CriterionNumber, RatingRange>>>

/** What two assessors say together. */
export interface CombinedRating {
  /** The smallest range that holds both ratings. */
  readonly range: RatingRange
  /** Whether nobody, one or both have rated, and then whether they gave the same range. */
  readonly state: 'none' | 'one' | 'agree' | 'differ'
  /** How many levels lie between the two ranges: 0 if they meet or overlap, or fewer than two have rated. */
  readonly apart: number
}

/** A site's total, from 0 to 100, as the evidence leaves it. */
export interface WeightedTotal {
  readonly low: number
  readonly high: number
  /** The share of the weight, from 0 to 100, of criteria for which there is any evidence. */
  readonly completeness: number
}

/** The gates (criteria 6 and 7) at which a site fails as a Centre. */
export interface BrokenGates {
  /** Rated 0, and nothing else is possible. */
  readonly definitely: CriterionNumber[]
  /** 0 is possible, but so is more. */
  readonly possibly: CriterionNumber[]
}

/** One site's row in the matrix of sites and criteria. */
export interface MatrixRow {
  readonly id: string
  /** A rating for each criterion, in order; unknown where there is none. */
  readonly cells: readonly RatingRange[]
  readonly total: WeightedTotal
  readonly gates: BrokenGates
  /** The rank, 1 the highest total, if every unknown turns out well for this site and badly for the others. */
  readonly bestRank: number
  /** The rank the other way round. */
  readonly worstRank: number
}

/** The matrix of sites and criteria. */
export interface CriteriaMatrix {
  /** In the order of the sites given. */
  readonly rows: readonly MatrixRow[]
  /** How many of the cells have any evidence. */
  readonly known: number
  readonly cells: number
}

/**
 * Tells whether a rating says nothing.
 * @param rating - the rating.
 * @returns whether it goes from 0 to 4.
 */
export function isUnknown(rating: RatingRange): boolean {
  return rating.low === 0 && rating.high === 4
}

/**
 * Puts the ratings of a first and a second assessor together. Neither outvotes the other: what they cannot agree on
 * stays a range until they do.
 * @param first - the first assessor's rating; null if there is none.
 * @param second - the second assessor's; null if there is none.
 * @returns the combined rating; unknown if neither has rated.
 */
export function combineAssessors(first: RatingRange | null, second: RatingRange | null): CombinedRating {
  if (first === null || second === null) {
    const only = first ?? second
    return { range: only ?? UNKNOWN_RATING, state: only === null ? 'none' : 'one', apart: 0 }
  }
  return {
    range: { low: lesser(first.low, second.low), high: greater(first.high, second.high) },
    state: first.low === second.low && first.high === second.high ? 'agree' : 'differ',
    apart: Math.max(0, first.low - second.high, second.low - first.high),
  }
}

/**
 * Sums a site's ratings up.
 * @param ratings - the site's ratings.
 * @param weights - the weight of each criterion; only their proportions matter.
 * @returns the total as a range: all weight at level 4 is 100.
 * @throws RangeError if a weight is below 0 or none is above it.
 */
export function weightedTotal(ratings: SiteRatings, weights: CriteriaWeights): WeightedTotal {
  let [low, high, known, sum] = [0, 0, 0, 0]
  for (const { number } of CRITERIA) {
    const weight = weights[number]
    if (!(weight >= 0 && Number.isFinite(weight))) throw new RangeError('A weight is a number of at least 0.')
    const rating = ratings[number] ?? UNKNOWN_RATING
    sum += weight
    low += weight * rating.low
    high += weight * rating.high
    if (!isUnknown(rating)) known += weight
  }
  if (sum === 0) throw new RangeError('At least one criterion needs a weight above 0.')
  return { low: (25 * low) / sum, high: (25 * high) / sum, completeness: (100 * known) / sum }
}

/**
 * Finds the gates at which a site fails. A 0 at a gate cannot be made up for by other ratings.
 * @param ratings - the site's ratings.
 * @returns the numbers of the gates that are, and that may be, broken.
 */
export function gatesBroken(ratings: SiteRatings): BrokenGates {
  const gates = CRITERIA.filter(({ gate }) => gate).map(({ number }) => ({
    number,
    ...(ratings[number] ?? UNKNOWN_RATING),
  }))
  return {
    definitely: gates.filter(({ high }) => high === 0).map(({ number }) => number),
    possibly: gates.filter(({ low, high }) => low === 0 && high > 0).map(({ number }) => number),
  }
}

/**
 * Lays out sites against criteria.
 * @param sites - the sites with their ratings.
 * @param weights - the weight of each criterion.
 * @returns a row for each site with its total and the ranks that it may have; sites with equal totals share the
 * better rank.
 * @throws RangeError if a weight is below 0 or none is above it.
 */
export function criteriaMatrix(
  sites: readonly { readonly id: string; readonly ratings: SiteRatings }[],
  weights: CriteriaWeights,
): CriteriaMatrix {
  const rows = sites.map(({ id, ratings }) => ({
    id,
    cells: CRITERIA.map(({ number }) => ratings[number] ?? UNKNOWN_RATING),
    total: weightedTotal(ratings, weights),
    gates: gatesBroken(ratings),
  }))
  const ranked = rows.map(row => {
    const others = rows.filter(other => other !== row)
    return {
      ...row,
      bestRank: 1 + others.filter(({ total }) => exceeds(total.low, row.total.high)).length,
      worstRank: 1 + others.filter(({ total }) => exceeds(total.high, row.total.low)).length,
    }
  })
  return {
    rows: ranked,
    known: rows.flatMap(row => row.cells).filter(cell => !isUnknown(cell)).length,
    cells: rows.length * CRITERIA.length,
  }
}

// Totals that differ by rounding only are equal.
function exceeds(a: number, b: number): boolean {
  return a > b + 1e-9
}

function lesser(a: Level, b: Level): Level {
  return a < b ? a : b
}

function greater(a: Level, b: Level): Level {
  return a > b ? a : b
}
