import type { Level } from './criteria.ts'
import type { RatingRange } from './appraisal.ts'
import type { Warning } from './warning.ts'

/** A condition of a level: whether it is met (null when that is not known), and what would have to be found out. */
export interface Condition {
  readonly met: boolean | null
  /** The fact in question, in words that follow "not known:". */
  readonly fact: string
}

/** A rating that recorded facts suggest. A person decides. */
export interface SuggestedRating extends RatingRange {
  /** The facts that would narrow the range, in words, each once. */
  readonly missing: readonly string[]
  readonly notes: readonly Warning[]
}

/**
 * Awards the highest level whose every condition is met. Where facts are missing, `low` holds whatever they turn out
 * to be and `high` is possible if they turn out well.
 * @param levels - the conditions of levels 1 to 4, each complete: a level does not lean on the one below.
 * @param notes - what to say beside the rating.
 * @returns the suggested range.
 */
export function awardLevel(
  levels: readonly [readonly Condition[], readonly Condition[], readonly Condition[], readonly Condition[]],
  notes: readonly Warning[] = [],
): SuggestedRating {
  let low: Level = 0
  let high: Level = 0
  for (const [at, conditions] of levels.entries()) {
    const level = (at + 1) as Level
    if (conditions.every(({ met }) => met === true)) low = level
    if (conditions.every(({ met }) => met !== false)) high = level
  }
  // A level at or below the one that is sure cannot be narrowed by anything.
  const open = levels.filter((conditions, at) => at + 1 > low && conditions.every(({ met }) => met !== false))
  const unknown = open.flat().filter(({ met }) => met === null)
  return { low, high, missing: [...new Set(unknown.map(({ fact }) => fact))], notes }
}

/**
 * Tells whether a number reaches a limit.
 * @param value - the number; null when not known.
 * @param limit - the limit, in the same unit.
 * @returns whether the number is at least the limit; null when not known.
 */
export function atLeast(value: number | null, limit: number): boolean | null {
  return value === null ? null : value >= limit
}

/**
 * Tells whether both of two facts hold.
 * @param a - one fact; null when not known.
 * @param b - the other.
 * @returns false if one is known to be false, even if the other is not known; null when it hangs on what is not known.
 */
export function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false
  return a === null || b === null ? null : true
}

/**
 * Tells whether either of two facts holds.
 * @param a - one fact; null when not known.
 * @param b - the other.
 * @returns true if one is known to hold, even if the other is not known; null when it hangs on what is not known.
 */
export function either(a: boolean | null, b: boolean | null): boolean | null {
  if (a === true || b === true) return true
  return a === null || b === null ? null : false
}
