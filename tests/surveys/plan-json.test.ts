import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  cleanText,
  type PlannedPage,
  type PlannedQuestion,
  type SurveyPlan,
} from '../../server/model/survey.ts'
import { planAsJson, planFromJson, storedPlan, type ReadPlan } from '../../server/surveys/plan-json.ts'
import { standardPlan } from '../../server/surveys/standard-survey.ts'

const question = { key: 'q', kind: 'text', text: 'Q', required: false }
const onePage = { key: 'p', title: 'P', questions: [question] }
const whole = (changes: object = {}): string =>
  JSON.stringify({ ...(JSON.parse(planAsJson(standardPlan())) as object), ...changes })
const refused = (read: ReadPlan): string[] =>
  read.ok ? [] : read.refused.map(({ where, why }) => `${where}: ${why}`)
const withoutIds = ({ title, pages, equality }: SurveyPlan): unknown => ({
  title,
  pages: pages.map(page => ({ ...page, id: '' })),
  equality: equality.map(page => ({ ...page, id: '' })),
})

const key = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/)
const value = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9._]{0,20}$/)
// Texts as they are kept: without ends and without controls.
const text = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', maxLength: most }).map(cleanText)
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })
const stripped = <T extends object>(whole: T): T =>
  Object.fromEntries(Object.entries(whole).filter(([, part]) => part !== undefined)) as T
const option = fc.record({ value, text: text(40), exclusive: optional(fc.boolean()) }).map(stripped)
const condition = fc.record({
  questionKey: fc.oneof(
    key,
    fc.tuple(key, value).map(parts => parts.join('--')),
  ),
  has: fc.constantFrom('any of' as const, 'none of' as const),
  values: fc.array(value, { maxLength: 3 }),
})
const anyQuestion = fc
  .record({
    key,
    kind: fc.constantFrom(
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
      'file' as const,
    ),
    text: text(60),
    hint: optional(text(60)),
    options: optional(fc.array(option, { maxLength: 4 })),
    items: optional(fc.array(option, { maxLength: 4 })),
    minimum: optional(fc.integer({ min: -1e9, max: 1e9 })),
    maximum: optional(fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(one => one + 0)),
    decimals: optional(fc.integer({ min: 0, max: 6 })),
    earliest: optional(fc.constant('2026-03-27')),
    latest: optional(fc.constant('2026-12-31')),
    unit: optional(text(20)),
    easyText: optional(text(60)),
    picture: optional(key),
    otherOption: optional(fc.boolean()),
    centres: optional(fc.boolean()),
    required: fc.boolean(),
  })
  .map(stripped) as fc.Arbitrary<PlannedQuestion>
const anyPage = fc
  .record({
    id: fc.uuid(),
    key,
    title: text(60),
    introduction: optional(text(200)),
    questions: fc.array(anyQuestion, { maxLength: 3 }),
    condition: optional(condition),
    also: optional(fc.array(condition, { maxLength: 2 })),
    section: optional(text(40)),
    block: optional(fc.constant('proposals' as const)),
    districts: optional(
      fc.array(
        value.map(one => one.slice(0, 20)),
        { maxLength: 3 },
      ),
    ),
  })
  .map(stripped) as fc.Arbitrary<PlannedPage>
const anyPlan: fc.Arbitrary<SurveyPlan> = fc.record({
  title: text(60),
  pages: fc.array(anyPage, { maxLength: 4 }),
  equality: fc.array(anyPage, { maxLength: 2 }),
})

describe('the format doorstep-survey/1', () => {
  it('gives back any plan as it was, but for the ids of its pages', () => {
    fc.assert(
      fc.property(fc.oneof(anyPlan, fc.constant(standardPlan())), plan => {
        const read = planFromJson(planAsJson(plan))
        expect(refused(read)).toEqual([])
        if (read.ok) expect(withoutIds(read.plan)).toEqual(JSON.parse(JSON.stringify(withoutIds(plan))))
        // What is stored comes back with its ids too.
        expect(storedPlan(JSON.stringify(plan))).toEqual(JSON.parse(JSON.stringify(plan)))
      }),
      { numRuns: 150 },
    )
  })

  it('names each place where something is wrong', () => {
    const read = planFromJson(
      whole({ pages: [{ ...onePage, colour: 'red', questions: [{ ...question, kind: 'sql' }] }] }),
    )
    expect(read.ok ? [] : read.refused.map(({ where }) => where)).toEqual([
      'pages 1, questions 1, kind',
      'pages 1',
    ])
  })

  const wrong: Record<string, [pages: unknown, says: string]> = {
    'something that it does not know': [
      [{ ...onePage, colour: 'red' }],
      'pages 1: holds “colour”, which this format does not know. Take it out.',
    ],
    'another type': [
      [{ ...onePage, questions: 'many' }],
      'pages 1, questions: must be a list in square brackets.',
    ],
    'a text missing': [
      [{ ...onePage, title: undefined }],
      'pages 1, title: must be there, as a text in quotes.',
    ],
    'a number for a text': [[{ ...onePage, title: 7 }], 'pages 1, title: must be a text in quotes.'],
    'another kind': [
      [{ ...onePage, questions: [{ ...question, kind: 'sql' }] }],
      'pages 1, questions 1, kind: must be “one”, “several”, ',
    ],
    'ten thousand pages': [
      Array.from({ length: 10_000 }, () => ({})),
      'pages: holds more than 300 parts. Take some out.',
    ],
    'a text without end': [
      [{ ...onePage, title: 'x'.repeat(500) }],
      'pages 1, title: is longer than 300 characters. Shorten it.',
    ],
    'a number beyond counting': [
      [{ ...onePage, questions: [{ ...question, minimum: 1e300 }] }],
      'minimum: must be 1000000000000 or less.',
    ],
    'half a decimal': [
      [{ ...onePage, questions: [{ ...question, decimals: 0.5 }] }],
      'decimals: must be a whole number.',
    ],
    'a key with markup': [
      [{ ...onePage, key: '<b>' }],
      'pages 1, key: must be small letters and figures, with single hyphens between.',
    ],
  }
  for (const [what, [pages, says]] of Object.entries(wrong)) {
    it(`says of ${what} what would be right`, () => {
      expect(refused(planFromJson(whole({ pages }))).join('\n')).toContain(says)
    })
  }

  it('says nothing twice: of two values, nobody would know which one counts', () => {
    const twice = whole().replace('"title":', '"title":"Another","title":')
    expect(refused(planFromJson(twice))).toEqual([
      'The file: says “title” twice in one part. Keep one of them.',
    ])
  })

  it('keeps no text that hides or turns round what stands in it', () => {
    const turned = 'a\u202egnp\u0000.b\u2066'
    const read = planFromJson(
      whole({
        title: turned,
        pages: [
          {
            ...onePage,
            title: turned,
            introduction: turned,
            section: turned,
            districts: [turned],
            condition: { questionKey: 'q', has: 'any of', values: [turned] },
            questions: [
              {
                ...question,
                text: turned,
                hint: turned,
                easyText: turned,
                unit: turned,
                earliest: 'a\u202e',
                options: [{ value: 'a', text: turned }],
                items: [{ value: 'a', text: turned }],
              },
            ],
          },
        ],
      }),
    )
    expect(refused(read)).toEqual([])
    expect(JSON.stringify(read)).not.toMatch(/\u202e|\u2066|\\u0000/)
  })
})
