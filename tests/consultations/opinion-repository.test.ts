import { expect, it } from '@jest/globals'
import {
  addOpinion,
  commentOnOpinion,
  countOpinions,
  eraseComment,
  findOpinion,
  listOpinionComments,
} from '../../server/consultations/opinion-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPublishedConsultation } from './builders.ts'

eachDatabase('whether pages were useful', database => {
  it('is counted by page, with one comment for each opinion, which can be erased', async () => {
    const { db } = database
    const { consultationId, slug } = await aPublishedConsultation(db)
    const page = `/consultations/${slug}`
    const opinion = { page, useful: false, givenOn: '2026-06-05' }
    const id = (await addOpinion(db, slug, opinion)) ?? ''
    await addOpinion(db, slug, { ...opinion, useful: true })
    await addOpinion(db, slug, { ...opinion, page: `${page}/fen`, useful: true })
    expect(await addOpinion(db, 'none', opinion)).toBeNull()
    expect(await commentOnOpinion(db, id, 'Too long')).toBe(true)
    expect(await commentOnOpinion(db, id, 'Again')).toBe(false)
    expect(await countOpinions(db, consultationId)).toEqual([
      { page, useful: 1, notUseful: 1 },
      { page: `${page}/fen`, useful: 1, notUseful: 0 },
    ])
    expect(await listOpinionComments(db, consultationId)).toEqual([
      { id, page, useful: false, comment: 'Too long', givenOn: '2026-06-05' },
    ])
    expect(await eraseComment(db, 'another', id)).toBe(false)
    expect(await eraseComment(db, consultationId, id)).toBe(true)
    expect(await findOpinion(db, id)).toMatchObject({ comment: '', useful: false })
  })
})
