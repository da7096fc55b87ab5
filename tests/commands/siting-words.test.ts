import { describe, expect, it } from '@jest/globals'
import { readWords } from '../../server/commands/siting-words.ts'

describe('the words of npm run siting', () => {
  it('are understood', () => {
    const words =
      'a.txt b.txt --problem mclp --p 10 --limit 480.5 --must 1,8 --weights deprivation --time-limit 3 --json'
    expect(readWords(words.split(' '))).toEqual({
      files: ['a.txt', 'b.txt'],
      question: { problem: 'mclp', number: 10, limit: 480.5, must: [1, 8], deprivation: true },
      timeLimit: 3,
      json: true,
    })
  })

  it('may be only a file, or a call for help', () => {
    expect(readWords(['a.txt'])).toEqual({
      files: ['a.txt'],
      question: { problem: null, number: null, limit: null, must: [], deprivation: false },
      timeLimit: null,
      json: false,
    })
    expect(readWords(['--help'])).toBe('help')
  })

  it.each([
    [[], 'Name at least one file; --help says more.'],
    [['--problem', 'tsp', 'x'], '--problem is one of pmedian, mclp, lscp, pcenter, uflp, cpmp, not “tsp”.'],
    [['--p', 'two', 'x'], '--p takes whole numbers, not “two”.'],
    [['--p', '2.5', 'x'], '--p takes whole numbers, not “2.5”.'],
    [['--must', '1,,2', 'x'], '--must takes whole numbers, not “”.'],
    [['--time-limit=-1', 'x'], '--time-limit takes a number, not “-1”.'],
    [['--time-limit', '-1', 'x'], "Option '--time-limit' argument is ambiguous."],
    [['--weights', 'none', 'x'], '--weights is deprivation or nothing, not “none”.'],
    [['--fast', 'x'], "Unknown option '--fast'."],
    [['x', '--p'], "Option '--p <value>' argument missing."],
  ])('that are not understood are answered by one sentence: %j', (words, sentence) => {
    expect(() => readWords(words)).toThrow(new Error(sentence))
  })
})
