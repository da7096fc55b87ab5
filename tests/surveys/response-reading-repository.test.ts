import { expect, it } from '@jest/globals'
import { addEqualityAnswers, storeResponse } from '../../server/surveys/index.ts'
import {
  findResponse,
  listAnswers,
  listResponses,
  readResponse,
  streamAnswers,
} from '../../server/surveys/response-reading-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aResponse, aSurvey } from './support.ts'

eachDatabase('reading responses', database => {
  it('streams every answer of many responses, also where a filter leaves long gaps', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    for (let at = 0; at < 2100; at += 1) {
      await storeResponse(
        db,
        aResponse(survey, {
          answers: [
            { questionKey: 'role', choices: ['parent'], text: null },
            ...(at === 2099 ? [{ questionKey: 'missed', choices: [], text: 'one' }] : []),
          ],
        }),
      )
    }
    let count = 0
    for await (const answer of streamAnswers(db, survey.consultationId)) count += answer.choices.length
    expect(count).toBe(2100)
    expect(await listAnswers(db, survey.consultationId, { questionKeys: ['missed'] })).toHaveLength(1)
  })

  it('lists them in the order in which they came, withdrawn ones too, and none of another consultation', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const late = aResponse(survey, {
      responseId: 'a',
      receivedAt: '2026-06-12T12:00:00.000Z',
      helped: true,
      withinGrace: true,
    })
    const early = aResponse(survey, { responseId: 'b', receivedAt: '2026-06-11T12:00:00.000Z' })
    const { reference } = await storeResponse(db, late)
    await storeResponse(db, early)
    await db
      .updateTable('response')
      .set({ withdrawn_at: '2026-06-13T12:00:00.000Z' })
      .where('id', '=', late.responseId)
      .execute()
    const listed = await listResponses(db, survey.consultationId)
    expect(listed.map(one => [one.id, one.withdrawnAt])).toEqual([
      [early.responseId, null],
      [late.responseId, '2026-06-13T12:00:00.000Z'],
    ])
    expect(listed[1]).toMatchObject({ helped: true, withinGrace: true, reference, surveyId: survey.id })
    expect(await readResponse(db, late.responseId)).toEqual(listed[1])
    expect(await findResponse(db, survey.consultationId, reference)).toEqual(listed[1])
    expect(await findResponse(db, 'another', reference)).toBeNull()
    expect(await findResponse(db, survey.consultationId, "' or '1'='1")).toBeNull()
    expect(await readResponse(db, 'none')).toBeNull()
    expect(await listResponses(db, 'another')).toEqual([])
    expect(await listAnswers(db, 'another')).toEqual([])
  })

  it('tells who answered as far as they said, and an official answer from one that did not say', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const said = { helpedBy: 'staff', official: false, members: 12, alsoAnswered: 1 } as const
    const known = aResponse(survey, { helped: true, about: said })
    const silent = aResponse(survey)
    await storeResponse(db, known)
    await storeResponse(db, silent)
    expect((await readResponse(db, known.responseId))?.about).toEqual(said)
    expect((await readResponse(db, silent.responseId))?.about).toEqual({
      helpedBy: null,
      official: null,
      members: null,
      alsoAnswered: null,
    })
  })

  it('narrows answers by each of what is asked for, and joins the choices and words of one', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const other = { questionKey: 'heard', choices: ['poster', 'other'], text: 'A <b>bus</b>' }
    const first = aResponse(survey, {
      answers: [other, { questionKey: 'role', choices: ['parent'], text: null }],
    })
    const second = aResponse(survey)
    await storeResponse(db, first)
    await storeResponse(db, second)
    await addEqualityAnswers(db, first.responseId, [{ questionKey: 'role', choices: ['x'], text: null }])
    const all = (filter: Parameters<typeof listAnswers>[2]) => listAnswers(db, survey.consultationId, filter)
    expect(await all({ questionKeys: [] })).toEqual([])
    expect(await all({ districtCode: 'D2' })).toEqual([])
    const [heard] = await all({ questionKeys: ['heard'] })
    expect(heard).toMatchObject({ ...other, responseId: first.responseId, section: 'survey' })
    const row = await db
      .selectFrom('answer')
      .select('id')
      .where('text', '=', other.text)
      .executeTakeFirstOrThrow()
    expect(heard?.textId).toBe(row.id)
    const own = await all({ responseId: first.responseId, districtCode: 'D1' })
    expect(own.map(one => [one.section, one.questionKey])).toEqual([
      ['survey', 'heard'],
      ['survey', 'role'],
      ['equality', 'role'],
    ])
    expect((await all({ section: 'equality' })).map(one => one.choices)).toEqual([['x']])
  })
})
