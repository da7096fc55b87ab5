import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { leastCost } from '../../../server/model/siting/facility-location.ts'
import { recost } from '../../../server/model/siting/recost.ts'
import { noRules } from '../../../server/model/siting/siting.ts'
import { byTrying, rulesOf, smallCounties } from './small-counties.ts'

const problems = smallCounties.chain(instance =>
  fc.record({
    instance: fc.constant(instance),
    costs: fc.array(fc.integer({ min: 0, max: 60 }), {
      minLength: instance.journeys.length,
      maxLength: instance.journeys.length,
    }),
    rules: rulesOf(instance.journeys.length),
  }),
)

describe('least journeys and fixed costs', () => {
  it('are what trying every choice finds, with every kind of rule', () => {
    fc.assert(
      fc.property(problems, ({ instance, costs, rules }) => {
        const fixed = Float64Array.from(costs)
        const answer = leastCost(instance, fixed, rules)
        const best = byTrying(instance, null, rules, fixed)
        if (best === null) {
          expect(answer).toMatchObject({ objective: null, proof: 'cannot be done' })
          expect(answer.conflict.length).toBeGreaterThan(0)
          return
        }
        expect(answer.proof).toBe('proven best')
        expect(answer.objective).toBeCloseTo(best, 6)
        expect(answer.bound).toBeLessThanOrEqual(answer.objective as number)
        expect(answer.open.length).toBeGreaterThan(0)
        const again = recost(instance, answer.open, null, fixed)
        expect(again.totalJourney + again.fixedCost).toBeCloseTo(best, 6)
      }),
      { numRuns: 600 },
    )
  })

  it('open every site that costs nothing and saves something', () => {
    const journeys = [0, 1, 2].map(site => Float64Array.from([0, 1, 2], area => Math.abs(area - site)))
    const instance = { journeys, weights: Float64Array.of(1, 1, 1) }
    expect(leastCost(instance, new Float64Array(3), noRules)).toMatchObject({ objective: 0, open: [0, 1, 2] })
    expect(leastCost(instance, new Float64Array(3).fill(100), noRules)).toMatchObject({
      objective: 102,
      open: [1],
    })
  })

  it('refuse costs that are not known or not one for each site', () => {
    const instance = { journeys: [Float64Array.of(1)], weights: Float64Array.of(1) }
    expect(() => leastCost(instance, Float64Array.of(NaN), noRules)).toThrow('Every site needs a fixed cost')
    expect(() => leastCost(instance, Float64Array.of(1, 2), noRules)).toThrow('2 fixed costs for 1 sites')
  })
})
