import { describe, expect, it } from '@jest/globals'
import { sharedTexts, withAndWithout } from '../../server/findings/duplicates.ts'
import { inputOf } from './input.ts'
import { someDistricts } from './support.ts'

const long = 'Save our centres! They are the heart of every village in the fens, and we need them.'

describe('responses that share their words', () => {
  it('are grouped but for spaces, capitals and punctuation, the first received first', () => {
    const groups = sharedTexts([
      { responseId: 'a', text: long },
      {
        responseId: 'b',
        text: 'Something else that is long enough to be told apart from every other text here.',
      },
      { responseId: 'c', text: long.toUpperCase().replace('!', ' –') },
      { responseId: 'c', text: long },
    ])
    expect(groups.map(group => group.responses)).toEqual([['a', 'c']])
  })

  it('are not made of short words that anybody may write', () => {
    expect(sharedTexts(['a', 'b', 'c'].map(responseId => ({ responseId, text: 'No!' })))).toEqual([])
  })

  it('are counted with and without the later ones, and the first stays in both', () => {
    const input = inputOf([
      { choices: { overall: ['agree'] } },
      { choices: { overall: ['disagree'] } },
      { choices: { overall: ['disagree'] } },
      { choices: { overall: ['disagree'] } },
    ])
    const ids = input.responses.counted.map(response => response.id)
    const [pair, ...more] = withAndWithout(input.questions, input.responses.counted, someDistricts, [
      { why: '', shared: long, responses: ids.slice(1) },
    ])
    const disagree = [pair?.with, pair?.without].map(table =>
      table?.rows.find(row => row.label === 'Disagree')?.counts.at(-1),
    )
    expect(more).toEqual([])
    expect(disagree).toEqual([3, 1])
  })
})
