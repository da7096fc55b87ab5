import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { leastTotalJourney } from '../../../server/model/siting/p-median.ts'
import { recost } from '../../../server/model/siting/recost.ts'
import { noRules } from '../../../server/model/siting/siting.ts'
import { shuffled } from '../../../server/model/random.ts'
import { byTrying, rulesOf, smallCounties } from './small-counties.ts'

const problems = smallCounties.chain(instance =>
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
        const best = byTrying(instance, p, rules)
        if (best === null) {
          expect(answer).toMatchObject({ objective: null, gap: null, proof: 'cannot be done', open: [] })
          expect(answer.conflict.length).toBeGreaterThan(0)
          return
        }
        expect(answer).toMatchObject({ proof: 'proven best', gap: 0, conflict: [] })
        expect(answer.objective).toBeCloseTo(best, 6)
        expect(answer.bound).toBeLessThanOrEqual(answer.objective as number)
        expect(answer.bound).toBeGreaterThanOrEqual(best - 1e-8 * (best + 1))
      }),
      { numRuns: 600 },
    )
  })

  it('opens as many sites as asked, keeps the rules, and comes to what separate code finds', () => {
    fc.assert(
      fc.property(problems, ({ instance, p, rules }) => {
        const { objective, open } = leastTotalJourney(instance, p, rules)
        if (objective === null) return
        expect(open).toHaveLength(p)
        expect(open).toEqual([...new Set(open)].sort((a, b) => a - b))
        expect(rules.mustOpen.every(site => open.includes(site))).toBe(true)
        expect(rules.mustClose.some(site => open.includes(site))).toBe(false)
        for (const group of rules.together) {
          expect(new Set(group.map(site => open.includes(site))).size).toBeLessThanOrEqual(1)
        }
        expect(recost(instance, open).totalJourney).toBeCloseTo(objective, 6)
      }),
    )
  })

  it('does not depend on the order of areas and sites', () => {
    fc.assert(
      fc.property(smallCounties, ({ journeys, weights, random }) => {
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
        expect(after?.objective ?? 0).toBeCloseTo(before?.objective ?? 0, 6)
      }),
    )
  })

  it('never grows when one more site opens', () => {
    fc.assert(
      fc.property(smallCounties, instance => {
        let before = Infinity
        for (let p = 1; p <= instance.journeys.length; p++) {
          const { objective } = leastTotalJourney(instance, p, noRules)
          if (objective === null) continue
          expect(objective).toBeLessThanOrEqual(before + 1e-6)
          before = objective
        }
      }),
    )
  })

  it('names the rules that cannot hold together, and no others', () => {
    const journeys = [0, 1, 2, 3].map(site => Float64Array.from([0, 1, 2, 3], area => Math.abs(area - site)))
    const instance = { journeys, weights: new Float64Array(4).fill(1) }
    const conflict = (p: number, rules: object): readonly string[] =>
      leastTotalJourney(instance, p, { ...noRules, ...rules }).conflict
    expect(conflict(5, {})).toEqual(['number'])
    expect(conflict(1, { mustOpen: [0, 3], mustClose: [2] })).toEqual(['mustOpen:0', 'mustOpen:3', 'number'])
    expect(conflict(2, { mustOpen: [0], mustClose: [1], together: [[2, 3], [0, 1]] })).toEqual([
      'mustOpen:0',
      'mustClose:1',
      'together:1',
    ]) // prettier-ignore
    expect(conflict(3, { together: [[0, 1], [2, 3]] })).toEqual(['together:0', 'together:1', 'number']) // prettier-ignore
  })

  it('says so when so few sites leave somebody without one', () => {
    const apart = [Float64Array.of(0, Infinity), Float64Array.of(Infinity, 0)]
    const answer = leastTotalJourney({ journeys: apart, weights: Float64Array.of(1, 1) }, 1, noRules)
    expect(answer).toMatchObject({ objective: null, proof: 'cannot be done', conflict: ['number', 'reach'] })
  })

  it('leaves out areas without families, and areas that no site at all can be reached from', () => {
    const journeys = [Float64Array.of(7, Infinity, NaN, 1), Float64Array.of(5, Infinity, Infinity, 9)]
    const answer = leastTotalJourney({ journeys, weights: Float64Array.of(2, 3, 4, 0) }, 1, noRules)
    expect(answer).toMatchObject({ objective: 10, proof: 'proven best', open: [1] })
  })

  it('gives the best so far with its bound when it is stopped, and lets it be heard', () => {
    const journeys = Array.from({ length: 40 }, (_, site) =>
      Float64Array.from({ length: 60 }, (_area, area) => (area * 37 + site * 101) % 83),
    )
    const instance = { journeys, weights: new Float64Array(60).fill(1) }
    const heard: (number | null)[] = []
    const answer = leastTotalJourney(instance, 8, noRules, {
      stop: () => true,
      progress: ({ objective }) => void heard.push(objective),
    })
    expect(answer.proof).toBe('stopped')
    expect(answer.open).toHaveLength(8)
    expect(recost(instance, answer.open).totalJourney).toBe(answer.objective)
    expect(answer.bound).toBeLessThanOrEqual(answer.objective as number)
    expect(answer.gap).toBeCloseTo(1 - answer.bound / (answer.objective as number), 9)
  })

  it('refuses figures that are not known and sites that there are not', () => {
    const journeys = [Float64Array.of(1, 2)]
    const solve = (weights: Float64Array, mustOpen: readonly number[] = []): unknown =>
      leastTotalJourney({ journeys, weights }, 1, { ...noRules, mustOpen })
    expect(() => solve(Float64Array.of(1, NaN))).toThrow('Every area needs a number of families, at least 0.')
    expect(() => solve(Float64Array.of(1))).toThrow('Site 0 has 2 journeys for 1 areas.')
    expect(() => solve(Float64Array.of(1, 1), [3])).toThrow('There is no site 3 among 1.')
  })
})
