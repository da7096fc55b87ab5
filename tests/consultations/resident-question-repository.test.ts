import { expect, it } from '@jest/globals'
import {
  addResidentQuestion,
  countWaitingQuestions,
  eraseReplyAddresses,
  listResidentQuestions,
  replyAddressDays,
  settleResidentQuestion,
  takeReplyAddress,
} from '../../server/consultations/resident-question-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPublishedConsultation, closesAt } from './builders.ts'

const at = new Date('2026-06-05T12:00:00.000Z')
const later = new Date('2026-06-08T12:00:00.000Z')

eachDatabase('questions that people send', database => {
  const asked = {
    formId: 'form-1',
    districtCode: 'E07009991',
    question: 'Why?',
    email: 'a@example.org',
    language: 'pl',
  }

  it('are stored once for one form, and again when the form was changed', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    expect(await addResidentQuestion(db, consultationId, asked, at)).toBe(true)
    expect(await addResidentQuestion(db, consultationId, asked, later)).toBe(false)
    expect(await addResidentQuestion(db, consultationId, { ...asked, question: 'When?' }, later)).toBe(true)
    const questions = await listResidentQuestions(db, consultationId)
    expect(questions.map(({ question, wantsReply, state }) => [question, wantsReply, state])).toEqual([
      ['Why?', true, 'waiting'],
      ['When?', true, 'waiting'],
    ])
    expect(await countWaitingQuestions(db, consultationId)).toBe(2)
    // The address is apart, and no list of questions holds it.
    expect(JSON.stringify(questions)).not.toContain('example.org')
  })

  it('are settled once, and the address is given out once and deleted', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await addResidentQuestion(db, consultationId, asked, at)
    const id = (await listResidentQuestions(db, consultationId))[0]?.id ?? ''
    const settled = {
      state: 'declined' as const,
      faqId: null,
      shownQuestion: '',
      shownAnswer: '',
      declinedBecause: 'unclear',
    }
    expect(await settleResidentQuestion(db, 'another', id, settled, 'Ann', later)).toBe(false)
    expect(await settleResidentQuestion(db, consultationId, id, settled, 'Ann', later)).toBe(true)
    expect(await settleResidentQuestion(db, consultationId, id, settled, 'Ben', later)).toBe(false)
    expect(await takeReplyAddress(db, id)).toBe('a@example.org')
    expect(await takeReplyAddress(db, id)).toBeNull()
    expect((await listResidentQuestions(db, consultationId))[0]).toMatchObject({
      state: 'declined',
      settledBy: 'Ann',
      wantsReply: false,
    })
    expect(await db.selectFrom('resident_question_reply').selectAll().execute()).toEqual([])
  })

  it('keep an address for ninety days after the end, or after the question if that is later, and the question for longer', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const day = 86_400_000
    const end = Date.parse(closesAt)
    await addResidentQuestion(db, consultationId, asked, at)
    const late = { ...asked, formId: 'form-2', question: 'And now?', email: 'late@example.org' }
    await addResidentQuestion(db, consultationId, late, new Date(end + 30 * day))
    await addResidentQuestion(
      db,
      consultationId,
      { ...asked, formId: 'form-3', question: 'No?', email: '' },
      at,
    )
    expect(replyAddressDays).toBe(90)
    expect(await eraseReplyAddresses(db, new Date(end + 90 * day))).toBe(0)
    expect(await eraseReplyAddresses(db, new Date(end + 90 * day + 1))).toBe(1)
    const listed = await listResidentQuestions(db, consultationId)
    expect(
      listed.map(({ question, wantsReply, addressErasedAt }) => [question, wantsReply, addressErasedAt]),
    ).toEqual(
      expect.arrayContaining([
        ['Why?', false, new Date(end + 90 * day + 1).toISOString()],
        ['No?', false, null],
        ['And now?', true, null],
      ]),
    )
    expect(await eraseReplyAddresses(db, new Date(end + 120 * day + 1))).toBe(1)
    expect(await db.selectFrom('resident_question_reply').selectAll().execute()).toEqual([])
    expect(await eraseReplyAddresses(db, new Date(end + 999 * day))).toBe(0)
    expect(await listResidentQuestions(db, consultationId)).toHaveLength(3)
  })

  it('follow a consultation whose end was moved', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await addResidentQuestion(db, consultationId, asked, at)
    await db.updateTable('consultation').set({ closes_at: '2026-12-01T17:00:00.000Z' }).execute()
    expect(await eraseReplyAddresses(db, new Date('2027-03-01T17:00:00.000Z'))).toBe(0)
    expect(await eraseReplyAddresses(db, new Date('2027-03-01T17:00:00.001Z'))).toBe(1)
  })

  it('are stored once when the same form arrives twice at the same moment', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const both = await Promise.all(
      [1, 2].map(() => inTransaction(db, tx => addResidentQuestion(tx, consultationId, asked, at))),
    )
    expect([...both].sort()).toEqual([false, true])
    expect(await listResidentQuestions(db, consultationId)).toHaveLength(1)
  })

  it('remember the language of the page on which they were asked', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await addResidentQuestion(db, consultationId, asked, at)
    expect(await listResidentQuestions(db, consultationId)).toMatchObject([{ language: 'pl' }])
  })
})
