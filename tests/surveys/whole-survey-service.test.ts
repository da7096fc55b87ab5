import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import type { GivenAnswer } from '../../server/model/survey.ts'
import { newId } from '../../server/platform/ids.ts'
import {
  listAnswers,
  listKeptAside,
  listResponseFiles,
  listResponses,
  listSignals,
  type Survey,
} from '../../server/surveys/index.ts'
import { receiptOfReplay, sendWhole, type WholeSurvey } from '../../server/surveys/whole-survey-service.ts'
import { eachDatabase } from '../support/databases.ts'
import { at, days, pepper, readDraftOf } from './drafts.ts'
import { aSurvey, whileOpen } from './support.ts'

const later = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
const chosen = (questionKey: string, ...choices: string[]): GivenAnswer => ({
  questionKey,
  choices,
  text: null,
})
const sent = { at, withinGrace: false }

/** A whole survey of somebody who began it ten minutes ago. */
function whole(survey: Survey, more: Partial<WholeSurvey> = {}): WholeSurvey {
  return {
    consultationId: survey.consultationId,
    districtCode: 'D1',
    surveyId: survey.id,
    definition: survey.definition,
    responseId: newId(),
    answers: [chosen('role', 'parent'), chosen('overall', 'agree')],
    equality: [],
    place: { neighbourhoodCode: null, distanceBand: null },
    language: 'en',
    helped: false,
    about: { helpedBy: null, official: null, members: null, alsoAnswered: null },
    organisation: '',
    files: [],
    draft: null,
    begunAt: later(-10),
    hiddenFieldFilled: false,
    pepper,
    days,
    holdsReceipt: false,
    ...more,
  }
}
const stored = async (db: Db, { consultationId }: Survey, key: string) =>
  (await listAnswers(db, consultationId, { questionKeys: [key] })).map(({ choices }) => choices)

eachDatabase('a whole survey that is sent at once', database => {
  it('is stored once however often it comes at once, and each device gets the same receipt', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const one = whole(survey, { equality: [chosen('sex', 'female')] })
    const all = await Promise.all(Array.from({ length: 6 }, () => sendWhole(db, one, sent)))
    expect(all.filter(({ receipt }) => receipt.outcome === 'stored')).toHaveLength(1)
    expect(new Set(all.map(({ receipt }) => receipt.reference)).size).toBe(1)
    expect(all.every(({ receivedAt }) => receivedAt === whileOpen)).toBe(true)
    expect(await listResponses(db, survey.consultationId)).toHaveLength(1)
    expect([await stored(db, survey, 'overall'), await stored(db, survey, 'sex')]).toEqual([
      [['agree']],
      [['female']],
    ])
    expect(await listKeptAside(db, survey.consultationId)).toEqual([])
    const [first] = all
    const draft = await readDraftOf(db, survey, [first?.token ?? ''])
    expect(draft).toMatchObject({ reference: first?.receipt.reference, sentAt: whileOpen })
  })

  it('keeps other contents under the same id aside, and gives a stranger no receipt for what came first', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const one = whole(survey)
    const first = await sendWhole(db, one, sent)
    const other = { ...one, answers: [chosen('role', 'parent'), chosen('overall', 'disagree')] }
    const stranger = await sendWhole(db, other, { at: later(5), withinGrace: false })
    expect(stranger).toMatchObject({ receipt: { outcome: 'differs' }, token: null, receivedAt: whileOpen })
    const writer = await sendWhole(db, { ...other, holdsReceipt: true }, { at: later(6), withinGrace: false })
    expect(writer.receipt).toEqual({ outcome: 'differs', reference: first.receipt.reference })
    expect(await stored(db, survey, 'overall')).toEqual([['agree']])
    // The same other contents twice are one.
    expect(await listKeptAside(db, survey.consultationId)).toHaveLength(1)
  })

  it('keeps answers about its writer that change later aside too, and takes those that were missing', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const one = whole(survey)
    await sendWhole(db, one, sent)
    const about = (sex: string) => ({ ...one, equality: [chosen('sex', sex)] })
    expect((await sendWhole(db, about('female'), sent)).receipt.outcome).toBe('already stored')
    expect(await stored(db, survey, 'sex')).toEqual([['female']])
    expect((await sendWhole(db, about('female'), sent)).receipt.outcome).toBe('already stored')
    expect((await sendWhole(db, about('male'), sent)).receipt.outcome).toBe('differs')
    // Left out is not taken back.
    expect((await sendWhole(db, one, sent)).receipt.outcome).toBe('already stored')
    expect(await stored(db, survey, 'sex')).toEqual([['female']])
    expect(await listKeptAside(db, survey.consultationId)).toHaveLength(1)
  })

  it('stores what applies alone: no answers and no files of pages that are not asked', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const file = (questionKey: string) => ({
      questionKey,
      sha256: 'a'.repeat(64),
      originalName: 'a.png',
      mediaType: 'image/png',
      bytes: 1,
    })
    const answers = [chosen('role', 'parent'), chosen('centres', 'none'), chosen('services', 'midwife')]
    await sendWhole(db, whole(survey, { answers, files: [file('role'), file('services')] }), sent)
    expect(await stored(db, survey, 'services')).toEqual([])
    const files = await listResponseFiles(db, survey.consultationId)
    expect(files.map(({ questionKey }) => questionKey)).toEqual(['role'])
  })

  it('says whether it came within the grace, for whom, and what is odd about its coming', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const odd = {
      begunAt: null,
      hiddenFieldFilled: true,
      organisation: 'Friends',
      helped: true,
      language: 'pl',
    }
    const one = whole(survey, odd)
    await sendWhole(db, one, { at, withinGrace: true })
    await sendWhole(db, one, { at, withinGrace: true })
    expect(await listResponses(db, survey.consultationId)).toMatchObject([
      { withinGrace: true, helped: true, language: 'pl', channel: 'online' },
    ])
    const names = await listAnswers(db, survey.consultationId, { questionKeys: ['organisation-name'] })
    expect(names.map(({ text }) => text)).toEqual(['Friends'])
    const signals = (await listSignals(db, survey.consultationId)).map(({ signal }) => signal)
    expect(signals.sort()).toEqual(['hidden-field', 'no-page'])
  })

  it('is stored whole or not at all', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const other = whole(survey)
    const both = await Promise.allSettled([
      sendWhole(db, whole(survey, { surveyId: 'none' }), sent),
      sendWhole(db, other, sent),
    ])
    // Another's survey that comes at the same moment is not lost with it.
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect((await listResponses(db, survey.consultationId)).map(({ id }) => id)).toEqual([other.responseId])
    expect(await db.selectFrom('draft').select('id').execute()).toHaveLength(1)
  })
})

eachDatabase('a replay that comes too late', database => {
  it('gets the receipt of what was stored, and nobody else does', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const one = whole(survey)
    expect(await receiptOfReplay(db, one, later(9000))).toBeNull()
    const first = await sendWhole(db, one, sent)
    const replay = await receiptOfReplay(db, { ...one, begunAt: null }, later(9000))
    expect(replay).toMatchObject({
      receipt: { outcome: 'already stored', reference: first.receipt.reference },
      receivedAt: whileOpen,
    })
    expect(await readDraftOf(db, survey, [replay?.token ?? ''])).toMatchObject({ sentAt: whileOpen })
    const forged = { ...one, answers: [chosen('role', 'parent'), chosen('overall', 'disagree')] }
    expect(await receiptOfReplay(db, forged, later(9000))).toBeNull()
    expect(await receiptOfReplay(db, { ...one, responseId: newId() }, later(9000))).toBeNull()
    expect(await listKeptAside(db, survey.consultationId)).toEqual([])
  })
})
