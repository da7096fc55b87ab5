import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { allowedUnits, rulesAmong } from '../../../server/model/siting/allowed-units.ts'
import { longestJourney } from '../../../server/model/siting/p-centre.ts'
import { fewestSites } from '../../../server/model/siting/set-cover.ts'
import { noRules } from '../../../server/model/siting/siting.ts'
import { benchCounties, bySite, describeWithBench, readCounty } from '../bench.ts'
import { choices, keeps, readSanFrancisco, reordered, ruledInstance } from './small-instances.ts'

describe('fewest sites that serve everybody', () => {
  it('names areas that no site reaches, and the rule that cuts them off', () => {
    const instance = {
      journeys: [Float64Array.of(5, 9, Infinity), Float64Array.of(9, 5, Infinity)],
      weights: Float64Array.of(1, 1, 1),
    }
    expect(fewestSites(instance, 5)).toMatchObject({
      objective: null,
      proof: 'cannot be done',
      conflict: ['area:2'],
      outOfReach: [2],
    })
    expect(fewestSites(instance, 5, { ...noRules, mustClose: [0] })).toMatchObject({
      conflict: ['area:0', 'mustClose:0'],
      outOfReach: [0, 2],
    })
    expect(fewestSites(instance, 5, noRules, {}, 'serve the others')).toMatchObject({
      objective: 2,
      open: [0, 1],
      outOfReach: [2],
      proof: 'proven best',
    })
  })

  it('is as good as the best of all choices, and keeps the rules', () => {
    fc.assert(
      fc.property(ruledInstance, ({ instance, rules, limit }) => {
        const answer = fewestSites(instance, limit, rules)
        const fits = [...choices(instance.journeys.length, Infinity)]
          .filter(open => keeps(open, rules) && longestJourney(instance, open) <= limit)
          .map(open => open.length)
        expect(answer.objective).toBe(fits.length === 0 ? null : Math.min(...fits))
        if (answer.objective === null) return
        expect(answer).toMatchObject({ bound: answer.objective, proof: 'proven best', gap: 0 })
        expect(keeps(answer.open, rules)).toBe(true)
        expect(longestJourney(instance, answer.open)).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('names a smallest conflict: without any one of its rules it can be done', () => {
    fc.assert(
      fc.property(ruledInstance, ({ instance, rules, limit }) => {
        const { conflict } = fewestSites(instance, limit, rules)
        for (const key of conflict.filter(each => !each.startsWith('area'))) {
          const others = conflict.filter(other => other !== key)
          const without = fewestSites(instance, limit, rulesAmong(rules, others))
          const area = conflict.find(each => each.startsWith('area'))?.slice(5)
          // A conflict without an area is one of the rules among themselves.
          const contradiction = allowedUnits(instance.journeys.length, rulesAmong(rules, others)).conflict
          if (area === undefined) expect(contradiction).toEqual([])
          else expect(without.outOfReach).not.toContain(Number(area))
        }
      }),
    )
  })

  it('serves all that can be served when asked', () => {
    fc.assert(
      fc.property(ruledInstance, ({ instance, limit }) => {
        const answer = fewestSites(instance, limit, noRules, {}, 'serve the others')
        expect(answer.proof).toBe('proven best')
        const gone = new Set(answer.outOfReach)
        for (const [i, weight] of instance.weights.entries()) {
          const near = answer.open.some(site => (instance.journeys[site]?.[i] ?? NaN) <= limit)
          if (weight > 0) expect(near).toBe(!gone.has(i))
        }
      }),
    )
  })

  it('does not depend on the order of the sites, and a longer limit never needs more', () => {
    fc.assert(
      fc.property(
        ruledInstance.chain(problem =>
          fc.tuple(
            fc.constant(problem),
            fc.shuffledSubarray([...problem.instance.journeys.keys()], {
              minLength: problem.instance.journeys.length,
            }),
          ),
        ),
        ([{ instance, limit }, order]) => {
          const { objective } = fewestSites(instance, limit)
          expect(fewestSites(reordered(instance, order).instance, limit).objective).toBe(objective)
          const longer = fewestSites(instance, limit + 1).objective
          if (objective !== null) expect(longer).toBeLessThanOrEqual(objective)
        },
      ),
    )
  })
})

describeWithBench('fewest sites that serve everybody, known answers', () => {
  it.each(benchCounties)('%s', name => {
    const { county, answers } = readCounty(name)
    const { r, obj } = answers.lscp
    const instance = { journeys: bySite(county.T_seconds), weights: Float64Array.from(county.pop) }
    expect(fewestSites(instance, r)).toMatchObject({ objective: obj, bound: obj, proof: 'proven best' })
  })

  it('San Francisco', () => {
    const { instance } = readSanFrancisco()
    expect(fewestSites(instance, 5000)).toMatchObject({ objective: 8, proof: 'proven best' })
    expect(fewestSites(instance, 8000)).toMatchObject({ objective: 3, proof: 'proven best' })
  })
})
