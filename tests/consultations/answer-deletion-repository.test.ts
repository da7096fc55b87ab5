import { expect, it } from '@jest/globals'
import {
  readAnswerDeletion,
  recordAnswerDeletion,
} from '../../server/consultations/answer-deletion-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { addConsultationRow, countyOf } from '../support/consultation-rows.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'

const at = '2026-09-01T09:00:00.000Z'

async function aConsultation({ db }: TestDatabase): Promise<string> {
  return addConsultationRow(db, {
    county_id: await countyOf(db, [{ code: 'D1' }], at),
    opens_at: at,
    closes_at: at,
    created_at: at,
  })
}

eachDatabase('the record that answers were deleted', database => {
  it('is none until they were, and stays with its own consultation', async () => {
    const [one, other] = [await aConsultation(database), await aConsultation(database)]
    expect(await readAnswerDeletion(database.db, one)).toBeNull()
    const deletion = { at: '2027-11-12T00:01:00.000Z', by: 'Ann', responses: 2280 }
    await recordAnswerDeletion(database.db, one, deletion)
    expect(await readAnswerDeletion(database.db, one)).toEqual(deletion)
    expect(await readAnswerDeletion(database.db, other)).toBeNull()
  })

  it('tells of the newest where what was left was deleted later, in whatever order they were written', async () => {
    const id = await aConsultation(database)
    const late = { at: '2027-12-01T10:00:00.000Z', by: 'Ben', responses: 3 }
    await recordAnswerDeletion(database.db, id, late)
    await recordAnswerDeletion(database.db, id, { at: '2027-11-12T10:00:00.000Z', by: 'Ann', responses: 40 })
    expect(await readAnswerDeletion(database.db, id)).toEqual(late)
  })

  it('is not there when what it is part of fails', async () => {
    const id = await aConsultation(database)
    const failing = inTransaction(database.db, async tx => {
      await recordAnswerDeletion(tx, id, { at, by: 'Ann', responses: 1 })
      throw new Error('The disk is full.')
    })
    await expect(failing).rejects.toThrow('The disk is full.')
    expect(await readAnswerDeletion(database.db, id)).toBeNull()
  })
})
