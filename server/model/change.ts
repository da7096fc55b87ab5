import type { Grouping } from './journeys.ts'
import { sameLength } from './journeys.ts'

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
  return totalsIn(rowsOf(change, weights, null, 1), 0)
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
  return totalsByEach(change, weights, joinGroupings([grouping])).by[0] as GroupedChange
}

/** Several groupings as one: every combination that occurs, and the group of each of its parts. */
export interface JoinedGroupings {
  readonly groupings: readonly Grouping[]
  /** The index of each neighbourhood's combination. */
  readonly of: Int32Array
  /** For each grouping the group of each combination; -1 when it is not known. */
  readonly groups: readonly Int32Array[]
}

/**
 * Joins groupings, so that one pass over the families serves them all.
 * @param groupings - of the same neighbourhoods, in the same order.
 * @returns the combinations that occur.
 * @throws RangeError if the groupings differ in length.
 */
export function joinGroupings(groupings: readonly Grouping[]): JoinedGroupings {
  const length = sameLength(Object.fromEntries(groupings.map(({ of }, at) => [`grouping ${at + 1}`, of])))
  const combinations = new Map<number, number>()
  const of = new Int32Array(length)
  const members: number[] = []
  for (let i = 0; i < length; i++) {
    let key = 0
    for (const { keys, of: group } of groupings) key = key * (keys.length + 1) + (group[i] as number) + 1
    let at = combinations.get(key)
    if (at === undefined) {
      at = members.length
      combinations.set(key, at)
      members.push(i)
    }
    of[i] = at
  }
  return {
    groupings,
    of,
    groups: groupings.map(grouping => Int32Array.from(members, i => grouping.of[i] as number)),
  }
}

/**
 * Counts winners and losers, all together and by several groupings, in one pass.
 * @param change - the change of each neighbourhood's journey.
 * @param weights - families by neighbourhood.
 * @param joined - the groupings, from {@link joinGroupings}; keep it while the neighbourhoods stay the same.
 * @returns the counts of all, and by each grouping in the order in which they were joined.
 * @throws RangeError if the arrays differ in length.
 */
export function totalsByEach(
  change: Change,
  weights: Float64Array,
  joined: JoinedGroupings,
): { readonly all: ChangeTotals; readonly by: readonly GroupedChange[] } {
  sameLength({ change: change.by, weights, groups: joined.of })
  const combinations = joined.groups[0]?.length ?? 0
  const sums = rowsOf(change, weights, joined.of, combinations)
  const summed = (rows: number, rowOf: (combination: number) => number): ChangeTotals[] => {
    const total = new Float64Array(rows * WIDTH)
    for (let combination = 0; combination < combinations; combination++) {
      const to = rowOf(combination) * WIDTH
      for (let place = 0; place < WIDTH; place++) {
        total[to + place] = (total[to + place] as number) + (sums[combination * WIDTH + place] as number)
      }
    }
    return Array.from({ length: rows }, (_, row) => totalsIn(total, row))
  }
  return {
    all: summed(1, () => 0)[0] as ChangeTotals,
    by: joined.groupings.map(({ keys }, at) => {
      const groups = joined.groups[at] as Int32Array
      const totals = summed(keys.length + 1, combination => {
        const group = groups[combination] as number
        return group < 0 ? keys.length : group
      })
      const others = totals[keys.length] as ChangeTotals
      const { closer, same, further, notKnown } = others.neighbourhoods
      return {
        groups: new Map(keys.map((key, group) => [key, totals[group] as ChangeTotals])),
        groupNotKnown: closer + same + further + notKnown > 0 ? others : null,
      }
    }),
  }
}

/** Figures of one group in a row of numbers: families and places by outcome, then the rest. */
const WIDTH = 13
const PLACES = 4
const LOSING = 8
const GAINING = 9
const MOVED = 10
const STAYING = 11
const WEIGHT_NOT_KNOWN = 12

/** In one pass: a row of figures for each group. */
function rowsOf(change: Change, weights: Float64Array, of: Int32Array | null, rows: number): Float64Array {
  const sums = new Float64Array(rows * WIDTH)
  for (let i = 0; i < weights.length; i++) {
    const row = of === null ? 0 : (of[i] as number) * WIDTH
    // CLOSER 1, SAME 0, FURTHER −1, NOT_KNOWN_OUTCOME 2
    const outcome = row + ((change.outcome[i] as number) + 1)
    const by = change.by[i] as number
    const weight = weights[i] as number
    sums[outcome + PLACES] = (sums[outcome + PLACES] as number) + 1
    if (weight !== weight) {
      sums[row + WEIGHT_NOT_KNOWN] = (sums[row + WEIGHT_NOT_KNOWN] as number) + 1
      continue
    }
    sums[outcome] = (sums[outcome] as number) + weight
    if (by === Infinity) sums[row + LOSING] = (sums[row + LOSING] as number) + weight
    else if (by === -Infinity) sums[row + GAINING] = (sums[row + GAINING] as number) + weight
    else if (by === by) {
      sums[row + MOVED] = (sums[row + MOVED] as number) + by * weight
      sums[row + STAYING] = (sums[row + STAYING] as number) + weight
    }
  }
  return sums
}

function totalsIn(sums: Float64Array, row: number): ChangeTotals {
  const at = (place: number): number => sums[row * WIDTH + place] as number
  const counts = (from: number): ChangeCounts => ({
    closer: at(from + CLOSER + 1),
    same: at(from + SAME + 1),
    further: at(from + FURTHER + 1),
    notKnown: at(from + NOT_KNOWN_OUTCOME + 1),
  })
  return {
    ...counts(0),
    neighbourhoods: counts(PLACES),
    losing: at(LOSING),
    gaining: at(GAINING),
    meanChange: at(STAYING) > 0 ? at(MOVED) / at(STAYING) : null,
    weightNotKnown: at(WEIGHT_NOT_KNOWN),
  }
}
