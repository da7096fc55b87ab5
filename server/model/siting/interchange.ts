import type { SiteRules, SitingInstance } from './siting.ts'

/** One exchange in a plan, and what it would do. */
export interface Exchange {
  /** The site that closes. */
  readonly close: number
  /** The site that opens instead. */
  readonly open: number
  /** Families × journey of the plan afterwards. */
  readonly total: number
  /** How much less that is than before; below 0 when the exchange makes it worse. */
  readonly saved: number
}

/** The best exchanges in a plan. */
export interface BestExchanges {
  /** Families × journey of the plan as it is; Infinity when it leaves somebody without a site. */
  readonly total: number
  /** The best first; of equally good ones the one that closes, then the one that opens, the lower site. */
  readonly exchanges: readonly Exchange[]
}

/** What counts in comparing plans: first how many areas have no site at all, then the journeys of the others. */
interface Sum {
  leftOut: number
  total: number
}

/**
 * Finds the best single exchanges in one's own plan: one site closes, another one opens.
 *
 * All pairs are weighed in one pass over the journeys: what each site that opens would save, what each site that closes
 * would cost, and by how much the pair is better than the two apart. Exchanges after which fewer areas are left
 * without a site come first, whatever their journeys. Areas without families, and areas that none of all the sites can be
 * reached from, count for nothing.
 *
 * Sources: Teitz & Bart 1968; Whitaker 1983; Resende & Werneck 2007.
 * @param instance - journeys and families
 * @param plan - the sites that are open
 * @param rules - what must hold; sites that open only together are left as they are
 * @param count - how many exchanges to name at most
 * @returns the total of the plan and the best exchanges with theirs.
 * @throws RangeError when a site does not exist.
 */
export function bestExchanges(
  instance: SitingInstance,
  plan: readonly number[],
  rules: SiteRules,
  count: number,
): BestExchanges {
  const open = [...new Set(plan)].sort((a, b) => a - b)
  const stranger = open.find(site => instance.journeys[site] === undefined)
  if (stranger !== undefined) throw new RangeError(`There is no site ${stranger}.`)
  const nearest = nearestTwo(instance, open)
  const weights = weightsThatCount(instance, nearest)
  const held = new Set([
    ...rules.mustOpen,
    ...rules.together.flatMap(group => (group.length > 1 ? group : [])),
  ])
  const opened = new Set(open)
  const barred = new Set([...rules.mustClose, ...held])
  const closes = open.map((site, slot) => ({ site, slot })).filter(({ site }) => !held.has(site))
  const base = closingSums(weights, nearest, open.length)
  const now = currentSum(weights, nearest)

  const best: (Exchange & Sum)[] = []
  for (const [site, journeys] of instance.journeys.entries()) {
    if (opened.has(site) || barred.has(site)) continue
    const after = sumsWith(weights, nearest, journeys, now, base)
    for (const { site: closing, slot } of closes) {
      const total = after.total[slot] as number
      const leftOut = after.leftOut[slot] as number
      offer(best, count, { close: closing, open: site, total, saved: now.total - total, leftOut })
    }
  }
  return {
    total: now.leftOut > 0 ? Infinity : now.total,
    exchanges: best.map(({ close, open: opening, total, saved, leftOut }) =>
      leftOut > 0 || now.leftOut > 0
        ? {
            close,
            open: opening,
            total: leftOut > 0 ? Infinity : total,
            saved: leftOut < now.leftOut ? Infinity : saved,
          }
        : { close, open: opening, total, saved },
    ),
  }
}

/** For each area its nearest and second nearest open site, by their place in the plan. */
interface NearestTwo {
  readonly slot: Int32Array
  readonly first: Float64Array
  readonly second: Float64Array
}

function nearestTwo(instance: SitingInstance, open: readonly number[]): NearestTwo {
  const areas = instance.weights.length
  const slot = new Int32Array(areas).fill(-1)
  const [first, second] = [new Float64Array(areas).fill(Infinity), new Float64Array(areas).fill(Infinity)]
  for (const [at, site] of open.entries()) {
    const journeys = instance.journeys[site] as Float64Array
    for (let i = 0; i < areas; i++) {
      const journey = journeys[i] as number
      if (journey < (first[i] as number)) {
        second[i] = first[i] as number
        first[i] = journey
        slot[i] = at
      } else if (journey < (second[i] as number)) second[i] = journey
    }
  }
  return { slot, first, second }
}

/** Families by area; 0 where no site of all can be reached from. */
function weightsThatCount({ journeys, weights }: SitingInstance, { first }: NearestTwo): Float64Array {
  return weights.map((families, i) =>
    first[i] === Infinity && !journeys.some(to => Number.isFinite(to[i])) ? 0 : families,
  )
}

function currentSum(weights: Float64Array, { first }: NearestTwo): Sum {
  const sum = { leftOut: 0, total: 0 }
  for (let i = 0; i < weights.length; i++) {
    const families = weights[i] as number
    if (families === 0) continue
    if (first[i] === Infinity) sum.leftOut += 1
    else sum.total += families * (first[i] as number)
  }
  return sum
}

interface Sums {
  readonly total: Float64Array
  readonly leftOut: Float64Array
}

/** What it would cost, over the plan as it is, that each open site closes and none opens. */
function closingSums(weights: Float64Array, { slot, first, second }: NearestTwo, open: number): Sums {
  const sums = { total: new Float64Array(open), leftOut: new Float64Array(open) }
  for (let i = 0; i < weights.length; i++) {
    const families = weights[i] as number
    const at = slot[i] as number
    if (at < 0 || families === 0) continue
    if (second[i] === Infinity) {
      sums.leftOut[at] = (sums.leftOut[at] as number) + 1
      sums.total[at] = (sums.total[at] as number) - families * (first[i] as number)
    } else {
      sums.total[at] = (sums.total[at] as number) + families * ((second[i] as number) - (first[i] as number))
    }
  }
  return sums
}

/** What the plan comes to when a site opens and each of the open ones closes. */
function sumsWith(
  weights: Float64Array,
  { slot, first, second }: NearestTwo,
  journeys: Float64Array,
  now: Sum,
  closing: Sums,
): Sums {
  const total = closing.total.slice()
  const leftOut = closing.leftOut.slice()
  let opening = now.total
  let without = now.leftOut
  for (let i = 0; i < weights.length; i++) {
    const journey = journeys[i] as number
    const next = second[i] as number
    // Most areas lie nearer to two open sites than to the one that opens: nothing changes for them.
    if (!(journey < next)) continue
    const families = weights[i] as number
    const best = first[i] as number
    const at = slot[i] as number
    if (at < 0) {
      if (families === 0) continue
      without -= 1
      opening += families * journey
      continue
    }
    if (journey < best) opening += families * (journey - best)
    // If its nearest site closes, the area goes to the one that opens, not to the second nearest.
    if (next === Infinity) {
      if (families === 0) continue
      leftOut[at] = (leftOut[at] as number) - 1
      total[at] = (total[at] as number) + families * Math.max(journey, best)
    } else total[at] = (total[at] as number) - families * (next - Math.max(journey, best))
  }
  for (let at = 0; at < total.length; at++) {
    total[at] = (total[at] as number) + opening
    leftOut[at] = (leftOut[at] as number) + without
  }
  return { total, leftOut }
}

function offer(best: (Exchange & Sum)[], count: number, one: Exchange & Sum): void {
  if (best.length >= count && !isBetter(one, best[best.length - 1] as Exchange & Sum)) return
  const at = best.findIndex(other => isBetter(one, other))
  best.splice(at < 0 ? best.length : at, 0, one)
  if (best.length > count) best.pop()
}

function isBetter(one: Exchange & Sum, other: Exchange & Sum): boolean {
  if (one.leftOut !== other.leftOut) return one.leftOut < other.leftOut
  if (one.total !== other.total) return one.total < other.total
  return one.close !== other.close ? one.close < other.close : one.open < other.open
}
