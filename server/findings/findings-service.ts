import { figureOf, listNeighbourhoods, readFigures, sourceLine } from '../county/index.ts'
import { listConsultationDistricts } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import type { PublishedConsultation } from '../paper/index.ts'
import type { GivenAnswer } from '../model/survey.ts'
import { listResponses, listSurveys, type StoredResponse, type Survey } from '../surveys/index.ts'
import { withMonths } from './answer-months.ts'
import { questionBook } from './asked-questions.ts'
import type { FindingsInput } from './build-findings.ts'
import { countResponses } from './counted-responses.ts'
import { answersIn, listPackedAnswers } from './given-answers-repository.ts'
import { sameSources, type FindingsSources } from './findings-memory.ts'
import type { LivingThere } from './profile-tables.ts'
import { foundThemes } from './theme-repository.ts'

/** What findings are made from, and what they leave out. */
export interface AnsweredConsultation {
  readonly input: FindingsInput
  readonly surveys: readonly Survey[]
  /** Those that were not taken back, in the order in which they were received; late ones too. */
  readonly standing: readonly StoredResponse[]
  /** The answers of these to the survey, without those about equality. */
  readonly answers: readonly (GivenAnswer & { readonly responseId: string })[]
}

/**
 * Reads what findings are made from together with the answers themselves.
 *
 * @param db - the database
 * @param consultation - a published consultation
 * @returns the input of `buildFindings`, and what stands behind it
 */
export async function readAnswered(
  db: Db,
  consultation: PublishedConsultation,
): Promise<AnsweredConsultation> {
  const sources = await readSources(db, consultation)
  const standing = sources.responses.filter(one => one.withdrawnAt === null)
  const answersOf = answersIn(sources.packed)
  const answers = standing.flatMap(({ id }) =>
    answersOf(id)
      .filter(({ section }) => section === 'survey')
      .map(answer => ({ ...answer, responseId: id })),
  )
  return { input: inputFrom(sources), surveys: sources.surveys, standing, answers }
}

/**
 * Reads everything that findings are made from, through the other rooms' front doors. While none of it changes, it is
 * put together once.
 *
 * @param db - the database
 * @param consultation - a published consultation
 * @returns the input of `buildFindings` and of cross-tables; the same object while nothing has changed
 */
export async function readFindingsInput(db: Db, consultation: PublishedConsultation): Promise<FindingsInput> {
  return inputFrom(await readSources(db, consultation))
}

async function readSources(db: Db, consultation: PublishedConsultation): Promise<FindingsSources> {
  const [districts, surveys, responses, packed, living, themes] = await Promise.all([
    listConsultationDistricts(db, consultation.id),
    listSurveys(db, consultation.id),
    listResponses(db, consultation.id),
    listPackedAnswers(db, consultation.id),
    readLivingThere(db, consultation.countyId),
    foundThemes(db, consultation.id),
  ])
  const { slug, name, opensAt, closesAt } = consultation
  const about = { slug, name, opensAt, closesAt }
  return { consultation: about, districts, surveys, responses, packed, living, themes }
}

function inputFrom(sources: FindingsSources): FindingsInput {
  return sameSources(sources, () => {
    const { consultation, districts, surveys, responses, packed, living, themes } = sources
    const book = questionBook(surveys, districts)
    const counts = countResponses(responses, answersIn(packed), surveys, book, consultation.closesAt)
    const questions = withMonths(book.questions, counts.counted)
    return { consultation, districts, questions, responses: counts, living, themes }
  })
}

async function readLivingThere(db: Db, countyId: string): Promise<LivingThere> {
  const measures = ['children0to4', 'idaciDecile', 'rural'] as const
  const [neighbourhoods, figures] = await Promise.all([
    listNeighbourhoods(db, countyId),
    readFigures(db, countyId, measures),
  ])
  const sources = measures.flatMap(measure => figures.sources.get(measure) ?? []).map(sourceLine)
  return {
    neighbourhoods: new Map(
      neighbourhoods.map(({ code, districtCode }) => {
        const rural = figureOf(figures, 'rural', code)
        return [
          code,
          {
            districtCode,
            children0to4: figureOf(figures, 'children0to4', code),
            idaciDecile: figureOf(figures, 'idaciDecile', code),
            rural: rural === null ? null : rural === 1,
          },
        ]
      }),
    ),
    sources: [...new Set(sources)],
  }
}
