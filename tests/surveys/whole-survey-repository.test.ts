import { expect, it } from '@jest/globals'
import { newId } from '../../server/platform/ids.ts'
import {
  listKeptAside,
  listPayloadHashes,
  listSignals,
  pepperFrom,
  recordSignals,
  reviewKeptAside,
  storeResponse,
  type ResponseSignal,
} from '../../server/surveys/index.ts'
import { readStamp, writeStamp } from '../../server/surveys/begin-stamp.ts'
import {
  draftOfResponse,
  endDraftAtOnce,
  handOverReceipt,
  keepReceipt,
  storedBefore,
} from '../../server/surveys/whole-survey-repository.ts'
import { readAnswering } from '../../server/surveys/draft-reading-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aResponse, aSurvey, whileOpen } from './support.ts'

const pepper = pepperFrom('only for tests, only for tests, only for tests')
const at = new Date(whileOpen)

eachDatabase('what is kept beside responses', database => {
  it('records a sign once with its first reason, and lists it only when its response was stored', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    const sign: ResponseSignal = {
      responseId: response.responseId,
      signal: 'hidden-field',
      reason: 'First',
      recordedAt: whileOpen,
    }
    await recordSignals(db, [sign])
    await recordSignals(db, [
      { ...sign, reason: 'Second' },
      { ...sign, signal: 'too-fast' },
    ])
    await recordSignals(db, [])
    expect(await listSignals(db, survey.consultationId)).toEqual([])
    await storeResponse(db, response)
    const listed = await listSignals(db, survey.consultationId)
    expect(listed.map(one => [one.signal, one.reason])).toEqual([
      ['hidden-field', 'First'],
      ['too-fast', 'First'],
    ])
    expect(await listPayloadHashes(db, survey.consultationId)).toEqual([
      { responseId: response.responseId, payloadHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
  })

  it('keeps both versions of a changed replay, and notes once who has looked at it', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    await storeResponse(db, response)
    await storeResponse(db, {
      ...response,
      answers: [{ questionKey: 'role', choices: ['carer'], text: null }],
      equality: [{ questionKey: 'sex', choices: ['female'], text: null }],
    })
    const [aside, ...others] = await listKeptAside(db, survey.consultationId)
    expect(others).toEqual([])
    expect(aside).toMatchObject({
      responseId: response.responseId,
      answers: [{ questionKey: 'role', choices: ['carer'], text: null }],
      equality: [{ questionKey: 'sex', choices: ['female'], text: null }],
      reviewed: null,
    })
    const review = { at, by: 'An analyst', note: 'The same person, after a correction' }
    expect(await reviewKeptAside(db, 'another', aside?.id ?? '', review)).toBe(false)
    expect(await reviewKeptAside(db, survey.consultationId, aside?.id ?? '', review)).toBe(true)
    expect(
      await reviewKeptAside(db, survey.consultationId, aside?.id ?? '', { ...review, by: 'Another' }),
    ).toBe(false)
    const [seen] = await listKeptAside(db, survey.consultationId)
    expect(seen?.reviewed).toEqual({ at: whileOpen, by: 'An analyst', note: review.note })
  })

  it('keeps a receipt for a device, and hands it to another that knows the id', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const responseId = newId()
    expect(await draftOfResponse(db, survey.consultationId, 'D1', responseId)).toBeNull()
    const begunAt = new Date(at.getTime() - 600_000)
    const sent = { responseId, surveyId: survey.id, begunAt, sentAt: at, reference: 'K7QM-4TRX-9B', days: 7 }
    const token = await keepReceipt(db, pepper, sent)
    const draft = await draftOfResponse(db, survey.consultationId, 'D1', responseId)
    expect(draft).toMatchObject({ surveyId: survey.id, begunAt, sent: true })
    const asked = { consultationId: survey.consultationId, districtCode: 'D1' }
    const other = await handOverReceipt(db, draft?.id ?? '', at)
    for (const holder of [token, other]) {
      const seen = await readAnswering(db, pepper, asked, [holder], at)
      expect(seen?.draft).toMatchObject({ responseId, reference: 'K7QM-4TRX-9B', sentAt: whileOpen })
    }
    // A draft that was sent keeps the moment and the reference of its first send.
    await endDraftAtOnce(db, draft?.id ?? '', new Date(at.getTime() + 60_000), 'ZZZZ-ZZZZ-ZZ')
    const still = await readAnswering(db, pepper, asked, [token], at)
    expect(still?.draft).toMatchObject({ reference: 'K7QM-4TRX-9B', sentAt: whileOpen })
  })

  it('finds what was stored before by its id', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    expect(await storedBefore(db, response.responseId)).toBeNull()
    const { reference } = await storeResponse(db, response)
    expect(await storedBefore(db, response.responseId)).toMatchObject({ reference, receivedAt: whileOpen })
  })
})

it('a stamp is read back only as it was written, by who wrote it', () => {
  const stamp = { surveyId: newId(), begunAt: at }
  const written = writeStamp('secret', stamp)
  expect(readStamp('secret', written)).toEqual(stamp)
  expect(readStamp('another', written)).toBeNull()
  for (let place = 0; place < written.length; place += 1) {
    const changed = written.slice(0, place) + (written[place] === '0' ? '1' : '0') + written.slice(place + 1)
    const read = readStamp('secret', changed)
    // The last letter of the signature holds two bits that say nothing.
    if (place < written.length - 1) expect(read).toBeNull()
  }
  expect(readStamp('secret', '')).toBeNull()
})
