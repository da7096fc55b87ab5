import type { Db } from '../../server/db/index.ts'
import { addCounty } from '../../server/county/index.ts'
import { newId } from '../../server/platform/ids.ts'
import { addSurvey, standardSurvey, type NewResponse, type Survey } from '../../server/surveys/index.ts'
import { addConsultationRow } from '../support/consultation-rows.ts'

/** A moment at which the consultations of these tests are open. */
export const whileOpen = '2026-06-10T12:00:00.000Z'

/** A row of a consultation that is open in June 2026, without texts. */
export async function aConsultation(db: Db, countyId: string): Promise<string> {
  return addConsultationRow(db, {
    county_id: countyId,
    opens_at: '2026-06-01T08:00:00.000Z',
    closes_at: '2026-06-30T16:00:00.000Z',
    created_at: whileOpen,
  })
}

/** A survey with two proposals, published. */
export async function aSurvey(db: Db): Promise<Survey> {
  const county = await addCounty(
    db,
    { code: null, name: 'Fenmarch', vintage: 'LSOA 2021', districtCodes: ['D1'], demonstration: true },
    whileOpen,
  )
  const consultationId = await aConsultation(db, county.id)
  const definition = standardSurvey({ code: 'D1', name: 'Fen Edge' }, [
    {
      id: 'p1',
      title: 'Marsh Lane',
      whatIsLost: 'Marsh Lane would close.',
      whatChanges: 'A Zone at the library.',
    },
    { id: 'p2', title: 'Mill Road', whatIsLost: '', whatChanges: 'Mill Road would become a Centre.' },
  ])
  return addSurvey(db, { consultationId, districtCode: 'D1', definition }, new Date(whileOpen))
}

/** A response as it arrives from the web. */
export function aResponse(survey: Survey, given: Partial<NewResponse> = {}): NewResponse {
  return {
    responseId: newId(),
    surveyId: survey.id,
    channel: 'online',
    receivedAt: whileOpen,
    submittedAt: whileOpen,
    withinGrace: false,
    language: 'en',
    helped: false,
    neighbourhoodCode: null,
    distanceBand: null,
    answers: [
      { questionKey: 'role', choices: ['parent', 'carer'], text: null },
      { questionKey: 'proposal-1', choices: ['disagree'], text: null },
      { questionKey: 'proposal-1-why', choices: [], text: 'It is too far to walk with twins.' },
    ],
    equality: [],
    ...given,
  }
}
