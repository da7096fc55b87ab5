import { expect, it } from '@jest/globals'
import {
  answerCheck,
  currentCheckAnswers,
  listCheckAnswers,
} from '../../server/consultations/checklist-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)
const later = (milliseconds: number): Date => new Date(at.getTime() + milliseconds)

eachDatabase('answers to the checklist', database => {
  it('keeps earlier answers of the checklist', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const answer = { item: 'time', evidence: '', by: 'One' } as const
    await answerCheck(db, consultationId, { ...answer, answer: 'First' }, at)
    await answerCheck(db, consultationId, { ...answer, answer: 'Second' }, new Date(at.getTime() + 1))
    expect((await currentCheckAnswers(db, consultationId)).map(one => one.answer)).toEqual(['Second'])
    expect((await listCheckAnswers(db, consultationId)).map(one => one.answer)).toEqual(['Second', 'First'])
  })

  it('stand point by point, as they were given, in their own consultation', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const { consultationId: other } = await aDraftConsultation(db)
    const given = { answer: 'O’Brien said "100%"', evidence: '<b>Minutes</b>', by: 'One' } as const
    await answerCheck(db, consultationId, { ...given, item: 'time' }, at)
    await answerCheck(db, consultationId, { ...given, item: 'options' }, later(1))
    await answerCheck(db, other, { ...given, item: 'time', answer: 'Theirs' }, later(2))
    const [options, time, ...more] = await currentCheckAnswers(db, consultationId)
    expect(more).toEqual([])
    expect(options?.item).toBe('options')
    expect(time).toEqual({
      item: 'time',
      answer: given.answer,
      evidence: given.evidence,
      answeredAt: at.toISOString(),
      answeredBy: 'One',
    })
    expect((await listCheckAnswers(db, consultationId)).map(one => one.replacedAt)).toEqual([null, null])
  })

  it('to a point that the checklist no longer has are passed over', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    await answerCheck(db, consultationId, { item: 'time', answer: 'A', evidence: '', by: 'One' }, at)
    await db.updateTable('consultation_check').set({ item: 'of-long-ago' }).execute()
    expect(await listCheckAnswers(db, consultationId)).toEqual([])
  })
})
