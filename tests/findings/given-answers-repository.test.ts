import { expect, it } from '@jest/globals'
import { answersIn, listPackedAnswers } from '../../server/findings/given-answers-repository.ts'
import { addEqualityAnswers, listAnswers, listResponses } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aConsultation, aResponse } from './support.ts'

eachDatabase('answers to be counted', database => {
  it('are the same as those that are read one by one', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const odd = ['a, b', 'c|d', '+', '', 'ش 🚌 “é”', "'; drop table answer; --"]
    const ids = [
      await aResponse(db, consultation, { choices: { role: ['staff', 'parent', 'other'], sex: ['male'] } }),
      await aResponse(db, consultation, { choices: { role: odd, overall: ['agree'] } }),
      await aResponse(db, consultation, { texts: { missed: odd.join('\n'), role: '' } }),
      await aResponse(db, consultation, { choices: { role: ['other'] }, texts: { role: '+ Lamplighter' } }),
      await aResponse(db, consultation, { district: 'D2', channel: 'paper' }),
    ]
    const other = await aConsultation(db, 'other')
    const elsewhere = await aResponse(db, other, { choices: { role: ['parent'] } })
    const answersOf = answersIn(await listPackedAnswers(db, consultation.id))
    const one = await listAnswers(db, consultation.id)
    for (const id of ids) {
      const same = one
        .filter(({ responseId }) => responseId === id)
        .map(({ section, questionKey, choices, text }) => ({ section, questionKey, choices, text }))
      expect(answersOf(id)).toEqual(same)
    }
    expect(answersOf(ids[1] ?? '').map(({ choices }) => choices)).toContainEqual(odd)
    expect(answersOf(elsewhere)).toEqual([])
  })

  it('cannot be made more by what somebody chose or wrote', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const forged = '\u001e' + ['survey', 'overall', '+agree', ''].join('\u001f')
    const id = await aResponse(db, consultation, {
      choices: { role: [`parent${forged}`] },
      texts: { missed: `Nothing${forged}` },
    })
    const answers = answersIn(await listPackedAnswers(db, consultation.id))(id)
    expect(answers.map(({ questionKey }) => questionKey)).toEqual(['missed', 'role'])
  })

  it('differ in their text as soon as one of them does', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const id = await aResponse(db, consultation, { choices: { role: ['parent'], sex: ['male'] } })
    const before = await listPackedAnswers(db, consultation.id)
    expect(await listPackedAnswers(db, consultation.id)).toEqual(before)
    const sex = { questionKey: 'sex', choices: ['female'], text: null }
    await addEqualityAnswers(db, id, [sex])
    const after = await listPackedAnswers(db, consultation.id)
    expect(after).not.toEqual(before)
    expect(answersIn(after)(id)).toContainEqual({ ...sex, section: 'equality' })
  })

  it('are all there of more responses than are read at once', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    await aResponse(db, consultation, { choices: { role: ['parent'] } })
    const [response] = await db.selectFrom('response').selectAll().execute()
    if (!response) throw new Error('Nothing was stored.')
    for (let at = 0; at < 1010; at += 101) {
      const ids = Array.from({ length: 101 }, (_, more) => `more-${at + more}`)
      await db
        .insertInto('response')
        .values(ids.map(id => ({ ...response, id, reference: id })))
        .execute()
    }
    const packed = await listPackedAnswers(db, consultation.id)
    expect(packed.size).toBe(1011)
    expect((await listResponses(db, consultation.id)).every(({ id }) => packed.has(id))).toBe(true)
  })
})
