import { expect, it } from '@jest/globals'
import { addFaq, changeFaq, faqMark, listFaqs } from '../../server/consultations/faq-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)
const later = new Date('2026-06-11T12:00:00.000Z')

eachDatabase('questions with their answers', database => {
  it('are added at the end, and come back in order, word for word', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const hostile = { question: '<b>Where</b>?', answer: "'); drop table faq;-- 👶🏽" }
    const id = await addFaq(db, consultationId, hostile, at)
    const listed = await listFaqs(db, consultationId)
    expect(listed.map(faq => faq.question)).toEqual(['Why?', '<b>Where</b>?'])
    expect(listed[1]).toEqual({ id, ...hostile, addedAt: whileOpen, changedAt: null, changes: [] })
    expect(await listFaqs(db, 'none')).toEqual([])
  })

  it('keep how they stood, newest first, where a change is told, and are unmarked where it is not', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const id = await addFaq(db, consultationId, { question: 'When?', answer: 'In May.' }, at)
    const own = async () => (await listFaqs(db, consultationId)).find(faq => faq.id === id)
    const change = { id, question: 'When?', answer: 'In June.' }
    expect(await changeFaq(db, consultationId, { ...change, note: null }, later)).toBe(true)
    expect(await own()).toMatchObject({ answer: 'In June.', changedAt: null, changes: [] })
    for (const answer of ['In July.', 'In August.']) {
      await changeFaq(db, consultationId, { ...change, answer, note: `Now ${answer}` }, later)
    }
    const told = await own()
    expect(told).toMatchObject({ answer: 'In August.', changedAt: later.toISOString() })
    expect(told?.changes.map(one => [one.note, one.answerBefore])).toEqual([
      ['Now In August.', 'In July.'],
      ['Now In July.', 'In June.'],
    ])
  })

  it('are not written over by somebody who had an earlier answer, nor from another consultation', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const id = await addFaq(db, consultationId, { question: 'When?', answer: 'In May.' }, at)
    const seen = faqMark({ question: 'When?', answer: 'In May.' })
    const change = { id, question: 'When?', answer: 'In June.', note: null, seen }
    expect(await changeFaq(db, 'another', change, later)).toBe(false)
    expect(await changeFaq(db, consultationId, { ...change, id: 'none' }, later)).toBe(false)
    expect(await changeFaq(db, consultationId, change, later)).toBe(true)
    expect(await changeFaq(db, consultationId, { ...change, answer: 'Never.' }, later)).toBe(false)
    expect((await listFaqs(db, consultationId)).map(faq => faq.answer)).toContain('In June.')
    expect(faqMark({ question: 'a', answer: 'b' })).not.toBe(faqMark({ question: 'ab', answer: '' }))
  })
})
