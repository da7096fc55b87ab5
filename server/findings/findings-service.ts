import { figureOf, listNeighbourhoods, readFigures, sourceLine } from '../county/index.ts'
import { listConsultationDistricts } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import type { PublishedConsultation } from '../paper/index.ts'
import { listResponses, listSurveys } from '../surveys/index.ts'
import { withMonths } from './answer-months.ts'
import { questionBook } from './asked-questions.ts'
import type { FindingsInput } from './build-findings.ts'
import { countResponses } from './counted-responses.ts'
import { answersIn, listPackedAnswers } from './given-answers-repository.ts'
import type { LivingThere } from './profile-tables.ts'
import { foundThemes } from './theme-repository.ts'

/**
 * Reads everything that findings are made from, through the other rooms' front doors.
 *
 * @param db - the database
 * @param consultation - a published consultation
 * @returns the input of `buildFindings` and of cross-tables
 */
export async function readFindingsInput(db: Db, consultation: PublishedConsultation): Promise<FindingsInput> {
  const [districts, surveys, responses, packed, living, themes] = await Promise.all([
    listConsultationDistricts(db, consultation.id),
    listSurveys(db, consultation.id),
    listResponses(db, consultation.id),
    listPackedAnswers(db, consultation.id),
    readLivingThere(db, consultation.countyId),
    foundThemes(db, consultation.id),
  ])
  const book = questionBook(surveys, districts)
  const counts = countResponses(responses, answersIn(packed), surveys, book, consultation.closesAt)
  return {
    consultation: {
      slug: consultation.slug,
      name: consultation.name,
      opensAt: consultation.opensAt,
      closesAt: consultation.closesAt,
    },
    districts,
    questions: withMonths(book.questions, counts.counted),
    responses: counts,
    living,
    themes,
  }
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
