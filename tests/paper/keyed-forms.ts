import { inTransaction, type Db } from '../../server/db/index.ts'
import type { AsWritten, WrittenAnswer } from '../../server/paper/as-written.ts'
import { addBatch, findBatch } from '../../server/paper/batch-repository.ts'
import type { PaperForm } from '../../server/paper/form-repository.ts'
import { issueForms } from '../../server/paper/issue-repository.ts'
import type { KeyingPlace } from '../../server/paper/keying-service.ts'
import { aConsultation, type TestConsultation } from './support.ts'

/** When forms are keyed in these tests. */
export const at = new Date('2026-09-22T10:00:00Z')
/** Somebody who keys forms. */
export const ann = { accountId: 'a', name: 'Ann' }
/** Somebody else who does. */
export const bob = { accountId: 'b', name: 'Bob' }

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

/** Prints forms of the first district. */
export async function issue(db: Db, consultation: TestConsultation, copies = 3): Promise<PaperForm[]> {
  return inTransaction(db, tx =>
    issueForms(tx, {
      consultationId: consultation.id,
      districtCode: 'D1',
      districtSlug: 'city',
      surveyId: consultation.surveys.city.id,
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
  const batch = await findBatch(db, await addBatch(db, consultation.id, postBatch, 'Ann', at))
  if (!form || !batch) throw new Error('Nothing was made.')
  return {
    consultation,
    form,
    others,
    batch,
    survey: consultation.surveys.city,
    closesAt: consultation.closesAt,
  }
}
