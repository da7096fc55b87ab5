import { expect, it } from '@jest/globals'
import {
  readAnswerDeletion,
  recordAnswerDeletion,
} from '../../server/consultations/answer-deletion-repository.ts'
import { answersKept, type AnswersKept } from '../../server/consultations/answers-kept-service.ts'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import { recordDecision } from '../../server/consultations/decision-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPublishedConsultation } from './builders.ts'

eachDatabase('for how long answers are kept', database => {
  it('follows the decision that was entered, not the day on which one is planned', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    // A day that is planned is long over.
    await db
      .updateTable('consultation')
      .set({ decision_on: '2020-01-01' })
      .where('id', '=', consultationId)
      .execute()
    const kept = async (now: string): Promise<AnswersKept | null> => {
      const consultation = await findConsultation(db, consultationId)
      return consultation && answersKept(db, consultation, { months: 12, now: new Date(now) })
    }
    expect(await kept('2040-01-01T12:00:00Z')).toEqual({ until: null, over: false, deletion: null })
    const decide = (decidedOn: string, at: string): Promise<void> =>
      inTransaction(db, tx =>
        recordDecision(
          tx,
          consultationId,
          {
            decidedOn,
            decidedBy: 'Cabinet',
            decision: 'One',
            whatChanged: 'Two',
            reasons: '',
            paper: null,
          } as Parameters<typeof recordDecision>[2],
          'A',
          new Date(at),
        ),
      )
    await decide('2026-09-01', '2026-09-02T12:00:00Z')
    expect(await kept('2027-09-01T12:00:00Z')).toMatchObject({ until: '2027-09-02', over: false })
    // The day begins where the council is.
    expect(await kept('2027-09-01T22:59:00Z')).toMatchObject({ over: false })
    expect(await kept('2027-09-01T23:01:00Z')).toMatchObject({ over: true })
    await decide('2026-12-01', '2026-12-01T12:00:00Z')
    expect(await kept('2027-09-02T12:00:00Z')).toMatchObject({ until: '2027-12-01', over: false })
  })

  it('knows the newest deletion', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    expect(await readAnswerDeletion(db, consultationId)).toBeNull()
    const deletion = { at: '2027-09-02T12:00:00.000Z', by: 'Ann', responses: 3 }
    await recordAnswerDeletion(db, consultationId, {
      ...deletion,
      at: '2027-09-03T12:00:00.000Z',
      responses: 1,
    })
    await recordAnswerDeletion(db, consultationId, deletion)
    expect(await readAnswerDeletion(db, consultationId)).toMatchObject({ by: 'Ann', responses: 1 })
    expect(await readAnswerDeletion(db, 'another')).toBeNull()
  })
})
