import { expect, it } from '@jest/globals'
import { listKeptAside, reviewKeptAside } from '../../server/surveys/aside-repository.ts'
import { storeResponse } from '../../server/surveys/response-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aResponse, aSurvey, whileOpen } from './support.ts'

const chose = (choice: string) => ({ answers: [{ questionKey: 'role', choices: [choice], text: null }] })

eachDatabase('what came again with other contents', database => {
  it('is kept once each, with the receipt that counts, and stays when somebody has looked at it', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey, chose('parent'))
    const { reference } = await storeResponse(db, response)
    for (const [choice, submittedAt] of [
      ['staff', '2026-06-10T13:00:00.000Z'],
      ['staff', '2026-06-10T13:30:00.000Z'],
      ['carer', '2026-06-10T14:00:00.000Z'],
    ] as const)
      await storeResponse(db, { ...response, ...chose(choice), submittedAt })
    const kept = await listKeptAside(db, survey.consultationId)
    expect(kept.map(one => [one.answers[0]?.choices, one.cameAt, one.reference, one.reviewed])).toEqual([
      [['carer'], '2026-06-10T14:00:00.000Z', reference, null],
      [['staff'], '2026-06-10T13:00:00.000Z', reference, null],
    ])
    const review = { at: new Date(whileOpen), by: 'Ann', note: 'The same family' }
    const carer = kept[0]?.id ?? ''
    expect(await reviewKeptAside(db, 'another', carer, review)).toBe(false)
    expect(await reviewKeptAside(db, survey.consultationId, carer, review)).toBe(true)
    expect(await reviewKeptAside(db, survey.consultationId, carer, { ...review, by: 'Bert' })).toBe(false)
    const after = await listKeptAside(db, survey.consultationId)
    expect(after.map(one => [one.answers[0]?.choices, one.reviewed?.by])).toEqual([
      [['staff'], undefined],
      [['carer'], 'Ann'],
    ])
    expect(await listKeptAside(db, 'another')).toEqual([])
  })
})
