import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { countedAnswer } from '../../server/findings/counted-answer.ts'
import { numberBands, outsideRange } from '../../server/findings/number-bands.ts'
import type { SurveyQuestion } from '../../server/model/survey.ts'

const question = (given: Partial<SurveyQuestion>): SurveyQuestion => ({
  key: 'children',
  kind: 'number',
  text: 'How many?',
  required: false,
  ...given,
})

/** A question about a number, with any of its two ends, and a number that may be answered to it. */
const asked = fc
  .record({
    decimals: fc.constantFrom(0, 0, 2),
    ends: fc.tuple(fc.integer({ min: -300, max: 3000 }), fc.integer({ min: 0, max: 2500 })),
    least: fc.boolean(),
    greatest: fc.boolean(),
    at: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ decimals, ends: [low, width], least, greatest, at }) => {
    const [from, to] = [least ? low : low - 500, greatest ? low + width : low + width + 500_000]
    const exact = from + ((to - from) * at) / 1000
    const number = decimals === 0 ? Math.round(exact) : Math.round(exact * 100) / 100
    return {
      question: question({
        decimals,
        ...(least ? { minimum: low } : {}),
        ...(greatest ? { maximum: low + width } : {}),
      }),
      number: Math.min(to, Math.max(from, number)),
    }
  })

const labelsOf = (given: Partial<SurveyQuestion>): readonly string[] =>
  numberBands(question(given)).map(band => band.text)

describe('the ranges in which a number is counted', () => {
  it('hold every number that may be answered, each in one range', () => {
    fc.assert(
      fc.property(asked, ({ question, number }) => {
        const bands = numberBands(question)
        const counted = countedAnswer(
          { ...question, bands },
          { questionKey: 'children', choices: [], text: String(number) },
        )
        expect(bands.map(band => band.value)).toEqual(expect.arrayContaining([...counted.choices]))
        expect(counted.choices).toHaveLength(1)
        expect(counted.number).toBe(number)
      }),
    )
  })

  it('go upwards, and no two are called the same or stand for the same', () => {
    fc.assert(
      fc.property(asked, ({ question }) => {
        const bands = numberBands(question)
        const ends = bands.map(band => band.upTo ?? Infinity)
        expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b))
        expect(new Set(bands.map(band => band.value)).size).toBe(bands.length)
        expect(new Set(bands.map(band => JSON.stringify(band.text))).size).toBe(bands.length)
      }),
    )
  })

  it('say truly which numbers they hold', () => {
    fc.assert(
      fc.property(asked, ({ question, number }) => {
        const band = numberBands(question).find(({ upTo }) => upTo === null || number <= upTo)
        const words = JSON.stringify(band?.text).replaceAll(',', '').replaceAll('"', '')
        const [low = NaN, high = low] = [...words.matchAll(/-?\d+(?:\.\d+)?/g)].map(([digits]) =>
          Number(digits),
        )
        if (words.includes('Below 0')) expect(number).toBeLessThan(0)
        else if (words.startsWith('Over')) expect(number > low && number <= high).toBe(true)
        else if (words.startsWith('More than')) expect(number).toBeGreaterThan(low)
        else if (words.endsWith('or more')) expect(number).toBeGreaterThanOrEqual(low)
        else if (words.endsWith('or less')) expect(number).toBeLessThanOrEqual(low)
        else expect(number >= low && number <= high).toBe(true)
      }),
    )
  })

  it('are every whole number by itself where there are at most eleven', () => {
    expect(labelsOf({ minimum: 0, maximum: 10 })).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
    ])
    expect(labelsOf({ minimum: 0, maximum: 11 })).toContain('6 to 10')
  })

  it('do not follow from the answers, so that they tell nothing of the least and the greatest', () => {
    expect(labelsOf({ minimum: 18 })).toEqual(['18 to 20', '21 to 50', '51 to 100', 'More than 100'])
    expect(labelsOf({ minimum: 18, maximum: 1000 })).toEqual([
      '18 to 20',
      '21 to 50',
      '51 to 100',
      '101 to 200',
      '201 to 500',
      '501 to 1,000',
    ])
  })
})

describe('a number outside of its range, as paper may have it', () => {
  it('is kept apart, and is not counted at the end of the range', () => {
    const asked = question({ minimum: 0, maximum: 10 })
    const bands = numberBands(asked)
    for (const text of ['-1', '11', '1000']) {
      expect(countedAnswer({ ...asked, bands }, { questionKey: 'children', choices: [], text })).toEqual({
        choices: [outsideRange],
      })
    }
  })
})
