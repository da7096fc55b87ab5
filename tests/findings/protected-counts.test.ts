import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  everyoneAsBase,
  protectAnswers,
  protectChoices,
  protectedBase,
  protectedShare,
} from '../../server/findings/protected-counts.ts'

const places = fc.integer({ min: 1, max: 4 })
const count = fc.oneof(fc.nat(12), fc.nat(60))
const counts = (rows: number, columns: number) =>
  fc.array(fc.array(count, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })

describe('answers of which people could give several', () => {
  it('show nothing of a small group, nor of a group that all but a few belong to', () => {
    const any = places.chain(columns => fc.record({ chosen: counts(3, columns), others: counts(3, columns) }))
    fc.assert(
      fc.property(any, ({ chosen, others }) => {
        const people = (chosen[0] ?? []).map((_, at) =>
          Math.max(...chosen.map((row, option) => (row[at] ?? 0) + (others[option]?.[at] ?? 0))),
        )
        const shown = protectChoices(chosen, people)
        chosen.forEach((row, option) => {
          row.forEach((exact, at) => {
            const cell = shown.cells[option]?.[at] ?? null
            const rest = (people[at] ?? 0) - exact
            if (exact < 10 || rest < 10) expect([exact, rest, cell]).toEqual([exact, rest, null])
          })
          const all = row.reduce((sum, n) => sum + n, 0)
          const everybody = people.reduce((sum, n) => sum + n, 0)
          if (all < 10 || everybody - all < 10) expect(shown.all[option] ?? null).toBeNull()
        })
      }),
    )
  })

  it('of one question protect each other only by themselves: a rare one hides no frequent one', () => {
    const shown = protectChoices([[50], [2]], [100])
    expect(shown).toEqual({ cells: [[50], [null]], all: [50, null] })
  })
})

describe('answers of which everybody gave one', () => {
  it('are shown for all places together too, rounded as a sum and not as a sum of rounded counts', () => {
    expect(
      protectAnswers([
        [22, 32],
        [42, 17],
      ]),
    ).toEqual({
      cells: [
        [20, 30],
        [40, 15],
      ],
      all: [55, 60],
    })
  })

  it('have in one place the same counts in the place and for all places', () => {
    fc.assert(
      fc.property(counts(4, 1), own => {
        const shown = protectAnswers(own)
        expect(shown.all).toEqual(shown.cells.map(row => row[0]))
      }),
    )
  })

  it('never show a small count, in a place or for all places', () => {
    fc.assert(
      fc.property(
        places.chain(columns => counts(3, columns)),
        own => {
          const shown = protectAnswers(own)
          own.forEach((row, at) => {
            row.forEach((exact, place) => {
              if (exact < 10) expect(shown.cells[at]?.[place]).toBeNull()
            })
            if (row.reduce((sum, n) => sum + n, 0) < 10) expect(shown.all[at]).toBeNull()
          })
        },
      ),
    )
  })
})

describe('what published percentages are of', () => {
  it('is made of what is published alone: those who answered, as far as that is told', () => {
    expect(protectedBase([50, 30], null, 95)).toEqual({ people: 80, words: 'about 80 who answered' })
    expect(protectedBase([50, null], 15, 1095)).toEqual({ people: 1080, words: 'about 1,080 who answered' })
    // As rounded as the count that it follows from.
    expect(protectedBase([50, null], 155, 389)).toEqual({ people: 235, words: 'about 235 who answered' })
    expect(protectedBase([50, null], null, 95)).toEqual({ people: 95, words: 'all 95 responses' })
    expect(protectedBase([], null, 95)).toEqual(everyoneAsBase(95))
  })

  it('is never less than nobody, though what is subtracted was rounded upwards', () => {
    expect(protectedBase([null], 15, 13).people).toBe(0)
    expect(protectedShare(10, protectedBase([null], 15, 13))).toBeNull()
  })

  it('gives no percentage to what is withheld, and never more than all', () => {
    expect(protectedShare(null, everyoneAsBase(50))).toBeNull()
    expect(protectedShare(30, everyoneAsBase(28))).toBe(1)
    expect(protectedShare(15, everyoneAsBase(60))).toBe(0.25)
  })
})
