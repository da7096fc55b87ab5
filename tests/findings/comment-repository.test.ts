import { expect, it } from '@jest/globals'
import { codeComment, doubleCoded } from '../../server/findings/coding-repository.ts'
import {
  codingProgress,
  findComment,
  listComments,
  type CommentFilter,
} from '../../server/findings/comment-repository.ts'
import { foundThemes, listThemes } from '../../server/findings/theme-repository.ts'
import type { SurveyQuestion } from '../../server/model/survey.ts'
import { addSurvey } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { kinds } from '../surveys/every-kind.ts'
import { aFrame, ann, at, bob, readComments, someComments } from './comments.ts'
import { aConsultation, aResponse } from './support.ts'

eachDatabase('comments', database => {
  it('are found by district, question, channel and words, in the order in which they came', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const texts = async (filter: Partial<CommentFilter>): Promise<string[]> =>
      (await readComments(db, consultation, filter)).map(comment => comment.text)
    expect(await texts({})).toEqual(['The BUS is late', '100% against', 'Lamplighter'])
    expect(await texts({ districtCode: 'D2' })).toEqual(['Lamplighter'])
    expect(await texts({ questionKey: 'missed' })).toEqual(['The BUS is late', '100% against'])
    expect(await texts({ channel: 'paper' })).toEqual(['100% against'])
    expect(await texts({ words: 'bus' })).toEqual(['The BUS is late'])
    expect(await texts({ words: '100%' })).toEqual(['100% against'])
    expect(await texts({ words: '1_0' })).toEqual([])
    expect(await texts({ words: 'private' })).toEqual([])
    expect(await texts({ words: "'; drop table answer; --" })).toEqual([])
  })

  it('are those of one consultation only, and not of responses that were taken back', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const other = await aConsultation(db, 'other')
    await aResponse(db, other, { texts: { missed: 'Elsewhere' } })
    await db
      .updateTable('response')
      .set({ withdrawn_at: at.toISOString() })
      .where('channel', '=', 'paper')
      .execute()
    expect((await readComments(db, consultation)).map(comment => comment.text)).toEqual([
      'The BUS is late',
      'Lamplighter',
    ])
  })

  it('come in pages', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    for (let number = 0; number < 23; number += 1) {
      await aResponse(db, consultation, { texts: { missed: `Comment ${number}` } })
    }
    const pages = await Promise.all([1, 2, 3, 4].map(page => readComments(db, consultation, {}, page)))
    expect(pages.map(page => page.length)).toEqual([10, 10, 3, 0])
    expect(new Set(pages.flat().map(comment => comment.id)).size).toBe(23)
    // A table of them all is read in few pages.
    const long = await listComments(db, consultation.id, { turn: 'first' }, 2, 20)
    expect([long.comments.length, long.total]).toEqual([3, 23])
  })

  it('are words: no number, day, file or order is one, whichever version of the survey asked for it', async () => {
    const { db } = database
    const words = { key: 'plan', kind: 'long-text', text: 'Say where', required: false } as const
    const asking = (plan: SurveyQuestion) => ({
      title: 'Centres',
      pages: [
        { key: 'page', title: '', questions: [kinds.order, kinds.count, kinds.born, kinds.photo, plan] },
      ],
      equality: [],
    })
    const consultation = await aConsultation(db, 'centres', () => asking({ ...kinds.count, key: 'plan' }))
    const newer = await addSurvey(
      db,
      { consultationId: consultation.id, districtCode: 'D1', definition: asking(words) },
      at,
    )
    const given = {
      choices: { order: ['staff'] },
      texts: { order: 'first the staff', count: '3', born: '2025-02-03', photo: 'way.png', plan: '4' },
    }
    await aResponse(db, consultation, { ...given, receivedAt: '2026-09-01T10:00:00.000Z' })
    await aResponse(db, consultation, { ...given, texts: { ...given.texts, 'organisation-name': 'A club' } })
    await aResponse(db, { ...consultation, surveys: [newer] }, given)
    const left = await readComments(db, consultation)
    expect(left.map(({ questionKey, surveyId }) => [questionKey, surveyId])).toEqual([['plan', newer.id]])
    expect(await codingProgress(db, consultation.id)).toEqual({ comments: 1, coded: 0, codedTwice: 0 })
    const { themes, frameId } = await aFrame(db, consultation, 'Places')
    const answers = await db.selectFrom('answer').select(['id', 'question_key', 'response_id']).execute()
    for (const { id } of answers) {
      await codeComment(db, { answerId: id, themes }, frameId, 'first', ann, at)
      await codeComment(db, { answerId: id, themes }, frameId, 'second', bob, at)
    }
    // As it may have been coded before it was told apart: it is in no count, no sample and no finding.
    expect(await codingProgress(db, consultation.id)).toEqual({ comments: 1, coded: 1, codedTwice: 1 })
    expect(await doubleCoded(db, consultation.id)).toHaveLength(1)
    expect((await foundThemes(db, consultation.id)).map(theme => theme.responses.size)).toEqual([1])
    expect((await listThemes(db, frameId)).map(theme => theme.comments)).toEqual([1])
    for (const sampled of [true, false])
      for (const one of await readComments(db, consultation, { turn: 'second', sampled }))
        expect(one.surveyId).toBe(newer.id)
    for (const { id, question_key } of answers) {
      const found = await findComment(db, consultation.id, id, 'first')
      if (question_key !== 'plan') expect(found).toBeNull()
    }
  })
})
