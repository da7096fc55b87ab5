import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { seededRandom } from '../../../server/model/random.ts'
import { bestExchanges } from '../../../server/model/siting/interchange.ts'
import { recost } from '../../../server/model/siting/recost.ts'
import { noRules } from '../../../server/model/siting/siting.ts'

const county = fc
  .record({
    areas: fc.integer({ min: 1, max: 12 }),
    sites: fc.integer({ min: 2, max: 8 }),
    seed: fc.integer(),
    broken: fc.boolean(),
  })
  .map(({ areas, sites, seed, broken }) => {
    const random = seededRandom(seed)
    const journey = (): number => (broken && random.next() < 0.3 ? Infinity : random.wholeBelow(40))
    const journeys = Array.from({ length: sites }, () => Float64Array.from({ length: areas }, journey))
    const weights = Float64Array.from({ length: areas }, () => random.wholeBelow(5))
    const plan = [...journeys.keys()].filter(() => random.next() < 0.5)
    return { instance: { journeys, weights }, plan }
  })

describe('the best exchanges', () => {
  it('have the totals that costing each of them from scratch finds, and miss none', () => {
    fc.assert(
      fc.property(county, ({ instance, plan }) => {
        const { total, exchanges } = bestExchanges(instance, plan, noRules, 100)
        const sites = [...instance.journeys.keys()]
        const closed = sites.filter(site => !plan.includes(site))
        expect(total).toBe(recost(instance, plan).totalJourney)
        expect(exchanges).toHaveLength(plan.length * closed.length)
        for (const exchange of exchanges) {
          const after = [...plan.filter(site => site !== exchange.close), exchange.open]
          expect(exchange.total).toBe(recost(instance, after).totalJourney)
          if (total < Infinity && exchange.total < Infinity)
            expect(exchange.saved).toBe(total - exchange.total)
        }
        const totals = exchanges.map(exchange => exchange.total)
        expect(totals).toEqual([...totals].sort((a, b) => a - b))
      }),
      { numRuns: 300 },
    )
  })

  it('name no more than are asked for, the best first', () => {
    fc.assert(
      fc.property(county, ({ instance, plan }) => {
        const all = bestExchanges(instance, plan, noRules, 100).exchanges
        expect(bestExchanges(instance, plan, noRules, 3).exchanges).toEqual(all.slice(0, 3))
      }),
    )
  })

  it('leave alone what must stay, what is out of the question and what opens only together', () => {
    const journeys = [9, 8, 7, 1, 2, 3].map(far => Float64Array.of(far, 10 - far))
    const instance = { journeys, weights: Float64Array.of(1, 1) }
    const rules = { mustOpen: [0], mustClose: [3], together: [[1, 4]] }
    const { exchanges } = bestExchanges(instance, [0, 1, 2], rules, 10)
    expect(exchanges.map(({ close, open }) => [close, open])).toEqual([[2, 5]])
  })

  it('refuse a site that there is not', () => {
    const instance = { journeys: [Float64Array.of(1)], weights: Float64Array.of(1) }
    expect(() => bestExchanges(instance, [4], noRules, 1)).toThrow('There is no site 4.')
  })
})
