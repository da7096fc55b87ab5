import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { rulesAmong } from '../../../server/model/siting/allowed-units.ts'
import { leastWorst, longestJourney } from '../../../server/model/siting/p-centre.ts'
import { noRules } from '../../../server/model/siting/siting.ts'
import { benchCounties, bySite, describeWithBench, readCounty } from '../bench.ts'
import {
  choices,
  keeps,
  readBench,
  readNodes,
  readSanFrancisco,
  reordered,
  ruledInstance,
} from './small-instances.ts'

describe('least worst journey', () => {
  it('puts two sites where the longest journey is shortest', () => {
    const instance = {
      journeys: [Float64Array.of(0, 4, 9), Float64Array.of(4, 0, 5), Float64Array.of(9, 5, 0)],
      weights: Float64Array.of(1, 1, 1),
    }
    expect(leastWorst(instance, 1)).toMatchObject({ objective: 5, open: [1], proof: 'proven best' })
    expect(leastWorst(instance, 2)).toMatchObject({ objective: 4, bound: 4, gap: 0 })
    expect(leastWorst(instance, 3)).toMatchObject({ objective: 0, open: [0, 1, 2] })
  })

  it('says when so few sites cannot reach everybody', () => {
    const far = Infinity
    const instance = {
      journeys: [Float64Array.of(1, far, far), Float64Array.of(far, 2, far), Float64Array.of(1, 3, far)],
      weights: Float64Array.of(1, 1, 0),
    }
    expect(leastWorst(instance, 1)).toMatchObject({ objective: 3, open: [2] })
    expect(leastWorst(instance, 1, { ...noRules, mustClose: [2] })).toMatchObject({
      proof: 'cannot be done',
      conflict: ['number', 'areas', 'mustClose:2'],
    })
    const cutOff = { ...instance, weights: Float64Array.of(1, 1, 1) }
    expect(leastWorst(cutOff, 1)).toMatchObject({ conflict: ['area:2'], outOfReach: [2] })
    expect(leastWorst(cutOff, 1, noRules, {}, 'serve the others')).toMatchObject({
      objective: 3,
      outOfReach: [2],
    })
  })

  it('is as good as the best of all choices, and keeps the rules', () => {
    fc.assert(
      fc.property(ruledInstance, ({ instance, rules, p }) => {
        const answer = leastWorst(instance, p, rules)
        const longest = [...choices(instance.journeys.length, p)]
          .filter(open => keeps(open, rules))
          .map(open => longestJourney(instance, open))
          .filter(journey => journey < Infinity)
        expect(answer.objective).toBe(longest.length === 0 ? null : Math.min(...longest))
        if (answer.objective === null) {
          expect(answer.conflict).not.toEqual([])
          return
        }
        expect(answer).toMatchObject({ bound: answer.objective, proof: 'proven best' })
        expect(keeps(answer.open, rules)).toBe(true)
        expect(answer.open.length).toBeLessThanOrEqual(p)
      }),
    )
  })

  it('names rules that all take part in the conflict', () => {
    fc.assert(
      fc.property(ruledInstance, ({ instance, rules, p }) => {
        const { conflict } = leastWorst(instance, p, rules)
        if (!conflict.includes('areas')) return
        for (const key of conflict.filter(each => /^(must|together)/.test(each))) {
          const others = conflict.filter(other => other !== key)
          expect(leastWorst(instance, p, rulesAmong(rules, others)).objective).not.toBeNull()
        }
      }),
    )
  })

  it('never grows with more sites, and does not depend on the order of the sites', () => {
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
        ([{ instance, p }, order]) => {
          const { objective } = leastWorst(instance, p)
          expect(leastWorst(reordered(instance, order).instance, p).objective).toBe(objective)
          if (objective !== null) expect(leastWorst(instance, p + 1).objective).toBeLessThanOrEqual(objective)
        },
      ),
    )
  })
})

describeWithBench('least worst journey, known answers', () => {
  it.each(benchCounties)('%s', name => {
    const { county, answers } = readCounty(name)
    const { p, obj } = answers.pcenter
    const instance = { journeys: bySite(county.T_seconds), weights: Float64Array.from(county.pop) }
    expect(leastWorst(instance, p)).toMatchObject({ objective: obj, bound: obj, proof: 'proven best' })
  })

  it('San Francisco', () => {
    const { instance } = readSanFrancisco()
    const answer = leastWorst(instance, 4)
    expect(answer.objective).toBeCloseTo(7403.0638, 3)
    expect(answer.proof).toBe('proven best')
  })

  // The larger files are proven by the benchmark.
  it.each(['pmed1', 'pmed3', 'pmed5', 'pmed7', 'pmed9', 'pmed13', 'pmed15', 'pmed19', 'pmed25'])(
    '%s',
    name => {
      const { instance, p } = readNodes(name)
      const known = JSON.parse(readBench('expected.json')) as {
        orlib_pmed: Record<string, { pcenter_opt: number }>
      }
      expect(leastWorst(instance, p)).toMatchObject({
        objective: known.orlib_pmed[name]?.pcenter_opt,
        proof: 'proven best',
      })
    },
  )
})
