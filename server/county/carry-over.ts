import type { Vintage } from './county.ts'
import type { Nature } from './layouts/layout.ts'

/** One line of the lookup, as stored. */
export interface LookupPair {
  readonly code2011: string
  readonly code2021: string
  /** U unchanged, S split, M merged, X irregular. */
  readonly change: string
}

/** How a figure came to stand on the county's vintage. */
export type CarriedBy = 'unchanged' | 'summed' | 'shared out' | 'not known'

/** A figure on the county's vintage. */
export interface Carried {
  readonly value: number | string | null
  readonly by: CarriedBy
}

/** Carries figures from one vintage to another, neighbourhood by neighbourhood. */
export type CarryOver = (
  target: string,
  nature: Nature,
  figure: (source: string) => number | string | null | undefined,
) => Carried

const notKnown: Carried = { value: null, by: 'not known' }

/**
 * Prepares to carry figures between vintages. Unchanged areas keep theirs. A count of an area in several parts is their
 * sum; a count of an area that is one of several parts is its share by population. Rates and classes of split and
 * merged areas, and anything of irregular ones, are not known. Source: ONS, LSOA (2011) to LSOA (2021) exact fit lookup,
 * CHGIND.
 *
 * @param pairs - the lookup
 * @param to - the vintage to carry to
 * @param weightOf - population of an area of that vintage; null when it is not known
 * @returns the function that carries one figure
 */
export function carryOver(
  pairs: readonly LookupPair[],
  to: Vintage,
  weightOf: (target: string) => number | null,
): CarryOver {
  const target = (pair: LookupPair): string => (to === 'LSOA 2011' ? pair.code2011 : pair.code2021)
  const source = (pair: LookupPair): string => (to === 'LSOA 2011' ? pair.code2021 : pair.code2011)
  const byTarget = grouped(pairs, target)
  const bySource = grouped(pairs, source)
  /** The change in which the sources of one target are its parts. */
  const inParts = to === 'LSOA 2011' ? 'S' : 'M'
  return (code, nature, figure) => {
    const own = byTarget.get(code) ?? []
    const [first] = own
    if (first === undefined || own.some(pair => pair.change !== first.change)) return notKnown
    if (first.change === 'U') {
      const value = own.length === 1 ? (figure(source(first)) ?? null) : null
      return value === null ? notKnown : { value, by: 'unchanged' }
    }
    if (nature !== 'count' || first.change === 'X') return notKnown
    let total = 0
    for (const pair of own) {
      const value = figure(source(pair))
      if (typeof value !== 'number') return notKnown
      const share =
        first.change === inParts ? 1 : shareOf(code, (bySource.get(source(pair)) ?? []).map(target), weightOf)
      if (share === null) return notKnown
      total += value * share
    }
    return { value: total, by: first.change === inParts ? 'summed' : 'shared out' }
  }
}

function shareOf(
  code: string,
  siblings: readonly string[],
  weightOf: (target: string) => number | null,
): number | null {
  let all = 0
  for (const sibling of siblings) {
    const weight = weightOf(sibling)
    if (weight === null) return null
    all += weight
  }
  const own = weightOf(code)
  return own === null || all <= 0 ? null : own / all
}

function grouped(
  pairs: readonly LookupPair[],
  key: (pair: LookupPair) => string,
): ReadonlyMap<string, readonly LookupPair[]> {
  const groups = new Map<string, LookupPair[]>()
  for (const pair of pairs) {
    const group = groups.get(key(pair))
    if (group) group.push(pair)
    else groups.set(key(pair), [pair])
  }
  return groups
}
