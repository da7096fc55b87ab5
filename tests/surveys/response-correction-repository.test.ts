import { expect, it } from '@jest/globals'
import { listAnswers, storeResponse } from '../../server/surveys/index.ts'
import { correctResponse } from '../../server/surveys/response-correction-repository.ts'
import { readResponse } from '../../server/surveys/response-reading-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aResponse, aSurvey, whileOpen } from './support.ts'

const corrected = {
  receivedAt: '2026-06-09T12:00:00.000Z',
  helped: true,
  neighbourhoodCode: 'N1',
  distanceBand: 'under-1-km',
  answers: [
    { questionKey: 'role', choices: ['carer'], text: null },
    { questionKey: 'proposal-1-why', choices: [], text: 'It is too far to walk with <b>twins</b>.' },
  ],
  equality: [{ questionKey: 'age', choices: ['25-to-34'], text: null }],
  asWritten: { overall: 'both ticked' },
} as const

eachDatabase('a second reading of a paper form', database => {
  it('puts its answers in the place of the first, and keeps the row of a text for its themes', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey, { channel: 'paper' })
    await storeResponse(db, response)
    const textOf = async () => (await listAnswers(db, survey.consultationId)).find(one => one.text !== null)
    const before = await textOf()
    await correctResponse(db, response.responseId, corrected)
    expect(await readResponse(db, response.responseId)).toMatchObject({
      receivedAt: corrected.receivedAt,
      submittedAt: whileOpen,
      helped: true,
      neighbourhoodCode: 'N1',
      distanceBand: 'under-1-km',
    })
    const after = await listAnswers(db, survey.consultationId)
    expect(
      after.map(({ section, questionKey, choices, text }) => [section, questionKey, choices, text]),
    ).toEqual([
      ['survey', 'proposal-1-why', [], 'It is too far to walk with <b>twins</b>.'],
      ['survey', 'role', ['carer'], null],
      ['equality', 'age', ['25-to-34'], null],
    ])
    expect([before?.textId === undefined, (await textOf())?.textId]).toEqual([false, before?.textId])
    const row = await db.selectFrom('response').select('as_written').executeTakeFirstOrThrow()
    expect(JSON.parse(row.as_written ?? 'null')).toEqual(corrected.asWritten)
  })

  it('leaves the first keying known: sent again, it gets the same receipt and changes nothing', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey, { channel: 'phone' })
    const { reference } = await storeResponse(db, response)
    await correctResponse(db, response.responseId, corrected)
    const again = await storeResponse(db, response)
    expect([again.outcome, again.reference]).toEqual(['already stored', reference])
    expect(await listAnswers(db, survey.consultationId, { questionKeys: ['proposal-1'] })).toEqual([])
  })

  it('takes away what was not on the paper, also every answer', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey, { channel: 'paper' })
    await storeResponse(db, response)
    const empty = { questionKey: 'role', choices: [], text: '' }
    await correctResponse(db, response.responseId, { ...corrected, answers: [empty], equality: [] })
    expect(await listAnswers(db, survey.consultationId)).toEqual([])
  })

  it('is refused for an answer that came online and for one that does not exist, with nothing changed', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    await storeResponse(db, response)
    const before = await listAnswers(db, survey.consultationId)
    for (const id of [response.responseId, 'none']) {
      await expect(correctResponse(db, id, corrected)).rejects.toThrow(
        'There is no such response from paper or phone.',
      )
    }
    expect(await listAnswers(db, survey.consultationId)).toEqual(before)
    expect((await readResponse(db, response.responseId))?.receivedAt).toBe(whileOpen)
  })
})
