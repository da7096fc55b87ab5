import type { Db } from '../../server/db/index.ts'
import type { GivenAnswer, SurveyDefinition, SurveyPage } from '../../server/model/survey.ts'
import { newId } from '../../server/platform/ids.ts'
import {
  addSurvey,
  allowFiles,
  storeResponse,
  type AboutResponse,
  type Channel,
  type Survey,
} from '../../server/surveys/index.ts'
import { addConsultationRow, addDistrictRows, countyOf } from '../support/consultation-rows.ts'

/** The page on which respondents say who they are. */
export const rolePage = (given: { otherOption?: true; required: boolean }): SurveyPage => ({
  key: 'role',
  title: 'Who are you?',
  questions: [
    {
      key: 'role',
      kind: 'several',
      text: 'Who are you answering as?',
      options: [
        { value: 'parent', text: 'A parent' },
        { value: 'staff', text: 'Staff' },
      ],
      ...given,
    },
  ],
})

/** A small survey with one question of each sort that findings treat differently. */
export function aDefinition(district: { code: string; name: string }): SurveyDefinition {
  return {
    title: `Children’s centres in ${district.name}`,
    pages: [
      rolePage({ otherOption: true, required: true }),
      {
        key: 'often',
        title: 'How often?',
        condition: { questionKey: 'role', has: 'any of', values: ['parent'] },
        questions: [
          {
            key: 'often',
            kind: 'one',
            text: 'How often do you come?',
            options: [
              { value: 'weekly', text: 'Every week' },
              { value: 'less', text: 'Less' },
            ],
            required: false,
          },
        ],
      },
      {
        key: 'overall',
        title: 'The plan',
        questions: [
          { key: 'overall', kind: 'agreement', text: 'Do you agree with the plan?', required: false },
        ],
      },
      {
        key: 'proposal-1',
        title: `One centre in ${district.name}`,
        questions: [
          {
            key: 'proposal-1',
            kind: 'agreement',
            text: 'Do you agree with this?',
            required: false,
            proposalId: `p-${district.code}`,
          },
        ],
      },
      {
        key: 'impact',
        title: 'Effects',
        questions: [
          {
            key: 'impact',
            kind: 'one',
            text: `What would change in ${district.name} mean for you?`,
            options: [
              { value: 'worse', text: 'Worse' },
              { value: 'same', text: 'The same' },
              { value: 'better', text: 'Better' },
            ],
            required: true,
          },
          { key: 'missed', kind: 'long-text', text: 'What have we missed?', required: false },
        ],
      },
      {
        key: 'postcode',
        title: 'Postcode',
        questions: [{ key: 'postcode', kind: 'postcode', text: 'Postcode', required: false }],
      },
    ],
    equality: [
      {
        key: 'sex',
        title: 'Sex',
        questions: [
          {
            key: 'sex',
            kind: 'one',
            text: 'What is your sex?',
            options: [
              { value: 'female', text: 'Female' },
              { value: 'male', text: 'Male' },
              { value: 'prefer-not-to-say', text: 'Prefer not to say', exclusive: true },
            ],
            required: false,
          },
          { key: 'gender-identity', kind: 'text', text: 'What is your gender identity?', required: false },
        ],
      },
    ],
  }
}

export const someDistricts = [
  { code: 'D1', slug: 'city', name: 'City' },
  { code: 'D2', slug: 'fenland', name: 'Fenland' },
  { code: 'D3', slug: 'huntings', name: 'Huntings' },
] as const

export interface TestConsultation {
  readonly id: string
  readonly slug: string
  readonly countyId: string
  readonly surveys: readonly Survey[]
}

/** A published consultation in three districts, open in September 2026, with its surveys. */
export async function aConsultation(
  db: Db,
  slug = 'centres',
  define: typeof aDefinition = aDefinition,
): Promise<TestConsultation> {
  const now = '2026-08-01T09:00:00.000Z'
  const countyId = await countyOf(db, someDistricts, now)
  const id = await addConsultationRow(db, {
    county_id: countyId,
    slug,
    opens_at: '2026-08-31T23:00:00.000Z',
    closes_at: '2026-09-30T22:59:00.000Z',
    published_at: now,
    created_at: now,
  })
  await addDistrictRows(db, id, someDistricts)
  await allowFiles(db, id, { name: 'Ann' }, new Date(now))
  const surveys: Survey[] = []
  for (const district of someDistricts) {
    surveys.push(
      await addSurvey(
        db,
        { consultationId: id, districtCode: district.code, definition: define(district) },
        new Date(now),
      ),
    )
  }
  return { id, slug, countyId, surveys }
}

/** What a test says of a response; the rest is usual. */
export interface TestAnswers {
  readonly district?: 'D1' | 'D2' | 'D3'
  readonly channel?: Channel
  readonly choices?: Readonly<Record<string, readonly string[]>>
  readonly texts?: Readonly<Record<string, string>>
  readonly receivedAt?: string
  readonly withinGrace?: boolean
  readonly neighbourhoodCode?: string | null
  readonly distanceBand?: 'under-1-km' | 'over-5-km' | null
  readonly language?: string
  readonly about?: Partial<AboutResponse>
  /** A theme was found in what they wrote. */
  readonly theme?: boolean
}

/** Who answered, with nothing said of what a test leaves open. */
export function aboutOf({ about = {} }: TestAnswers): AboutResponse {
  return { helpedBy: null, official: null, members: null, alsoAnswered: null, ...about }
}

const equalityKeys = ['sex', 'gender-identity']

/** The answers of a test as a survey's. */
export function givenAnswers({ choices = {}, texts = {} }: TestAnswers): GivenAnswer[] {
  return [...new Set([...Object.keys(choices), ...Object.keys(texts)])].map(questionKey => ({
    questionKey,
    choices: choices[questionKey] ?? [],
    text: texts[questionKey] ?? null,
  }))
}

/** Stores a response to a consultation; returns its id. */
export async function aResponse(
  db: Db,
  consultation: TestConsultation,
  answers: TestAnswers,
): Promise<string> {
  const survey = consultation.surveys.find(one => one.districtCode === (answers.district ?? 'D1'))
  const responseId = newId()
  const given = givenAnswers(answers)
  await storeResponse(db, {
    responseId,
    surveyId: survey?.id ?? '',
    channel: answers.channel ?? 'online',
    receivedAt: answers.receivedAt ?? '2026-09-10T10:00:00.000Z',
    submittedAt: '2026-09-10T10:00:00.000Z',
    withinGrace: answers.withinGrace ?? false,
    language: answers.language ?? 'en',
    helped: (answers.about?.helpedBy ?? null) !== null,
    about: aboutOf(answers),
    neighbourhoodCode: answers.neighbourhoodCode ?? null,
    distanceBand: answers.distanceBand ?? null,
    answers: given.filter(answer => !equalityKeys.includes(answer.questionKey)),
    equality: given.filter(answer => equalityKeys.includes(answer.questionKey)),
  })
  return responseId
}
