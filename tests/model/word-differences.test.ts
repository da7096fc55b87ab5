import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { wordDifferences, type WordStretch } from '../../server/model/word-differences.ts'

const text = fc
  .array(fc.constantFrom('centre', 'closes', 'on', 'Monday', 'the', '\n\n', '  ', '<b>', '“it”'), {
    maxLength: 30,
  })
  .map(words => words.join(' '))
const joined = (stretches: readonly WordStretch[], without: WordStretch['kind']): string =>
  stretches
    .filter(stretch => stretch.kind !== without)
    .map(stretch => stretch.text)
    .join('')

describe('how a text differs from another, word by word', () => {
  it('names what was removed and what was added', () => {
    expect(wordDifferences('Alder Centre would close in May.', 'Alder Centre may close in May.')).toEqual([
      { kind: 'same', text: 'Alder Centre ' },
      { kind: 'removed', text: 'would ' },
      { kind: 'added', text: 'may ' },
      { kind: 'same', text: 'close in May.' },
    ])
    expect(wordDifferences('', 'New.')).toEqual([{ kind: 'added', text: 'New.' }])
    expect(wordDifferences('Same.', 'Same.')).toEqual([{ kind: 'same', text: 'Same.' }])
    expect(wordDifferences('', '')).toEqual([])
  })

  it('gives back both texts', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const stretches = wordDifferences(before, after)
        expect(joined(stretches, 'added')).toBe(before)
        expect(joined(stretches, 'removed')).toBe(after)
      }),
    )
  })

  it('keeps as many words as any way of telling could', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const words = (side: string): number => (side.match(/\S+/g) ?? []).length
        const same = wordDifferences(before, after)
          .filter(stretch => stretch.kind === 'same')
          .reduce((sum, stretch) => sum + words(stretch.text), 0)
        const back = wordDifferences(after, before)
          .filter(stretch => stretch.kind === 'same')
          .reduce((sum, stretch) => sum + words(stretch.text), 0)
        expect(same).toBe(back)
      }),
    )
  })

  it('takes very long texts', () => {
    const long = Array.from({ length: 9000 }, (_, at) => `w${at}`).join(' ')
    const other = Array.from({ length: 9000 }, (_, at) => `v${at}`).join(' ')
    expect(wordDifferences(`begin ${long} end`, `begin ${other} end`).map(stretch => stretch.kind)).toEqual([
      'same',
      'removed',
      'added',
      'same',
    ])
  })
})
