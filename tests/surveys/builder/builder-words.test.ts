import { describe, expect, it } from '@jest/globals'
import type { PlannedPage, QuestionKind } from '../../../server/model/survey.ts'
import {
  answersToRepeat,
  askedBefore,
  conditionsInWords,
  kindName,
  kindWords,
  readableText,
} from '../../../server/surveys/builder/builder-words.ts'
import { standardPlan } from '../../../server/surveys/standard-survey.ts'

const every: QuestionKind[] = [
  'one',
  'several',
  'agreement',
  'agreement-list',
  'ranking',
  'number',
  'date',
  'text',
  'long-text',
  'postcode',
  'file',
]
const ask = (kind: QuestionKind): PlannedPage => ({
  id: kind,
  key: kind,
  title: kind,
  questions: [
    {
      key: kind,
      kind,
      text: `About {{district}}, ${kind}`,
      required: false,
      options: [{ value: 'a', text: 'A' }],
      items: [{ value: 'x', text: 'X' }],
    },
  ],
})

describe('words of the builder', () => {
  it('name every kind', () => {
    expect(kindWords.map(one => one.value).sort()).toEqual([...every].sort())
    expect(every.map(kindName)).not.toContain('one')
  })

  it('say the marks of a text', () => {
    expect(readableText('In {{ district }}: {{lost}}, {{answer:centres|your centre}} {{answer:x}}')).toBe(
      'In [district]: [what would be lost], [their answer, or “your centre”] [their answer]',
    )
    expect(readableText('{{constructor}} {{toString}}')).toBe('{{constructor}} {{toString}}')
  })

  it('offer the earlier questions on which a page can depend, and whose answers it can repeat', () => {
    const pages = [...every.map(ask), ask('one')]
    const last = { ...ask('text'), id: 'last' }
    expect(askedBefore([...pages, last], 'last').map(one => one.key)).toEqual([
      'one',
      'several',
      'agreement',
      'agreement-list--x',
      'one',
    ])
    expect(askedBefore([...pages, last], 'one')).toEqual([])
    expect(answersToRepeat([...pages, last], 'last').map(one => one.mark)).toEqual(
      ['one', 'several', 'agreement', 'agreement-list--x', 'ranking', 'number', 'date', 'one'].map(
        key => `{{answer:${key}|your answer}}`,
      ),
    )
    expect(answersToRepeat(pages, null)[0]?.words).toBe('About [district], one')
    // What is asked about each proposal has a key for each, which only another such page can name.
    const block = { ...ask('one'), id: 'block', block: 'proposals' as const }
    expect(answersToRepeat([block, last], 'last')).toEqual([])
    expect(askedBefore([block, { ...last, block: 'proposals' }], 'last')).toHaveLength(1)
  })

  it('say who is asked a page', () => {
    const plan = standardPlan()
    const page = plan.pages.find(one => one.key === 'services')
    expect(page && conditionsInWords(plan, page)).toEqual([
      'only if “Which centres do you or your family use in [district]?” was not answered with “None”',
    ])
  })
})
