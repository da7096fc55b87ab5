import { expect, it } from '@jest/globals'
import {
  addBoard,
  changeBoard,
  findBoard,
  listBoards,
} from '../../../server/consultations/taking-part/board-repository.ts'
import { moderateIdea, postIdea } from '../../../server/consultations/taking-part/idea-repository.ts'
import { eachDatabase } from '../../support/databases.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

const at = new Date(whileOpen)
const texts = {
  districtCode: 'E07009991',
  question: 'What would help?',
  introduction: 'Tell us.',
  opensAt: '2026-06-01T08:00:00.000Z',
  closesAt: '2026-06-20T16:00:00.000Z',
}
const idea = { title: 'One', body: 'Two', neighbourhood: '', language: 'en' }

eachDatabase('idea boards', database => {
  it('count what is shown, what waits, and what is not shown by its reason', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const id = await addBoard(db, consultationId, texts, at)
    await addBoard(
      db,
      consultationId,
      { ...texts, districtCode: null, closesAt: '2026-06-10T16:00:00.000Z' },
      at,
    )
    for (const name of ['a', 'b', 'c', 'd']) await postIdea(db, id, { ...idea, id: name }, at)
    await moderateIdea(db, id, 'a', null, at)
    await moderateIdea(db, id, 'b', 'hurtful', at)
    await moderateIdea(db, id, 'c', 'hurtful', at)
    const boards = await listBoards(db, consultationId)
    expect(boards.map(({ districtName, shown, waiting }) => [districtName, shown, waiting])).toEqual([
      ['Fen', 1, 1],
      ['', 0, 0],
    ])
    expect((await findBoard(db, consultationId, id))?.declined).toEqual([{ reason: 'hurtful', ideas: 2 }])
    expect(await findBoard(db, 'another', id)).toBeNull()
    expect(await listBoards(db, 'another')).toEqual([])
  })

  it('keep question and district once somebody has posted, and are changed by their own consultation only', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const id = await addBoard(db, consultationId, texts, at)
    const other = { ...texts, question: 'What else?', districtCode: null, introduction: 'New' }
    expect(await changeBoard(db, 'another', id, other)).toBeNull()
    expect(await changeBoard(db, consultationId, id, other)).toBe('changed')
    await postIdea(db, id, { ...idea, id: 'a' }, at)
    expect(await changeBoard(db, consultationId, id, { ...texts, introduction: 'Newer' })).toBe('dates')
    expect(await findBoard(db, consultationId, id)).toMatchObject({
      question: 'What else?',
      districtCode: null,
      introduction: 'Newer',
    })
  })
})
