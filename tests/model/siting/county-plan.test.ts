import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { bestCountyPlan } from '../../../server/model/siting/county-plan.ts'
import type { CountyPlanAnswer, CountyPlanProblem } from '../../../server/model/siting/county-plan-problem.ts'
import { brokenRules, planValue } from '../../../server/model/siting/county-plan-value.ts'
import { integerProgrammeSolver } from '../../../server/platform/integer-programmes.ts'
import { benchCounties, bySite, describeWithBench, readCounty } from '../bench.ts'
import { bestOfAll, countyProblem } from './county-plans.ts'

const solve = await integerProgrammeSolver()

/** A problem of a county with known answers, without any rule but the number of Centres. */
function countyOf(name: (typeof benchCounties)[number]): CountyPlanProblem {
  const { county } = readCounty(name)
  const journeys = bySite(county.T_seconds)
  const families = Float64Array.from(county.pop)
  return {
    journeys,
    weights: families,
    families,
    sites: journeys.map((_, site) => ({
      district: site % 5,
      mostDeprived30: site % 3 === 0,
      mayBeCentre: true,
      mayBeZone: true,
      cost: { centre: 100_000 + 1000 * site, zone: 20_000, unused: 5000 },
    })),
    districts: 5,
    aim: { kind: 'least-journey' },
    zoneWorth: 0,
    centres: 10,
    zones: 0,
    alwaysOpen: [],
    mustBeCentre: [],
    mustBeUsed: [],
    mustNotBeUsed: [],
    together: [],
    oneInEachDistrict: false,
    deprivedShare: null,
    budget: null,
    worse: null,
  }
}

describe('the best plan for a county', () => {
  it('is as good as the best of all plans, and keeps every rule', async () => {
    await fc.assert(
      fc.asyncProperty(countyProblem, async problem => {
        const answer = await bestCountyPlan(problem, solve)
        const best = bestOfAll(problem)
        if (best === null) {
          expect(answer).toMatchObject({ objective: null, proof: 'cannot be done', gap: null })
          return
        }
        expect(answer.proof).toBe('proven best')
        expect(answer.objective).toBeCloseTo(best, 9)
        expect(brokenRules(problem, answer)).toEqual([])
        expect(planValue(problem, answer)).toBe(answer.objective)
        expect(answer.bound).toBe(answer.objective)
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  it('finds a plan in which nobody has any way to go', async () => {
    const [problem] = fc.sample(countyProblem, { numRuns: 1, seed: 1 })
    const here = Float64Array.of(0, 0, 0, 0, 0)
    const answer = await bestCountyPlan(
      {
        ...(problem as CountyPlanProblem),
        journeys: [Float64Array.of(1, 1, 1, 1, 1), here, here, here, here],
        sites: Array.from({ length: 5 }, () => ({
          district: 0,
          mostDeprived30: true,
          mayBeCentre: true,
          mayBeZone: true,
          cost: { centre: 1, zone: 1, unused: 0 },
        })),
        aim: { kind: 'least-worst' },
        zoneWorth: 1,
        centres: 1,
        zones: 1,
        alwaysOpen: [],
        mustBeCentre: [0],
        mustBeUsed: [],
        mustNotBeUsed: [],
        together: [],
        oneInEachDistrict: false,
        deprivedShare: null,
        budget: null,
        worse: null,
        unlike: [],
      },
      solve,
    )
    expect(answer).toMatchObject({ objective: 0, bound: 0, proof: 'proven best' })
    expect(answer.zones).toHaveLength(1)
  })

  it('names a smallest conflict: together its rules cannot be kept, without any one of them they can', async () => {
    await fc.assert(
      fc.asyncProperty(
        countyProblem.filter(problem => bestOfAll(problem) === null),
        async problem => {
          const { conflict } = await bestCountyPlan(problem, solve)
          expect(conflict.length).toBeGreaterThan(0)
          expect(bestOfAll(problem, rule => conflict.includes(rule))).toBeNull()
          for (const dropped of conflict) {
            expect(bestOfAll(problem, rule => rule !== dropped && conflict.includes(rule))).not.toBeNull()
          }
        },
      ),
      { numRuns: 60 },
    )
  }, 120_000)

  it('is never worse with one more Zone or without a rule', async () => {
    await fc.assert(
      fc.asyncProperty(
        countyProblem.filter(problem => bestOfAll(problem) !== null),
        async problem => {
          const value = async (changes: Partial<CountyPlanProblem>): Promise<number> =>
            (await bestCountyPlan({ ...problem, ...changes }, solve)).objective ?? NaN
          const as = await value({})
          const sign = problem.aim.kind === 'most-within' ? -1 : 1
          for (const looser of [{ zones: problem.zones + 1 }, { budget: null }, { worse: null }]) {
            expect(sign * (await value(looser))).toBeLessThanOrEqual(sign * as + 1e-9)
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  it('does not depend on the order of the areas', async () => {
    await fc.assert(
      fc.asyncProperty(
        countyProblem,
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        async (problem, order) => {
          const of = (values: Float64Array): Float64Array => Float64Array.from(order, i => values[i] ?? NaN)
          const other = {
            ...problem,
            journeys: problem.journeys.map(of),
            weights: of(problem.weights),
            families: of(problem.families),
            worse: problem.worse && { ...problem.worse, today: of(problem.worse.today) },
          }
          const [one, two] = [await bestCountyPlan(problem, solve), await bestCountyPlan(other, solve)]
          expect(two.objective ?? -1).toBeCloseTo(one.objective ?? -1, 9)
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)
})

describeWithBench('the best plan for a county, known answers', () => {
  it.each(benchCounties)(
    '%s: without other rules it is the p-median, the p-centre, the maximum coverage',
    async name => {
      const { answers } = readCounty(name)
      const problem = countyOf(name)
      const { pmedian, pcenter, mclp } = answers
      const median = { ...problem, centres: pmedian.open.length }
      expect(await bestCountyPlan(median, solve)).toMatchObject({
        objective: pmedian.obj,
        proof: 'proven best',
      })
      expect(
        await bestCountyPlan({ ...problem, aim: { kind: 'least-worst' }, centres: pcenter.p }, solve),
      ).toMatchObject({ objective: pcenter.obj, proof: 'proven best' })
      expect(
        await bestCountyPlan(
          { ...problem, aim: { kind: 'most-within', limit: mclp.r }, centres: mclp.p },
          solve,
        ),
      ).toMatchObject({ objective: mclp.obj, proof: 'proven best' })
    },
  )

  it('tells of better plans as it goes, keeps the best when it is stopped, and goes on from it', async () => {
    const problem: CountyPlanProblem = {
      ...countyOf('county13'),
      zoneWorth: 0.5,
      zones: 12,
      oneInEachDistrict: true,
      deprivedShare: 0.7,
      budget: 1_800_000,
      together: [[0, 1]],
    }
    const heard: CountyPlanAnswer[] = []
    let asked = 0
    const stopped = await bestCountyPlan(problem, solve, {
      stop: () => ++asked > 3,
      better: answer => heard.push(answer),
    })
    expect(stopped.proof).toBe('stopped')
    expect(heard.at(-1)).toEqual(stopped)
    const best = await bestCountyPlan(problem, solve, { start: stopped })
    expect(best.proof).toBe('proven best')
    expect(best.objective ?? NaN).toBeLessThanOrEqual(stopped.objective ?? NaN)
    expect(stopped.bound).toBeLessThanOrEqual(best.objective ?? NaN)
    expect(brokenRules(problem, best)).toEqual([])
  })

  it('names the budget when it is too small for the Centres', async () => {
    const answer = await bestCountyPlan({ ...countyOf('county11'), budget: 1_000_000 }, solve)
    expect(answer.conflict).toEqual(['centres', 'budget'])
  })
})
