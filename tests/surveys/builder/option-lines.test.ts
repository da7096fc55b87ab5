import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { linesFromOptions, optionsFromLines } from '../../../server/surveys/builder/option-lines.ts'

describe('answers one on each line', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            value: fc.stringMatching(/^[a-z0-9]{1,8}$/),
            text: fc.stringMatching(/^[A-Z][a-z ]{0,10}[a-z]$/).map(text => text.replace(/\s+/g, ' ')),
            exclusive: fc.boolean(),
          }),
          { selector: option => option.text },
        ),
        drawn => {
          const options = drawn.map(({ value, text, exclusive }, at) => ({
            value: `${value}${at}`,
            text,
            ...(exclusive ? { exclusive } : {}),
          }))
          fc.pre(new Set(options.map(option => option.value)).size === options.length)
          expect(optionsFromLines(linesFromOptions(options))).toEqual({ options, problems: [] })
        },
      ),
    )
  })

  it('get codes of their own, and keep codes that stand there', () => {
    expect(optionsFromLines('Bus\nBus pass\n\nBy car [bus]').options.map(option => option.value)).toEqual([
      'bus-2',
      'bus-pass',
      'bus',
    ])
    expect(optionsFromLines('A [x]\nB [x]').problems).toEqual([
      'The code “x” stands there twice: change one of them',
    ])
    expect(optionsFromLines('A [__proto__]').problems).toHaveLength(1)
  })
})
