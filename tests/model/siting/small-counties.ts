import fc from '../../support/fast-check.ts'
import { seededRandom, type RandomGenerator } from '../../../server/model/random.ts'
import type { SiteRules, SitingInstance } from '../../../server/model/siting/siting.ts'

/** The least total of every choice of sites that keeps the rules, tried one by one; null when there is none. */
export function byTrying(
  { journeys, weights }: SitingInstance,
  p: number | null,
  rules: SiteRules,
  fixed: Float64Array | null = null,
): number | null {
  let best: number | null = null
  for (let bits = 1; bits < 1 << journeys.length; bits++) {
    const open = journeys.map((_, site) => ((bits >> site) & 1) === 1)
    if (p !== null && open.filter(Boolean).length !== p) continue
    if (!rules.mustOpen.every(site => open[site]) || rules.mustClose.some(site => open[site])) continue
    if (rules.together.some(group => new Set(group.map(site => open[site])).size > 1)) continue
    let total = open.reduce((sum, isOpen, site) => sum + (isOpen ? (fixed?.[site] ?? 0) : 0), 0)
    weights.forEach((weight, area) => {
      const nearest = Math.min(
        ...journeys.map((to, site) => (open[site] === true ? (to[area] as number) : Infinity)),
      )
      if (weight > 0) total += weight * nearest
    })
    if (total < Infinity && (best === null || total < best)) best = total
  }
  return best
}

/** Small counties: some with ways that are broken off, some in whole numbers with many ties. */
export const smallCounties: fc.Arbitrary<SitingInstance & { readonly random: RandomGenerator }> = fc
  .record({
    areas: fc.integer({ min: 1, max: 9 }),
    sites: fc.integer({ min: 1, max: 8 }),
    seed: fc.integer(),
    broken: fc.boolean(),
    whole: fc.boolean(),
  })
  .map(({ areas, sites, seed, broken, whole }) => {
    const random = seededRandom(seed)
    const figure = (below: number): number => (whole ? random.wholeBelow(below) : random.next() * below)
    const journeys = Array.from({ length: sites }, () =>
      Float64Array.from({ length: areas }, () => (broken && random.next() < 0.3 ? Infinity : figure(30))),
    )
    if (broken) {
      for (let area = 0; area < areas; area++) {
        const to = journeys[random.wholeBelow(sites)] as Float64Array
        to[area] = figure(30)
      }
    }
    return { journeys, weights: Float64Array.from({ length: areas }, () => figure(9)), random }
  })

/** Rules of every kind, many of which cannot hold together. */
export function rulesOf(sites: number): fc.Arbitrary<SiteRules> {
  const some = (most: number): fc.Arbitrary<number[]> =>
    fc.uniqueArray(fc.integer({ min: 0, max: sites - 1 }), { maxLength: most })
  return fc.record({ mustOpen: some(2), mustClose: some(2), together: fc.array(some(3), { maxLength: 2 }) })
}
