import { expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import type { Consultation } from '../../server/consultations/consultation.ts'
import { listFaqs } from '../../server/consultations/faq-repository.ts'
import { settleQuestion, type QuestionDecision } from '../../server/consultations/question-service.ts'
import {
  addResidentQuestion,
  listResidentQuestions,
  type ResidentQuestion,
} from '../../server/consultations/resident-question-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { newId } from '../../server/platform/ids.ts'
import { eachDatabase } from '../support/databases.ts'
import { actor, aPublishedConsultation, whileOpen } from './builders.ts'

const asked = new Date(whileOpen)
const after = (days: number): Date => new Date(asked.getTime() + days * 86_400_000)

eachDatabase('settling a question that somebody sent', database => {
  const ask = async (email = 'ann@example.org'): Promise<[Consultation, ResidentQuestion]> => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const question = {
      formId: newId(),
      districtCode: null,
      question: 'Is there a bus?',
      email,
      language: 'en',
    }
    await addResidentQuestion(db, consultationId, question, asked)
    const consultation = await findConsultation(db, consultationId)
    const [found] = await listResidentQuestions(db, consultationId)
    if (!consultation || !found) throw new Error('Nobody asked.')
    return [consultation, found]
  }
  const settle = (
    [consultation, question]: readonly [Consultation, ResidentQuestion],
    decision: QuestionDecision,
    at = asked,
    form: Parameters<typeof settleQuestion>[5] = null,
  ): Promise<void> =>
    settleQuestion(
      { db: database.db, clock: () => at, publicUrl: 'https://council.example' },
      actor,
      consultation,
      question,
      decision,
      form,
    )
  const letters = (db: Db) => db.selectFrom('letter').select(['recipient', 'body_text']).execute()
  const addresses = (db: Db) => db.selectFrom('resident_question_reply').selectAll().execute()
  const changes = async (db: Db): Promise<string[]> =>
    (await db.selectFrom('consultation_change').select('summary').orderBy('at').execute()).map(
      one => one.summary,
    )

  it('tells whoever asked, once, and deletes the address', async () => {
    const { db } = database
    const made = await ask()
    await settle(made, { kind: 'answer', answer: 'Yes, number 9.' })
    const [letter, ...others] = await letters(db)
    expect([letter?.recipient, others.length, await addresses(db)]).toEqual(['ann@example.org', 0, []])
    expect(letter?.body_text).toContain('Yes, number 9.')
    const [settled] = await listResidentQuestions(db, made[0].id)
    expect(settled).toMatchObject({ state: 'answered', shownAnswer: 'Yes, number 9.', settledBy: actor.name })
    // An answer by e-mail alone is nothing that the public reads.
    expect((await changes(db)).filter(summary => summary.includes('question'))).toEqual([])
  })

  it('refuses the second of two people, whose decision leaves nothing', async () => {
    const { db } = database
    const made = await ask()
    await settle(made, { kind: 'decline', because: 'abusive' })
    const faqs = await listFaqs(db, made[0].id)
    await expect(settle(made, { kind: 'move', question: 'A bus?', answer: 'Yes.' })).rejects.toMatchObject({
      code: 'settled',
      status: 409,
    })
    expect(await listFaqs(db, made[0].id)).toEqual(faqs)
    expect(await letters(db)).toHaveLength(1)
    expect((await listResidentQuestions(db, made[0].id))[0]?.state).toBe('declined')
  })

  it('publishes a question in words of its own, with a line in what has changed', async () => {
    const { db } = database
    const made = await ask()
    await settle(made, { kind: 'move', question: 'Which bus goes there?', answer: 'Number 9.' })
    const faq = (await listFaqs(db, made[0].id)).at(-1)
    expect(faq).toMatchObject({ question: 'Which bus goes there?', answer: 'Number 9.' })
    expect(await changes(db)).toContain('A question was added: “Which bus goes there?”')
    const [letter] = await letters(db)
    expect(letter?.body_text).toContain(
      `https://council.example/consultations/${made[0].slug}/questions/${faq?.id ?? ''}`,
    )
  })

  it('changes an answer that is public only where nobody has changed it meanwhile', async () => {
    const { db } = database
    const made = await ask()
    const [faq] = await listFaqs(db, made[0].id)
    if (!faq) throw new Error('There is no public question.')
    const merge = (answer: string, seen = faq): QuestionDecision => ({
      kind: 'merge',
      faq: seen,
      answer,
      note: 'Clearer',
    })
    await expect(settle(made, merge('Yes.', { ...faq, answer: 'Something older.' }))).rejects.toMatchObject({
      code: 'changed-meanwhile',
    })
    // Nothing is settled, and whoever asked still waits.
    expect((await listResidentQuestions(db, made[0].id))[0]).toMatchObject({
      state: 'waiting',
      wantsReply: true,
    })
    await settle(made, merge(faq.answer))
    expect((await changes(db)).filter(summary => summary.startsWith('The answer'))).toEqual([])
    expect((await listResidentQuestions(db, made[0].id))[0]).toMatchObject({
      state: 'merged',
      shownAnswer: faq.answer,
    })
  })

  it('writes to nobody whose address is kept no longer, or who left none', async () => {
    const { db } = database
    // It is kept for ninety days from the end of the consultation, twenty days after it was asked.
    await settle(await ask(), { kind: 'answer', answer: 'Late.' }, after(112))
    await settle(await ask(''), { kind: 'answer', answer: 'Read by nobody.' })
    expect([await letters(db), await addresses(db)]).toEqual([[], []])
  })
})
