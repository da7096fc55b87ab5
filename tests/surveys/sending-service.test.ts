import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import type { Draft } from '../../server/surveys/draft.ts'
import { beginDraft, removeOldDrafts, savePage } from '../../server/surveys/draft-repository.ts'
import { listAnswers, listResponses, pepperFrom, type Survey } from '../../server/surveys/index.ts'
import { sendDraft } from '../../server/surveys/sending-service.ts'
import { readAnswering } from '../../server/surveys/draft-reading-repository.ts'
import { referenceOf } from '../../server/surveys/response-payload.ts'
import { eachDatabase } from '../support/databases.ts'
import { aSurvey, whileOpen } from './support.ts'

const at = new Date(whileOpen)
const pepper = pepperFrom('only-for-tests-only-for-tests')
const span = { at, days: 14 }
const ofSurvey = ({ consultationId }: Survey) => ({ consultationId, districtCode: 'D1' })
const parent = { answers: [{ questionKey: 'role', choices: ['parent'], text: null }], place: null }

async function aDraft(db: Db): Promise<{ survey: Survey; draft: Draft; token: string }> {
  const survey = await aSurvey(db)
  const token = await beginDraft(db, pepper, survey.id, span, new Map([['role', parent]]))
  const answering = await readAnswering(db, pepper, ofSurvey(survey), [token], at)
  if (!answering?.draft) throw new Error('The draft was not found.')
  return { survey, draft: answering.draft, token }
}

eachDatabase('sending a draft', database => {
  it('stores it once when it is sent many times at once, and sets nothing aside', async () => {
    const { db } = database
    const { survey, draft } = await aDraft(db)
    const receipts = await Promise.all(
      Array.from({ length: 6 }, () => sendDraft(db, draft, survey.definition, { at, withinGrace: false })),
    )
    expect(receipts.filter(receipt => receipt !== null)).toHaveLength(1)
    expect(await listResponses(db, survey.consultationId)).toHaveLength(1)
    expect(await listAnswers(db, survey.consultationId)).toHaveLength(1)
    expect(await db.selectFrom('response_aside').select('id').execute()).toEqual([])
  })

  it('sends pages as they are at that moment, whatever the sender had before them', async () => {
    const { db } = database
    const { survey, draft } = await aDraft(db)
    const staff = { answers: [{ questionKey: 'role', choices: ['staff'], text: null }], place: null }
    await savePage(db, draft, 'role', staff, at)
    await sendDraft(db, draft, survey.definition, { at, withinGrace: false })
    expect((await listAnswers(db, survey.consultationId))[0]?.choices).toEqual(['staff'])
  })

  it('keeps the draft as it was when the response cannot be stored', async () => {
    const { db } = database
    const { survey, draft, token } = await aDraft(db)
    const broken = { ...draft, surveyId: 'no-such-survey' }
    await expect(sendDraft(db, broken, survey.definition, { at, withinGrace: false })).rejects.toThrow()
    const again = await readAnswering(db, pepper, ofSurvey(survey), [token], at)
    expect(again?.draft).toEqual(draft)
  })

  it('shows the draft the reference of its own response where another response has the first', async () => {
    const { db } = database
    const { survey, draft, token } = await aDraft(db)
    const taken = referenceOf(draft.responseId, 0)
    const other = await beginDraft(db, pepper, survey.id, span)
    const sent = { at, withinGrace: false }
    const before = await readAnswering(db, pepper, ofSurvey(survey), [other], at)
    if (!before?.draft) throw new Error('The other draft was not found.')
    await sendDraft(db, before.draft, survey.definition, sent)
    await db.updateTable('response').set({ reference: taken }).execute()
    const receipt = await sendDraft(db, draft, survey.definition, sent)
    expect(receipt?.reference).not.toBe(taken)
    const again = await readAnswering(db, pepper, ofSurvey(survey), [token], at)
    expect(again?.draft?.reference).toBe(receipt?.reference)
  })

  it('leaves only the receipt in the draft', async () => {
    const { db } = database
    const { survey, draft, token } = await aDraft(db)
    const receipt = await sendDraft(db, draft, survey.definition, { at, withinGrace: false })
    const after = await readAnswering(db, pepper, ofSurvey(survey), [token], at)
    expect(after?.draft).toMatchObject({ reference: receipt?.reference, sentAt: whileOpen })
    expect(after?.draft?.pages.size).toBe(0)
  })

  it('keeps what two tabs save on different pages, and removes drafts that have run out with all they hold', async () => {
    const { db } = database
    const { survey, draft, token } = await aDraft(db)
    const saturdays = { answers: [{ questionKey: 'times', choices: ['saturdays'], text: null }], place: null }
    await Promise.all([savePage(db, draft, 'times', saturdays, at), savePage(db, draft, 'role', parent, at)])
    const both = await readAnswering(db, pepper, ofSurvey(survey), [token], at)
    expect([...(both?.draft?.pages.keys() ?? [])]).toEqual(['role', 'times'])
    await removeOldDrafts(db, new Date(Date.parse(draft.expiresAt)))
    expect(await db.selectFrom('draft_page').selectAll().execute()).toEqual([])
  })
})
