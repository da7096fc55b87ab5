import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { boardState, takenOut, withoutWords } from '../../../server/consultations/taking-part/idea.ts'
import { boardWords } from '../../../server/consultations/taking-part/ideas-page.ts'
import { signatureToken } from '../../../server/consultations/taking-part/pledge.ts'
import { english } from '../../../server/platform/speaker.ts'

const board = { opensAt: '2026-06-08T08:00:00.000Z', closesAt: '2026-06-20T16:00:00.000Z' }

describe('the dates of a board', () => {
  it.each([
    ['2026-06-08T07:59:59.999Z', 'coming', 'You can post ideas from 9am on Monday 8 June 2026 until'],
    ['2026-06-08T08:00:00.000Z', 'open', 'You can post ideas until 5pm on Saturday 20 June 2026.'],
    ['2026-06-20T15:59:59.999Z', 'open', 'You can post ideas until'],
    ['2026-06-20T16:00:00.000Z', 'closed', 'This board closed at 5pm on Saturday 20 June 2026.'],
  ])('at %s say %s', (at, state, words) => {
    expect(boardState(board, new Date(at))).toBe(state)
    const said = boardWords(board, new Date(at), english)
    expect(said.state).toBe(state)
    expect(said.sentence.text).toContain(words)
  })
})

describe('taking words out', () => {
  it('takes them out wherever they stand, in any case, the longest first', () => {
    expect(withoutWords('Jane Roe, JANE and Janet', ['jane', 'Jane Roe'])).toBe(
      `${takenOut}, ${takenOut} and ${takenOut}t`,
    )
    expect(withoutWords('a.b costs £1 (see $&)', ['a.b', '(see $&)', ''])).toBe(
      `${takenOut} costs £1 ${takenOut}`,
    )
  })

  it('does not look through its own marks, however often', () => {
    const words = Array.from({ length: 500 }, (_, line) => (line % 2 === 0 ? '[' : '…'))
    expect(withoutWords('a [ b', words)).toBe(`a ${takenOut} b`)
  })

  it('adds nothing but the mark', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 4 }), (text, words) => {
        // What is left between the marks stood in the text, in that order.
        let from = 0
        for (const piece of withoutWords(text, words).split(takenOut)) {
          const at = text.indexOf(piece, from)
          expect(at).toBeGreaterThanOrEqual(from)
          from = at + piece.length
        }
      }),
    )
  })
})

it('the secret of a signature’s page follows from the product’s secret and from nothing else', () => {
  expect(signatureToken('one', 'a')).toMatch(/^[\w-]{43}$/)
  expect(signatureToken('one', 'a')).toBe(signatureToken('one', 'a'))
  expect(
    new Set(['one', 'two'].flatMap(secret => ['a', 'b'].map(id => signatureToken(secret, id)))).size,
  ).toBe(4)
})
