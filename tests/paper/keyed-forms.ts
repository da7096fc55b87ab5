import { inTransaction, type Db } from '../../server/db/index.ts'
import type { SurveyDefinition } from '../../server/model/survey.ts'
import type { AsWritten, WrittenAnswer } from '../../server/paper/as-written.ts'
import { addBatch, findBatch } from '../../server/paper/batch-repository.ts'
import { findForm, type PaperForm } from '../../server/paper/form-repository.ts'
import { issueForms } from '../../server/paper/issue-repository.ts'
import type { KeyingPlace } from '../../server/paper/keying-service.ts'
import { newId } from '../../server/platform/ids.ts'
import { addSurvey, allowFiles } from '../../server/surveys/index.ts'
import type { Fields } from '../support/application.ts'
import { aConsultation, type TestConsultation } from './support.ts'

/** When forms are keyed in these tests. */
export const at = new Date('2026-09-22T10:00:00Z')
/** Somebody who keys forms. */
export const ann = { accountId: 'a', name: 'Ann' }
/** Somebody else who does. */
export const bob = { accountId: 'b', name: 'Bob' }

/** The first day of the consultation, and the one on which forms are keyed. */
export const days = { first: '2026-09-01', today: '2026-09-22' }

/** A form that came on 22 September, as it is posted; under an id of its own each time. */
export const keyed = (more: Fields = {}): Fields => ({
  keyingId: newId(),
  'received-day': '22',
  'received-month': '9',
  'received-year': '2026',
  ...more,
})

/** Three forms that came by post. */
export const postBatch = {
  kind: 'post' as const,
  sessionId: null,
  label: 'Post of 22 September',
  heldOn: '2026-09-22',
  districtCode: null,
  countIn: 3,
  note: '',
}

/** What stands on a form. */
export const written = (
  answers: readonly Partial<WrittenAnswer>[] = [],
  more: Partial<AsWritten> = {},
): AsWritten => ({
  receivedOn: '2026-09-22',
  helped: false,
  postcode: { state: 'answered', neighbourhoodCode: 'E01000001', distanceBand: 'under-1-km' },
  answers: answers.map(answer => ({ questionKey: '', state: 'answered', ticks: [], text: null, ...answer })),
  ...more,
})

/** Prints forms of the first district, with its own survey or another. */
export async function issue(
  db: Db,
  consultation: TestConsultation,
  copies = 3,
  surveyId = consultation.surveys.city.id,
): Promise<PaperForm[]> {
  return inTransaction(db, tx =>
    issueForms(tx, {
      consultationId: consultation.id,
      districtCode: 'D1',
      districtSlug: 'city',
      surveyId,
      label: 'Drop-in at the library',
      copies,
      by: 'Ann',
      at,
    }),
  )
}

/** A batch, one form to key, and two more. */
export async function aPlace(
  db: Db,
): Promise<KeyingPlace & { consultation: TestConsultation; others: PaperForm[] }> {
  const consultation = await aConsultation(db)
  const [form, ...others] = await issue(db, consultation)
  if (!form) throw new Error('There is no form.')
  return { consultation, form, others, ...(await aBatchFor(db, consultation)) }
}

/** A batch, and forms of a survey with questions of the test's own. */
export async function aPlaceFor(
  db: Db,
  definition: SurveyDefinition,
): Promise<{
  consultation: TestConsultation
  place: Omit<KeyingPlace, 'form'>
  /** One more form, that nobody has keyed. */
  print(): Promise<PaperForm>
}> {
  const consultation = await aConsultation(db)
  await allowFiles(db, consultation.id, { name: 'Ann' }, at)
  const asked = { consultationId: consultation.id, districtCode: 'D1', definition }
  const survey = await addSurvey(db, asked, new Date('2026-08-02T09:00:00Z'))
  return {
    consultation,
    place: { ...(await aBatchFor(db, consultation)), survey },
    print: async () => {
      const [form] = await issue(db, consultation, 1, survey.id)
      if (!form) throw new Error('There is no form.')
      return form
    },
  }
}

async function aBatchFor(db: Db, consultation: TestConsultation): Promise<Omit<KeyingPlace, 'form'>> {
  const batch = await findBatch(db, await addBatch(db, consultation.id, postBatch, 'Ann', at))
  if (!batch) throw new Error('There is no batch.')
  return { batch, survey: consultation.surveys.city, closesAt: consultation.closesAt }
}

/** A form as it stands now. */
export async function formNow(db: Db, { id }: PaperForm): Promise<PaperForm> {
  const form = await findForm(db, id)
  if (!form) throw new Error('The form is gone.')
  return form
}
