import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import {
  countedOnce,
  countedWithBackup,
  coverageBest,
  familiesCovered,
} from '../../../server/model/siting/coverage.ts'
import { noRules } from '../../../server/model/siting/siting.ts'
import { benchCounties, bySite, describeWithBench, readCounty } from '../bench.ts'
import {
  choices,
  keeps,
  readSanFrancisco,
  reordered,
  ruledInstance,
  smallInstance,
} from './small-instances.ts'

const countings = fc.constantFrom(countedOnce, countedWithBackup, { once: 1, twice: 0.25 })

describe('most families within a limit', () => {
  it('chooses the site that reaches most', () => {
    const instance = {
      journeys: [Float64Array.of(5, 9), Float64Array.of(9, 5)],
      weights: Float64Array.of(3, 4),
    }
    expect(coverageBest(instance, 1, 5)).toEqual({
      objective: 4,
      bound: 4,
      gap: 0,
      proof: 'proven best',
      open: [1],
      conflict: [],
    })
  })

  it('fills places that gain nothing', () => {
    const instance = { journeys: [Float64Array.of(9), Float64Array.of(5)], weights: Float64Array.of(3) }
    expect(coverageBest(instance, 2, 5).open).toEqual([0, 1])
  })

  it('names the rules in conflict', () => {
    const instance = { journeys: [Float64Array.of(9), Float64Array.of(5)], weights: Float64Array.of(3) }
    const rules = { mustOpen: [0], mustClose: [1], together: [[0, 1]] }
    expect(coverageBest(instance, 2, 5, rules)).toMatchObject({
      objective: null,
      proof: 'cannot be done',
      conflict: ['mustOpen:0', 'mustClose:1', 'together:0'],
    })
    expect(coverageBest(instance, 1, 5, { ...noRules, mustOpen: [0, 1] }).conflict).toEqual([
      'number',
      'mustOpen:0',
      'mustOpen:1',
    ])
  })

  it('keeps what it has when it is stopped, with a bound from above', () => {
    const columns = Array.from({ length: 12 }, (_, s) =>
      Float64Array.from({ length: 40 }, (_v, i) => (i * (s + 3) * 7 + s * s) % 23),
    )
    const instance = { journeys: columns, weights: new Float64Array(40).fill(1) }
    const answer = coverageBest(instance, 4, 3, noRules, { stop: () => true }, countedWithBackup)
    const best = coverageBest(instance, 4, 3, noRules, {}, countedWithBackup)
    expect(best.proof).toBe('proven best')
    expect(answer.objective).toBeLessThanOrEqual(best.objective ?? 0)
    expect(answer.bound).toBeGreaterThanOrEqual(best.objective ?? Infinity)
  })

  it('is as good as the best of all choices, and keeps the rules', () => {
    fc.assert(
      fc.property(ruledInstance, countings, ({ instance, rules, p, limit }, counting) => {
        const answer = coverageBest(instance, p, limit, rules, {}, counting)
        let best: number | null = null
        for (const open of choices(instance.journeys.length, p)) {
          if (keeps(open, rules)) best = Math.max(best ?? 0, familiesCovered(instance, open, limit, counting))
        }
        expect(answer.objective).toEqual(best)
        expect(answer.proof).toBe(best === null ? 'cannot be done' : 'proven best')
        expect(answer.conflict.length === 0).toBe(best !== null)
        if (best === null) return
        expect(keeps(answer.open, rules)).toBe(true)
        expect(answer.open.length).toBeLessThanOrEqual(p)
        expect(answer.bound).toBe(best)
      }),
    )
  })

  it('never falls with more sites or a longer limit', () => {
    fc.assert(
      fc.property(ruledInstance, countings, ({ instance, p, limit }, counting) => {
        const families = (sites: number, within: number): number =>
          coverageBest(instance, sites, within, noRules, {}, counting).objective ?? 0
        expect(families(p + 1, limit)).toBeGreaterThanOrEqual(families(p, limit))
        expect(families(p, limit + 1)).toBeGreaterThanOrEqual(families(p, limit))
      }),
    )
  })

  it('does not depend on the order of the sites', () => {
    fc.assert(
      fc.property(
        smallInstance.chain(instance =>
          fc.tuple(
            fc.constant(instance),
            fc.shuffledSubarray([...instance.journeys.keys()], { minLength: instance.journeys.length }),
          ),
        ),
        ([instance, order]) => {
          const other = reordered(instance, order).instance
          expect(coverageBest(other, 3, 6).objective).toBe(coverageBest(instance, 3, 6).objective)
        },
      ),
    )
  })
})

describeWithBench('most families within a limit, known answers', () => {
  it.each(benchCounties)('%s', name => {
    const { county, answers } = readCounty(name)
    const { p, r, obj } = answers.mclp
    const instance = { journeys: bySite(county.T_seconds), weights: Float64Array.from(county.pop) }
    expect(coverageBest(instance, p, r)).toMatchObject({ objective: obj, bound: obj, proof: 'proven best' })
  })

  it('San Francisco', () => {
    const { instance } = readSanFrancisco()
    expect(coverageBest(instance, 2, 5000)).toMatchObject({ objective: 671938, proof: 'proven best' })
    expect(coverageBest(instance, 6, 5000)).toMatchObject({ objective: 941462, proof: 'proven best' })
  })
})
