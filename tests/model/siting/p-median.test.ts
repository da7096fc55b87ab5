import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { leastTotalJourney } from '../../../server/model/siting/p-median.ts'
import { noRules, type SiteRules } from '../../../server/model/siting/siting.ts'
import { shuffled, seededRandom } from '../../../server/model/random.ts'

/** Every choice of p sites that keeps the rules, tried one by one. */
function byTrying(
  journeys: readonly Float64Array[],
  weights: Float64Array,
  p: number,
  rules: SiteRules,
): number | null {
  let best: number | null = null
  for (let bits = 0; bits < 1 << journeys.length; bits++) {
    const open = journeys.map((_, site) => ((bits >> site) & 1) === 1)
    if (open.filter(Boolean).length !== p) continue
    if (!rules.mustOpen.every(site => open[site]) || rules.mustClose.some(site => open[site])) continue
    if (rules.together.some(group => new Set(group.map(site => open[site])).size > 1)) continue
    let total = 0
    weights.forEach((weight, area) => {
      const nearest = Math.min(...journeys.map((to, site) => (open[site] ? (to[area] as number) : Infinity)))
      if (weight > 0) total += weight * nearest
    })
    if (total < Infinity && (best === null || total < best)) best = total
  }
  return best
}

const small = fc
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

const rulesOf = (sites: number): fc.Arbitrary<SiteRules> => {
  const some = (most: number): fc.Arbitrary<number[]> =>
    fc.uniqueArray(fc.integer({ min: 0, max: sites - 1 }), { maxLength: most })
  return fc.record({ mustOpen: some(2), mustClose: some(2), together: fc.array(some(3), { maxLength: 2 }) })
}

const problems = small.chain(instance =>
  fc.record({
    instance: fc.constant(instance),
    p: fc.integer({ min: 1, max: instance.journeys.length }),
    rules: rulesOf(instance.journeys.length),
  }),
)

describe('least total journey', () => {
  it('is what trying every choice finds, with every kind of rule', () => {
    fc.assert(
      fc.property(problems, ({ instance, p, rules }) => {
        const answer = leastTotalJourney(instance, p, rules)
        const best = byTrying(instance.journeys, instance.weights, p, rules)
        if (best === null) {
          expect(answer).toMatchObject({ objective: null, proof: 'cannot be done' })
          expect(answer.conflict.length).toBeGreaterThan(0)
          return
        }
        expect(answer.proof).toBe('proven best')
        expect(answer.objective).toBeCloseTo(best, 6)
        expect(answer.bound).toBeLessThanOrEqual(answer.objective as number)
        expect(answer.bound).toBeGreaterThanOrEqual(best - 1e-8 * (best + 1))
        expect(answer.open).toHaveLength(p)
      }),
      { numRuns: 600 },
    )
  })

  it('does not depend on the order of areas and sites', () => {
    fc.assert(
      fc.property(small, ({ journeys, weights, random }) => {
        const p = 1 + random.wholeBelow(journeys.length)
        const areas = shuffled([...weights.keys()], random)
        const mixed = {
          journeys: shuffled(journeys, random).map(to =>
            Float64Array.from(areas, area => to[area] as number),
          ),
          weights: Float64Array.from(areas, area => weights[area] as number),
        }
        const [before, after] = [{ journeys, weights }, mixed].map(each =>
          leastTotalJourney(each, p, noRules),
        )
        expect(after?.proof).toBe(before?.proof)
        if (before?.objective !== null) expect(after?.objective).toBeCloseTo(before?.objective as number, 6)
      }),
    )
  })
})
