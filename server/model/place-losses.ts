import type { Change } from './change.ts'
import { CLOSER, FURTHER } from './change.ts'
import { sameLength } from './journeys.ts'
import type { Nearest } from './nearest.ts'

/** What a plan does to the families of one place: those for whom it is the nearest today, and those for whom it then is. */
export interface PlaceLosses {
  /** Families for whom it is the nearest today. */
  readonly nearestNow: number
  /** Families for whom it would be the nearest. */
  readonly nearestThen: number
  /** Of those of today: families whose journey would be no longer, give or take the tolerance. */
  readonly noFurther: number
  /** Of those of today: families with a longer journey, by how much longer; one more than there are edges. */
  readonly furtherBy: readonly number[]
  /** Of those of today: families who could reach no place any more. */
  readonly losing: number
  /** Of those of today: families whose journey then is not known. */
  readonly notKnown: number
  /** Of those for whom it would be the nearest: families whose journey would be shorter than today. */
  readonly closer: number
  /** The mean journey today and then of today's families who can reach a place both times; null when there are none. */
  readonly meanNow: number | null
  readonly meanThen: number | null
  /** The place that would be the nearest to most of today's families, the lowest index of several; −1 where there is none. */
  readonly next: number
  /** Origins of today whose number of families is not known: they are in no other figure. */
  readonly weightNotKnown: number
}

/**
 * Tells place by place who would have further to go, and who less far.
 *
 * Every family has one nearest place, so those who lose add up over all places to those whom the plan takes further
 * away, and those who gain to those whom it brings closer.
 * @param now - the nearest place of each origin today.
 * @param then - the same in the plan, by the same indexes of places.
 * @param change - how the journeys change from the one to the other.
 * @param weights - families by origin; NaN where their number is not known.
 * @param places - the number of places.
 * @param edges - upper ends of the bands of a longer journey, ascending, in the unit of the journeys; an increase equal to one is within it.
 * @returns one entry for each place.
 * @throws RangeError if the arrays differ in length.
 */
export function lossesByPlace(
  now: Nearest,
  then: Nearest,
  change: Change,
  weights: Float64Array,
  places: number,
  edges: readonly number[],
): PlaceLosses[] {
  const count = sameLength({ now: now.value, then: then.value, change: change.by, weights })
  const made = Array.from({ length: places }, () => ({
    nearestNow: 0,
    nearestThen: 0,
    noFurther: 0,
    furtherBy: new Array<number>(edges.length + 1).fill(0),
    losing: 0,
    notKnown: 0,
    closer: 0,
    weightNotKnown: 0,
    sumNow: 0,
    sumThen: 0,
    reaching: 0,
    goTo: new Map<number, number>(),
  }))
  for (let i = 0; i < count; i++) {
    const weight = weights[i] as number
    const outcome = change.outcome[i] as number
    const by = change.by[i] as number
    const to = made[then.site[i] as number]
    if (to && weight === weight) {
      to.nearestThen += weight
      if (outcome === CLOSER) to.closer += weight
    }
    const from = made[now.site[i] as number]
    if (!from) continue
    if (weight !== weight) {
      from.weightNotKnown++
      continue
    }
    from.nearestNow += weight
    const next = then.site[i] as number
    if (next >= 0) from.goTo.set(next, (from.goTo.get(next) ?? 0) + weight)
    if (by !== by) from.notKnown += weight
    else if (by === Infinity) from.losing += weight
    else {
      if (outcome === FURTHER) {
        const edge = edges.findIndex(one => by <= one)
        const band = edge < 0 ? edges.length : edge
        from.furtherBy[band] = (from.furtherBy[band] as number) + weight
      } else from.noFurther += weight
      from.sumNow += weight * (now.value[i] as number)
      from.sumThen += weight * (then.value[i] as number)
      from.reaching += weight
    }
  }
  return made.map(({ sumNow, sumThen, reaching, goTo, ...rest }) => ({
    ...rest,
    next: [...goTo].sort(([a, most], [b, more]) => more - most || a - b)[0]?.[0] ?? -1,
    meanNow: reaching > 0 ? sumNow / reaching : null,
    meanThen: reaching > 0 ? sumThen / reaching : null,
  }))
}
