import { withMonths } from '../../server/findings/answer-months.ts'
import { questionBook } from '../../server/findings/asked-questions.ts'
import type { FindingsInput } from '../../server/findings/build-findings.ts'
import { countResponses } from '../../server/findings/counted-responses.ts'
import { newId } from '../../server/platform/ids.ts'
import type { StoredAnswer, StoredResponse, Survey } from '../../server/surveys/index.ts'
import { aboutOf, aDefinition, givenAnswers, someDistricts, type TestAnswers } from './support.ts'

const closesAt = '2026-09-30T22:59:00.000Z'
const surveysOf = (define: typeof aDefinition): Survey[] =>
  someDistricts.map(district => ({
    id: `survey-${district.code}`,
    consultationId: 'c',
    districtCode: district.code,
    version: 1,
    definition: define(district),
    hash: '',
    publishedAt: '2026-08-01T09:00:00.000Z',
  }))
/** The questions of the test's surveys. */
export const book = questionBook(surveysOf(aDefinition), someDistricts)

/** Findings of some responses, without a database. */
export function inputOf(
  all: readonly TestAnswers[],
  more: Partial<FindingsInput> = {},
  define: typeof aDefinition = aDefinition,
): FindingsInput {
  const surveys = surveysOf(define)
  const book = questionBook(surveys, someDistricts)
  const responses: StoredResponse[] = []
  const answers: StoredAnswer[] = []
  for (const one of all) {
    const id = newId()
    const districtCode = one.district ?? 'D1'
    responses.push({
      id,
      surveyId: `survey-${districtCode}`,
      districtCode,
      channel: one.channel ?? 'online',
      reference: '',
      receivedAt: one.receivedAt ?? '2026-09-10T10:00:00.000Z',
      submittedAt: '2026-09-10T10:00:00.000Z',
      withinGrace: one.withinGrace ?? false,
      language: one.language ?? 'en',
      helped: (one.about?.helpedBy ?? null) !== null,
      about: aboutOf(one),
      neighbourhoodCode: one.neighbourhoodCode ?? null,
      distanceBand: one.distanceBand ?? null,
      withdrawnAt: null,
    })
    for (const given of givenAnswers(one)) {
      answers.push({ ...given, textId: null, responseId: id, section: 'survey' })
    }
  }
  const counts = countResponses(responses, answers, surveys, book, closesAt)
  const raised = new Set(responses.flatMap(({ id }, at) => (all[at]?.theme === true ? [id] : [])))
  return {
    consultation: { slug: 'c', name: 'C', opensAt: '2026-08-31T23:00:00.000Z', closesAt },
    districts: someDistricts,
    questions: withMonths(book.questions, counts.counted),
    responses: counts,
    living: { neighbourhoods: new Map(), sources: [] },
    themes: all.some(one => one.theme !== undefined) ? [{ name: 'Buses', responses: raised }] : [],
    ...more,
  }
}
