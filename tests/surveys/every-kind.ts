import { beforeEach } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import type { SurveyDefinition, SurveyQuestion } from '../../server/model/survey.ts'
import { addSurvey, allowFiles } from '../../server/surveys/index.ts'
import { openConsultation, type OpenConsultation } from '../consultations/open-consultation.ts'

/** Questions that are answered neither by choosing alone nor in words. */
export const kinds = {
  count: {
    key: 'count',
    kind: 'number',
    text: 'How many children?',
    easyText: 'How many children do you have?',
    picture: 'child',
    unit: 'children',
    minimum: 0,
    maximum: 20,
    required: false,
  },
  born: { key: 'born', kind: 'date', text: 'When was the youngest born?', required: false },
  views: {
    key: 'views',
    kind: 'agreement-list',
    text: 'How far do you agree?',
    items: [
      { value: 'near', text: 'Near is better than big' },
      { value: 'late', text: 'Evenings matter' },
    ],
    required: false,
  },
  order: {
    key: 'order',
    kind: 'ranking',
    text: 'What comes first?',
    options: [
      { value: 'hours', text: 'Hours' },
      { value: 'place', text: 'Place' },
      { value: 'staff', text: 'Staff' },
    ],
    required: false,
  },
  photo: { key: 'photo', kind: 'file', text: 'A picture of the way there', required: false },
} as const satisfies Record<string, SurveyQuestion>

/** A survey with a question of every kind, sections, conditions, and words that name an earlier answer. */
export const everyKind: SurveyDefinition = {
  title: 'Every kind',
  pages: [
    {
      key: 'who',
      title: 'Who are you?',
      section: 'About you',
      questions: [
        {
          key: 'who',
          kind: 'one',
          text: 'Who are you?',
          options: [
            { value: 'parent', text: 'A parent' },
            { value: 'worker', text: 'A worker' },
          ],
          otherOption: true,
          required: true,
        },
      ],
    },
    {
      key: 'count',
      title: 'Children',
      questions: [kinds.count, kinds.born],
    },
    {
      key: 'views',
      title: 'As {{answer:who|somebody}}, what do you think?',
      questions: [kinds.views],
    },
    {
      key: 'order',
      title: 'What comes first?',
      questions: [kinds.order],
    },
    {
      key: 'help',
      title: 'What would help?',
      questions: [
        {
          key: 'help',
          kind: 'several',
          text: 'What would help?',
          options: [
            { value: 'bus', text: 'A bus' },
            { value: 'none', text: 'None of these', exclusive: true },
          ],
          required: false,
        },
      ],
    },
    {
      key: 'only-workers',
      title: 'Your work',
      condition: { questionKey: 'who', has: 'any of', values: ['worker'] },
      also: [{ questionKey: 'help', has: 'any of', values: ['bus'] }],
      questions: [{ key: 'only-workers', kind: 'long-text', text: 'Your work', required: false }],
    },
    {
      key: 'photo',
      title: 'A picture',
      questions: [kinds.photo],
    },
    {
      key: 'postcode',
      title: 'Your postcode',
      questions: [{ key: 'postcode', kind: 'postcode', text: 'Your postcode', required: false }],
    },
  ],
  equality: [],
}

/** Makes it the newest survey of both districts. */
export async function askEveryKind(db: Db, consultationId: string): Promise<void> {
  await allowFiles(db, consultationId, { name: 'Ann' }, new Date('2026-06-01T08:00:00Z'))
  for (const districtCode of ['E07009991', 'E07009992'])
    await addSurvey(
      db,
      { consultationId, districtCode, definition: everyKind },
      new Date('2026-06-01T08:00:00Z'),
    )
}

/** Begins that survey, as somebody who works, before each test of the block that this stands in. */
export function answeringEveryKind(): OpenConsultation {
  const open = openConsultation('for each test')
  beforeEach(async () => {
    await askEveryKind(open.app.db, open.consultationId)
    await open.visitor.post(`${open.survey}/start`)
    await open.visitor.post(`${open.survey}/who`, { who: 'worker' })
  })
  return open
}

/** A picture of one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
