import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  chanceOfAtLeast,
  closeRepeats,
  findBursts,
  readingTime,
  SHORTEST_SECONDS,
  USUAL_BURST_RULE,
  wordsOf,
  type TimedItem,
} from '../../server/model/integrity-signals.ts'
import type { SurveyPage } from '../../server/model/survey.ts'

function aPage(words: number, key = 'p'): SurveyPage {
  const text = Array.from({ length: words }, (_, at) => `word${at}`).join(' ')
  return { key, title: '', questions: [{ key, kind: 'long-text', text, required: false }] }
}

describe('reading time', () => {
  it('counts the words of titles, hints, statements and offered answers', () => {
    const page: SurveyPage = {
      key: 'p',
      title: 'Two words',
      introduction: 'Three more words',
      questions: [
        { key: 'a', kind: 'agreement', text: 'Do you agree?', hint: 'A hint', required: false },
        {
          key: 'b',
          kind: 'one',
          text: 'Which one?',
          options: [
            { value: 'x', text: 'This one' },
            { value: 'y', text: 'That' },
          ],
          required: false,
        },
      ],
    }
    // The agreement scale has 13 words: “Don’t” counts as two.
    expect(wordsOf([page])).toBe(2 + 3 + 3 + 2 + 13 + 2 + 2 + 1)
  })

  it('is too fast only below the least time, and never when the time is not known', () => {
    const pages = [aPage(1200)]
    expect(readingTime(pages, 59)).toEqual({ words: 1200, leastSeconds: 60, tooFast: true })
    expect(readingTime(pages, 60).tooFast).toBe(false)
    expect(readingTime(pages, null).tooFast).toBe(false)
    // A clock that was set back says nothing about people.
    expect(readingTime(pages, -5).tooFast).toBe(false)
  })

  it('never takes more time to be fast enough when less is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 12 }), fc.nat(1000), (sizes, seconds) => {
        const pages = sizes.map((size, at) => aPage(size, `p${at}`))
        const all = readingTime(pages, seconds)
        const fewer = readingTime(pages.slice(1), seconds)
        expect(all.leastSeconds).toBeGreaterThanOrEqual(SHORTEST_SECONDS)
        if (fewer.tooFast) expect(all.tooFast).toBe(true)
      }),
    )
  })
})

describe('the chance of at least so many', () => {
  it('agrees with known values of the Poisson distribution', () => {
    expect(chanceOfAtLeast(0, 3)).toBe(1)
    expect(chanceOfAtLeast(1, 1)).toBeCloseTo(1 - Math.exp(-1), 12)
    expect(chanceOfAtLeast(3, 2)).toBeCloseTo(1 - Math.exp(-2) * (1 + 2 + 2), 12)
    expect(chanceOfAtLeast(20, 2) / 5.5e-14).toBeGreaterThan(0.5)
    expect(chanceOfAtLeast(20, 2) / 5.5e-14).toBeLessThan(2)
  })

  it('falls as more are asked for and rises as more are usual', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (k, usual) => {
          const chance = chanceOfAtLeast(k, usual)
          expect(chance).toBeGreaterThanOrEqual(0)
          expect(chance).toBeLessThanOrEqual(1)
          expect(chanceOfAtLeast(k + 1, usual)).toBeLessThanOrEqual(chance + 1e-9)
          expect(chanceOfAtLeast(k, usual * 1.1)).toBeGreaterThanOrEqual(chance - 1e-9)
        },
      ),
    )
  })
})

const minute = 60_000

describe('bursts', () => {
  const quiet = Array.from({ length: 200 }, (_, at) => at * 30 * minute)

  it('finds sixty within a minute among two an hour, and names them', () => {
    const many = Array.from({ length: 60 }, (_, at) => 1000.5 * minute + at * 900)
    const [burst, ...others] = findBursts([...quiet, ...many])
    expect(others).toEqual([])
    expect(burst?.usual).toBe(1)
    expect(new Set(burst?.members)).toEqual(new Set(many.map((_, at) => quiet.length + at)))
    expect(burst?.toMs).toBe(many.at(-1))
  })

  it('finds none in a steady stream, however fast, nor in a class of eleven', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 300 }),
        (everyMinutes, count) => {
          expect(findBursts(Array.from({ length: count }, (_, at) => at * everyMinutes * minute))).toEqual([])
        },
      ),
    )
    expect(findBursts([...quiet, ...Array.from({ length: 10 }, () => 3000 * minute)])).toEqual([])
  })

  it('joins stretches that touch', () => {
    const long = Array.from({ length: 120 }, (_, at) => 1000 * minute + at * 15_000)
    const bursts = findBursts([...quiet, ...long])
    expect(bursts).toHaveLength(1)
    expect(bursts[0]?.members.length).toBeGreaterThanOrEqual(120)
  })

  it('does not depend on the order, and never names an arrival twice', () => {
    const arrivals = fc.array(fc.nat(400), { maxLength: 150 }).map(list => list.map(at => at * minute))
    fc.assert(
      fc.property(arrivals, list => {
        const when = (given: readonly number[]): number[][] =>
          findBursts(given).map(burst => burst.members.map(at => given[at] ?? 0))
        expect(when([...list].reverse())).toEqual(when(list))
        const members = findBursts(list).flatMap(burst => burst.members)
        expect(new Set(members).size).toBe(members.length)
        for (const burst of findBursts(list))
          expect(burst.members.length).toBeGreaterThanOrEqual(USUAL_BURST_RULE.fewest)
      }),
    )
  })
})

describe('repeats that follow each other closely', () => {
  it('groups the same within the time, and begins a new group after it', () => {
    const item = (id: string, key: string, atMs: number): TimedItem => ({ id, key, atMs })
    const items = [
      item('c', 'x', 9),
      item('a', 'x', 0),
      item('b', 'y', 1),
      item('d', 'x', 30),
      item('e', 'x', 35),
    ]
    expect(closeRepeats(items, 10)).toEqual([
      ['a', 'c'],
      ['d', 'e'],
    ])
  })

  it('holds only the same, never one alone, and each at most once', () => {
    const items = fc.array(fc.record({ key: fc.constantFrom('x', 'y', 'z'), atMs: fc.nat(1000) }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(items, fc.nat(50), (list, within) => {
        const all = list.map((one, at) => ({ ...one, id: `i${at}` }))
        const groups = closeRepeats(all, within)
        const keyOf = new Map(all.map(one => [one.id, one.key]))
        for (const group of groups) {
          expect(group.length).toBeGreaterThan(1)
          expect(new Set(group.map(id => keyOf.get(id))).size).toBe(1)
        }
        const ids = groups.flat()
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })
})
