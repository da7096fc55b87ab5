import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { FEWEST_WORDS, similarTexts } from '../../server/model/similar-texts.ts'

const letter =
  'Please keep Marsh Lane open because families without a car cannot reach the new centre and the bus does not run on Saturdays or after five'

describe('texts that are the same, or nearly', () => {
  it('finds the same words whatever their capitals, spaces and punctuation', () => {
    const [group, ...others] = similarTexts([
      { owner: 'a', text: letter },
      { owner: 'b', text: `  ${letter.toUpperCase().replaceAll(' ', ',\n')}!` },
      {
        owner: 'c',
        text: 'Something else entirely, of my own, about the nursery and its garden and the people there',
      },
    ])
    expect(others).toEqual([])
    expect(group).toMatchObject({ owners: ['a', 'b'], sameWords: true })
  })

  it('finds a letter in which a few words were changed', () => {
    const changed = letter.replace('Please', 'I beg you to').replace('Saturdays', 'Sundays')
    const [group] = similarTexts([
      { owner: 'a', text: letter },
      { owner: 'b', text: changed },
    ])
    expect(group).toMatchObject({ owners: ['a', 'b'], sameWords: false })
  })

  it('leaves short texts and one person’s own repetitions alone', () => {
    expect(
      similarTexts([
        { owner: 'a', text: 'It is too far' },
        { owner: 'b', text: 'It is too far' },
        { owner: 'c', text: letter },
        { owner: 'c', text: letter },
      ]),
    ).toEqual([])
  })

  it('does not take people for copies who share one phrase', () => {
    const phrase = 'the bus does not run on Saturdays'
    const own = (words: string): string =>
      `${words} and so we would have to stay at home all weekend long with three small children, ${phrase}, which is hard`
    expect(
      similarTexts([
        {
          owner: 'a',
          text: own(
            'Last winter our car broke down twice and the garage could not help us for a whole month',
          ),
        },
        {
          owner: 'b',
          text: `My mother is in a wheelchair and needs the ramp at the old building, ${phrase}, so nothing would be left for her at all`,
        },
      ]),
    ).toEqual([])
  })

  it('groups everybody who sent the same, whatever else was sent and in whatever order', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: FEWEST_WORDS, maxLength: 40 })
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), fc.integer({ min: 2, max: 6 }), (others, copies) => {
        const texts = [
          ...others.map((one, at) => ({ owner: `other${at}`, text: one.join(' ') })),
          ...Array.from({ length: copies }, (_, at) => ({ owner: `copy${at}`, text: letter })),
        ]
        const sets = (list: typeof texts): string[] =>
          similarTexts(list)
            .map(group => [...group.owners].sort().join())
            .sort()
        const expected = Array.from({ length: copies }, (_, at) => `copy${at}`).join()
        expect(sets(texts)).toContain(expected)
        expect(sets([...texts].reverse())).toEqual(sets(texts))
      }),
    )
  })
})
