import type { Grouping } from './journeys.ts'
import { sameLength } from './journeys.ts'
import type { Distribution } from './weighted.ts'
import { distribution, familiesWithin, inOrder, percentileOf } from './weighted.ts'

/** How far families have to go. Journeys are in one unit (metres or seconds), which the caller knows. */
export interface ReachFigures {
  /** Families with a known journey, those who cannot be reached included. */
  readonly families: number
  /** Families among them who cannot be reached. */
  readonly unreachable: number
  /** The mean journey of those who can be reached; null when there are none. */
  readonly mean: number | null
  /** The median of all; null when it falls among those who cannot be reached, or there is nobody. */
  readonly median: number | null
  /** The 90th percentile of all; null as for the median. */
  readonly p90: number | null
  /** The longest journey of those who can be reached; null when there are none. */
  readonly longest: number | null
  /** Families within each limit, in the order of the limits. */
  readonly within: readonly WithinLimit[]
  /** What these figures leave out because it is not known. */
  readonly gaps: ReachGaps
}

/** Families whose journey is at most a limit. */
export interface WithinLimit {
  readonly limit: number
  readonly families: number
  /** Their share, from 0 to 1, of all families, unreachable ones included; null when there is nobody. */
  readonly share: number | null
}

/** What is not known, and so is in no other figure. */
export interface ReachGaps {
  /** Neighbourhoods whose number of families is not known. */
  readonly weightNotKnown: number
  /** Neighbourhoods whose journey is not known, and the known families who live there. */
  readonly journeyNotKnown: { readonly neighbourhoods: number; readonly families: number }
}

/** Reach by group: each known group, and whoever's group is not known. */
export interface GroupedReach {
  /** In the order of the grouping's keys; every key is there, with nobody in it if need be. */
  readonly groups: ReadonlyMap<string, ReachFigures>
  /** Null when every neighbourhood's group is known. */
  readonly groupNotKnown: ReachFigures | null
}

/** One point of the curve of families against distance. */
export interface CurvePoint {
  readonly upTo: number
  readonly families: number
  /** The share, from 0 to 1, of all families, unreachable ones included. */
  readonly share: number
}

/**
 * Sums up how far families have to go. The median and the percentile are read off the cumulative curve as
 * {@link percentileOf} says.
 * @param values - the journey from each neighbourhood to its nearest place.
 * @param weights - families (children 0–4 unless said otherwise) by neighbourhood, in the same order.
 * @param limits - thresholds in the journeys' unit; a journey equal to a limit is within it.
 * @param order - the neighbourhoods by journey, from {@link inOrder}, if they have been sorted already.
 * @returns the figures; neighbourhoods with nobody in them count for nothing.
 * @throws RangeError if the arrays differ in length or a weight is negative.
 */
export function reach(
  values: Float64Array,
  weights: Float64Array,
  limits: readonly number[],
  order: Int32Array = inOrder(values),
): ReachFigures {
  return reachOf(order, values, weights, limits, gapsBy(values, weights, null)[0] as Gaps)
}

/** Reach in short: what needs no sorting. */
export type BriefReach = Pick<ReachFigures, 'families' | 'unreachable' | 'mean' | 'within'>

/**
 * Sums up how far families have to go without sorting them: no percentiles, a fraction of the time.
 * @param values - the journey from each neighbourhood to its nearest place.
 * @param weights - families by neighbourhood, in the same order.
 * @param limits - thresholds in the journeys' unit; a journey equal to a limit is within it.
 * @returns the same figures as {@link reach}, as far as they go.
 * @throws RangeError if the arrays differ in length.
 */
export function briefReach(
  values: Float64Array,
  weights: Float64Array,
  limits: readonly number[],
): BriefReach {
  const count = sameLength({ values, weights })
  const within = new Float64Array(limits.length)
  let [families, reached, sum] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const value = values[i] as number
    const weight = weights[i] as number
    if (value !== value || !(weight > 0)) continue
    families += weight
    if (value === Infinity) continue
    reached += weight
    sum += weight * value
    for (let k = 0; k < limits.length; k++) {
      if (value <= (limits[k] as number)) within[k] = (within[k] as number) + weight
    }
  }
  return {
    families,
    unreachable: families - reached,
    mean: reached > 0 ? sum / reached : null,
    within: limits.map((limit, k) => {
      const here = within[k] as number
      return { limit, families: here, share: families > 0 ? here / families : null }
    }),
  }
}

/**
 * Sums up how far families have to go, group by group.
 * @param values - the journey from each neighbourhood to its nearest place.
 * @param weights - families by neighbourhood.
 * @param grouping - the group of each neighbourhood.
 * @param limits - thresholds in the journeys' unit.
 * @param order - the neighbourhoods by journey, from {@link inOrder}, if they have been sorted already.
 * @returns the figures of each group and of those whose group is not known.
 * @throws RangeError if the arrays differ in length or a weight is negative.
 */
export function reachBy(
  values: Float64Array,
  weights: Float64Array,
  grouping: Grouping,
  limits: readonly number[],
  order: Int32Array = inOrder(values),
): GroupedReach {
  sameLength({ values, weights, groups: grouping.of })
  const ordered = membersOf(order, grouping)
  const gaps = gapsBy(values, weights, grouping)
  const figures = (group: number): ReachFigures =>
    reachOf(ordered.at(group) as Int32Array, values, weights, limits, gaps.at(group) as Gaps)
  return {
    groups: new Map(grouping.keys.map((key, group) => [key, figures(group)])),
    groupNotKnown: (gaps.at(-1) as Gaps).members > 0 ? figures(-1) : null,
  }
}

/**
 * Draws the curve of families against distance: how many have at most so far to go.
 * @param values - the journey from each neighbourhood to its nearest place.
 * @param weights - families by neighbourhood.
 * @param points - how many equal steps to take from nothing to the longest journey.
 * @returns a point for 0 and one for each step; the last share is below 1 if some families cannot be reached.
 * @throws RangeError if the arrays differ in length or there is not at least one step.
 */
export function reachCurve(values: Float64Array, weights: Float64Array, points = 50): CurvePoint[] {
  return curvePoints(distribution(values, weights), points)
}

/**
 * Draws a curve of families that has been laid out already.
 * @param curve - families by journey, from {@link distribution}.
 * @param points - how many equal steps to take from nothing to the longest journey.
 * @returns a point for 0 and one for each step, as {@link reachCurve} draws them.
 * @throws RangeError if there is not at least one step.
 */
export function curvePoints(curve: Distribution, points = 50): CurvePoint[] {
  if (!(points >= 1)) throw new RangeError('A curve needs at least one step.')
  const longest = curve.values.at(-1)
  if (longest === undefined) return []
  return Array.from({ length: points + 1 }, (_, step) => {
    const upTo = step === points ? longest : (longest * step) / points
    const families = familiesWithin(curve, upTo)
    return { upTo, families, share: families / curve.families }
  })
}

function reachOf(
  ordered: Int32Array,
  values: Float64Array,
  weights: Float64Array,
  limits: readonly number[],
  gaps: Gaps,
): ReachFigures {
  const curve = distribution(values, weights, ordered)
  return {
    families: curve.families,
    unreachable: curve.families - (curve.upTo.at(-1) ?? 0),
    mean: meanOf(curve),
    median: percentileOf(curve, 0.5),
    p90: percentileOf(curve, 0.9),
    longest: curve.values.at(-1) ?? null,
    within: limits.map(limit => {
      const families = familiesWithin(curve, limit)
      return { limit, families, share: curve.families > 0 ? families / curve.families : null }
    }),
    gaps: {
      weightNotKnown: gaps.weightNotKnown,
      journeyNotKnown: { neighbourhoods: gaps.neighbourhoods, families: gaps.families },
    },
  }
}

function meanOf({ values, upTo }: Distribution): number | null {
  let sum = 0
  let before = 0
  for (let k = 0; k < values.length; k++) {
    const here = upTo[k] as number
    sum += (values[k] as number) * (here - before)
    before = here
  }
  return before > 0 ? sum / before : null
}

/** What one group leaves out, and how many belong to it. */
interface Gaps {
  members: number
  weightNotKnown: number
  neighbourhoods: number
  families: number
}

/** By group and, last, for whoever's group is not known; one for everybody without groups. */
function gapsBy(values: Float64Array, weights: Float64Array, grouping: Grouping | null): readonly Gaps[] {
  const rows = grouping === null ? 1 : grouping.keys.length + 1
  const gaps = Array.from({ length: rows }, () => ({
    members: 0,
    weightNotKnown: 0,
    neighbourhoods: 0,
    families: 0,
  }))
  for (let i = 0; i < values.length; i++) {
    const group = grouping === null ? 0 : (grouping.of[i] as number)
    const row = gaps[group < 0 ? rows - 1 : group] as Gaps
    const weight = weights[i] as number
    const value = values[i] as number
    row.members++
    if (weight !== weight) row.weightNotKnown++
    if (value !== value) {
      row.neighbourhoods++
      if (weight > 0) row.families += weight
    }
  }
  return gaps
}

/** Divides indexes by group, each group's in the order in which they came; whoever's group is not known is the last. */
function membersOf(order: Int32Array, grouping: Grouping): readonly Int32Array[] {
  const groups = grouping.keys.length + 1
  const sizes = new Int32Array(groups)
  const slot = (i: number): number => {
    const group = grouping.of[i] as number
    return group < 0 ? groups - 1 : group
  }
  for (let k = 0; k < order.length; k++) {
    const at = slot(order[k] as number)
    sizes[at] = (sizes[at] as number) + 1
  }
  const members = Array.from(sizes, size => new Int32Array(size))
  sizes.fill(0)
  for (let k = 0; k < order.length; k++) {
    const i = order[k] as number
    const at = slot(i)
    const filled = sizes[at] as number
    ;(members[at] as Int32Array)[filled] = i
    sizes[at] = filled + 1
  }
  return members
}
