import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { cohensKappa, kappaByCode } from '../../server/model/agreement.ts'

const times = (count: number, yes: boolean) => new Array<boolean>(count).fill(yes)
const pairs = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1 })

describe('the agreement of two coders', () => {
  it('is that of the textbook', () => {
    // 20 both yes, 5 first only, 10 second only, 15 both no: kappa 0.4.
    const first = [...times(20, true), ...times(5, true), ...times(10, false), ...times(15, false)]
    const second = [...times(20, true), ...times(5, false), ...times(10, true), ...times(15, false)]
    const figure = cohensKappa(first, second)
    expect(figure).toMatchObject({ observed: 0.7, expected: 0.5, comments: 50 })
    expect(figure.kappa).toBeCloseTo(0.4)
  })

  it('cannot be told where a code is never or always used, or nothing was coded', () => {
    expect(cohensKappa(times(9, false), times(9, false))).toMatchObject({
      kappa: null,
      observed: 1,
      expected: 1,
    })
    expect(cohensKappa([], [])).toEqual({ kappa: null, observed: null, expected: null, comments: 0 })
    expect(() => cohensKappa([true], [])).toThrow(RangeError)
  })

  it('is the same both ways, at most 1, and 1 only if they always agree', () => {
    fc.assert(
      fc.property(pairs, some => {
        const [first, second] = [some.map(([a]) => a), some.map(([, b]) => b)]
        const figure = cohensKappa(first, second)
        expect(cohensKappa(second, first)).toEqual(figure)
        if (figure.kappa === null) return
        expect(figure.kappa).toBeLessThanOrEqual(1)
        expect(figure.kappa === 1).toBe(figure.observed === 1)
      }),
    )
  })
})

describe('agreement code by code', () => {
  it('says which codes to code again', () => {
    const comments = [
      { first: ['travel', 'cost'], second: ['travel'] },
      { first: ['travel'], second: ['travel', 'cost'] },
      { first: [], second: [] },
      { first: [], second: ['other'] },
    ]
    const lines = kappaByCode(comments, ['travel', 'cost', 'never'])
    expect(lines.map(({ code, used, recode }) => [code, used, recode])).toEqual([
      ['travel', 2, false],
      ['cost', 2, true],
      ['never', 0, null],
    ])
  })
})
