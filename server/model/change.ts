import type { Grouping } from './journeys.ts'
import { NOT_KNOWN, sameLength } from './journeys.ts'

/** What a plan does to a neighbourhood's journey. */
export const CLOSER = 1
/** The journey stays as it is, give or take the tolerance. */
export const SAME = 0
/** The journey gets longer, or no place can be reached any more. */
export const FURTHER = -1
/** The journey before or after is not known. */
export const NOT_KNOWN_OUTCOME = 2

/** How each neighbourhood's journey changes from one plan to another. */
export interface Change {
  /**
   * Journey after less journey before, in the journeys' unit: below 0 is closer. CANNOT_BE_REACHED (+Infinity) where
   * a place could be reached before and none can after, −Infinity the other way round; NOT_KNOWN where either is.
   */
  readonly by: Float64Array
  /** CLOSER, SAME, FURTHER or NOT_KNOWN_OUTCOME. */
  readonly outcome: Int8Array
}

/** Winners and losers, counted in families and in neighbourhoods. */
export interface ChangeTotals extends ChangeCounts {
  readonly neighbourhoods: ChangeCounts
  /** Families who could reach a place and now cannot; they are among `further`. */
  readonly losing: number
  /** Families who could not reach a place and now can; they are among `closer`. */
  readonly gaining: number
  /** The mean change for families who can reach a place both before and after; null when there are none. */
  readonly meanChange: number | null
  /** Neighbourhoods whose number of families is not known: they are in `neighbourhoods` only. */
  readonly weightNotKnown: number
}

/** Counts by outcome. */
export interface ChangeCounts {
  readonly closer: number
  readonly same: number
  readonly further: number
  readonly notKnown: number
}

/** Winners and losers by group. */
export interface GroupedChange {
  /** In the order of the grouping's keys. */
  readonly groups: ReadonlyMap<string, ChangeTotals>
  /** Null when every neighbourhood's group is known. */
  readonly groupNotKnown: ChangeTotals | null
}

/**
 * Compares two plans neighbourhood by neighbourhood.
 * @param before - the journey from each neighbourhood to its nearest place before.
 * @param after - the same after, in the same order and unit.
 * @param tolerance - a change of at most so much counts as the same, in the journeys' unit.
 * @returns the change and its outcome for each neighbourhood; one that cannot be reached before or after is the same.
 * @throws RangeError if the arrays differ in length or the tolerance is below 0.
 */
export function changeBetween(before: Float64Array, after: Float64Array, tolerance: number): Change {
  const length = sameLength({ before, after })
  if (!(tolerance >= 0)) throw new RangeError('A tolerance is at least 0.')
  const by = new Float64Array(length)
  const outcome = new Int8Array(length)
  for (let i = 0; i < length; i++) {
    const [then, now] = [after[i] as number, before[i] as number]
    // Infinity − Infinity is NaN, which would pass for "not known".
    const change = then === now ? 0 : then - now
    by[i] = change
    outcome[i] = Number.isNaN(change)
      ? NOT_KNOWN_OUTCOME
      : change > tolerance
        ? FURTHER
        : change < -tolerance
          ? CLOSER
          : SAME
  }
  return { by, outcome }
}

/**
 * Counts winners and losers.
 * @param change - the change of each neighbourhood's journey.
 * @param weights - families by neighbourhood, in the same order.
 * @returns the counts.
 * @throws RangeError if the arrays differ in length.
 */
export function changeTotals(change: Change, weights: Float64Array): ChangeTotals {
  sameLength({ change: change.by, weights })
  return totalsOf(change.by.keys(), change, weights)
}

/**
 * Counts winners and losers group by group.
 * @param change - the change of each neighbourhood's journey.
 * @param weights - families by neighbourhood.
 * @param grouping - the group of each neighbourhood.
 * @returns the counts of each group and of those whose group is not known.
 * @throws RangeError if the arrays differ in length.
 */
export function changeTotalsBy(change: Change, weights: Float64Array, grouping: Grouping): GroupedChange {
  sameLength({ change: change.by, weights, groups: grouping.of })
  const members: number[][] = grouping.keys.map(() => [])
  const others: number[] = []
  for (const [i, group] of grouping.of.entries()) (members[group] ?? others).push(i)
  return {
    groups: new Map(grouping.keys.map((key, at) => [key, totalsOf(members[at] ?? [], change, weights)])),
    groupNotKnown: others.length > 0 ? totalsOf(others, change, weights) : null,
  }
}

function totalsOf(members: Iterable<number>, change: Change, weights: Float64Array): ChangeTotals {
  const families = { closer: 0, same: 0, further: 0, notKnown: 0 }
  const neighbourhoods = { closer: 0, same: 0, further: 0, notKnown: 0 }
  let [losing, gaining, moved, staying, weightNotKnown] = [0, 0, 0, 0, 0]
  for (const i of members) {
    const outcome = nameOf(change.outcome[i])
    const by = change.by[i] ?? NOT_KNOWN
    const weight = weights[i] ?? NOT_KNOWN
    neighbourhoods[outcome]++
    if (Number.isNaN(weight)) {
      weightNotKnown++
      continue
    }
    families[outcome] += weight
    if (by === Infinity) losing += weight
    else if (by === -Infinity) gaining += weight
    else if (!Number.isNaN(by)) {
      moved += by * weight
      staying += weight
    }
  }
  const meanChange = staying > 0 ? moved / staying : null
  return { ...families, neighbourhoods, losing, gaining, meanChange, weightNotKnown }
}

function nameOf(outcome: number | undefined): keyof ChangeCounts {
  if (outcome === CLOSER) return 'closer'
  if (outcome === FURTHER) return 'further'
  return outcome === SAME ? 'same' : 'notKnown'
}
