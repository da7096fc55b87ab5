import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { choicesAsText, choicesFrom, withEqualityChoices } from '../../server/surveys/response-choices.ts'

const answer = (questionKey: string, choices: string[], text: string | null = null) => ({
  questionKey,
  choices,
  text,
})

const answers = fc.uniqueArray(
  fc
    .tuple(fc.string({ minLength: 1, unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })))
    .map(([key, choices]) => answer(key, choices)),
  { selector: one => one.questionKey },
)

describe('the options that a response chose', () => {
  it('come back as they were put, by question, the survey’s before those about equality', () => {
    const text = choicesAsText(
      [answer('role', ['staff', 'parent']), answer('heard', ['a'], 'words'), answer('none', [], 'words')],
      [answer('role', ['x'])],
    )
    expect(choicesFrom(text)).toEqual([
      { section: 'survey', questionKey: 'heard', choices: ['a'] },
      { section: 'survey', questionKey: 'role', choices: ['staff', 'parent'] },
      { section: 'equality', questionKey: 'role', choices: ['x'] },
    ])
    expect(choicesAsText([answer('a', [])], [])).toBeNull()
    expect(choicesFrom(null)).toEqual([])
  })

  it('come back whatever they are, and are the same text in whatever order the questions come', () => {
    fc.assert(
      fc.property(answers, answers, (survey, equality) => {
        const text = choicesAsText(survey, equality)
        expect(choicesAsText([...survey].reverse(), [...equality].reverse())).toBe(text)
        const back = choicesFrom(text)
        const chosen = [...survey, ...equality].filter(({ choices }) => choices.length > 0)
        expect(back).toHaveLength(chosen.length)
        for (const [section, own] of [['survey', survey] as const, ['equality', equality] as const])
          for (const { questionKey, choices } of own)
            if (choices.length > 0) expect(back).toContainEqual({ section, questionKey, choices })
        expect(text ?? '').not.toContain('\u001e')
      }),
    )
  })

  it('are one answer to a question whose answer came in parts', () => {
    const text = choicesAsText([answer('b', ['1']), answer('a', ['2']), answer('b', ['3'])], [])
    expect(choicesFrom(text).map(one => [one.questionKey, one.choices])).toEqual([
      ['a', ['2']],
      ['b', ['1', '3']],
    ])
  })

  it('take answers to equality questions in the place of those before, and leave all others', () => {
    const before = choicesAsText(
      [answer('sex', ['of the survey'])],
      [answer('age', ['1']), answer('sex', ['2'])],
    )
    const after = withEqualityChoices(before, [answer('sex', ['3']), answer('faith', ['4'])])
    expect(after).toBe(
      choicesAsText(
        [answer('sex', ['of the survey'])],
        [answer('sex', ['3']), answer('age', ['1']), answer('faith', ['4'])],
      ),
    )
    expect(withEqualityChoices(withEqualityChoices(null, [answer('a', ['1'])]), [answer('a', [])])).toBeNull()
  })

  it('are refused where the column holds something else', () => {
    for (const wrong of ['{"survey":[["a","b"]]}', '{"survey":{"a":["b"]}}', '{"equality":[["a",[1]]]}'])
      expect(() => choicesFrom(wrong)).toThrow('no chosen options')
  })
})
