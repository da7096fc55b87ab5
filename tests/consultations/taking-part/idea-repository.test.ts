import { expect, it } from '@jest/globals'
import { addBoard } from '../../../server/consultations/taking-part/board-repository.ts'
import {
  allIdeas,
  browserOnBoard,
  findIdea,
  moderateIdea,
  postIdea,
  redactIdea,
  replyToIdea,
  setAgreement,
  shownIdeas,
} from '../../../server/consultations/taking-part/idea-repository.ts'
import { inTransaction, type Db } from '../../../server/db/index.ts'
import { eachDatabase } from '../../support/databases.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

const at = new Date(whileOpen)
const idea = {
  id: 'idea-1',
  title: 'Saturdays',
  body: 'Jane Roe and Sam Poe know.',
  neighbourhood: '',
  language: 'en',
}

async function aBoard(db: Db): Promise<string> {
  const { consultationId } = await aPublishedConsultation(db)
  return addBoard(
    db,
    consultationId,
    { districtCode: null, question: 'What?', introduction: '', opensAt: whileOpen, closesAt: whileOpen },
    at,
  )
}

eachDatabase('ideas', database => {
  it('are kept once for a form, and as another when the form was changed, also when that is sent twice', async () => {
    const { db } = database
    const board = await aBoard(db)
    const post = (more: object = {}): Promise<boolean> => postIdea(db, board, { ...idea, ...more }, at)
    expect([await post(), await post()]).toEqual([true, false])
    expect([await post({ body: 'More' }), await post({ body: 'More' })]).toEqual([true, false])
    expect((await allIdeas(db, board)).map(({ body, state }) => [body, state]).sort()).toEqual([
      ['Jane Roe and Sam Poe know.', 'waiting'],
      ['More', 'waiting'],
    ])
  })

  it('do not come back with the words that staff took out, when their form is sent again', async () => {
    const { db } = database
    const board = await aBoard(db)
    await postIdea(db, board, idea, at)
    expect(await redactIdea(db, board, idea.id, ['Jane Roe'])).toBe(true)
    expect(await postIdea(db, board, idea, at)).toBe(false)
    expect((await allIdeas(db, board)).map(({ body }) => body)).toEqual(['[…] and Sam Poe know.'])
  })

  it('lose the words that two people take out at the same moment, both', async () => {
    const { db } = database
    const board = await aBoard(db)
    const ids = Array.from({ length: 12 }, (_, number) => (number === 0 ? idea.id : `idea-${number + 1}`))
    for (const id of ids) await postIdea(db, board, { ...idea, id }, at)
    const done = await Promise.all(
      ids.flatMap(id =>
        [['Jane Roe'], ['Sam Poe']].map(words => inTransaction(db, tx => redactIdea(tx, board, id, words))),
      ),
    )
    expect(done).not.toContain(false)
    expect(new Set((await allIdeas(db, board)).map(({ body }) => body))).toEqual(
      new Set(['[…] and […] know.']),
    )
    expect(await redactIdea(db, board, idea.id, ['Nobody'])).toBe(false)
    expect(await redactIdea(db, 'another', idea.id, ['know'])).toBe(false)
  })

  it('are seen by everybody once staff show them, with their reply, and by nobody when they are declined', async () => {
    const { db } = database
    const board = await aBoard(db)
    await postIdea(db, board, idea, at)
    const seen = async (): Promise<number> => (await shownIdeas(db, board, 1, '')).total
    expect(await seen()).toBe(0)
    expect(await moderateIdea(db, 'another', idea.id, null, at)).toBe(false)
    expect(await moderateIdea(db, board, idea.id, null, at)).toBe(true)
    const found = await findIdea(db, board, idea.id)
    if (!found) throw new Error('No idea.')
    await replyToIdea(db, found, 'We will try.', at)
    expect((await shownIdeas(db, board, 1, '')).ideas).toMatchObject([{ reply: 'We will try.', mine: false }])
    await moderateIdea(db, board, idea.id, 'hurtful', at)
    expect(await seen()).toBe(0)
    expect(await findIdea(db, 'another', idea.id)).toBeNull()
  })

  it('are agreed with once by a browser, also when it presses twice at once', async () => {
    const { db } = database
    const board = await aBoard(db)
    await postIdea(db, board, idea, at)
    const browser = browserOnBoard('cookie', board)
    const agree = (agrees: boolean): Promise<boolean> =>
      inTransaction(db, tx => setAgreement(tx, { boardId: board, id: idea.id }, browser, agrees))
    expect(await agree(true)).toBe(false)
    await moderateIdea(db, board, idea.id, null, at)
    expect(await Promise.all([agree(true), agree(true)])).toEqual([true, true])
    expect((await shownIdeas(db, board, 1, browser)).ideas).toMatchObject([{ agreements: 1, mine: true }])
    await agree(false)
    expect((await shownIdeas(db, board, 1, browser)).ideas).toMatchObject([{ agreements: 0, mine: false }])
  })
})
