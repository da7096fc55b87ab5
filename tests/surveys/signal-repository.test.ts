import { expect, it } from '@jest/globals'
import { storeResponse } from '../../server/surveys/response-repository.ts'
import { listPayloadHashes, listSignals, recordSignals } from '../../server/surveys/signal-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aResponse, aSurvey, whileOpen } from './support.ts'

eachDatabase('signs that were seen', database => {
  it('stay as they were first recorded, and are listed for responses that were stored', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    const { responseId } = response
    const sign = { responseId, signal: 'too-fast', reason: 'Nine seconds.', recordedAt: whileOpen } as const
    await recordSignals(db, [])
    await recordSignals(db, [sign, { ...sign, signal: 'hidden-field', reason: 'Filled.' }])
    expect(await listSignals(db, survey.consultationId)).toEqual([])
    await storeResponse(db, response)
    await recordSignals(db, [{ ...sign, reason: 'Another reason.' }])
    const seen = await listSignals(db, survey.consultationId)
    expect(seen.map(one => [one.signal, one.reason])).toEqual([
      ['hidden-field', 'Filled.'],
      ['too-fast', 'Nine seconds.'],
    ])
    expect(await listSignals(db, 'another')).toEqual([])
  })

  it('know repeats among what came online, and leave paper out', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const first = aResponse(survey)
    const second = aResponse(survey)
    await storeResponse(db, first)
    await storeResponse(db, second)
    await storeResponse(db, aResponse(survey, { channel: 'paper' }))
    const hashes = await listPayloadHashes(db, survey.consultationId)
    expect(hashes.map(one => one.responseId).sort()).toEqual([first.responseId, second.responseId].sort())
    expect(new Set(hashes.map(one => one.payloadHash)).size).toBe(1)
  })
})
