import { expect, it } from '@jest/globals'
import { newId } from '../../server/platform/ids.ts'
import { addEqualityAnswers, listAnswers, listResponses, storeResponse } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aResponse, aSurvey } from './support.ts'

eachDatabase('responses', database => {
  it('stores a response with its answers and gives a reference', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey, { neighbourhoodCode: 'N1', distanceBand: '1-to-2.5-km' })
    const receipt = await storeResponse(db, response)
    expect(receipt.outcome).toBe('stored')
    expect(receipt.reference).toMatch(/^[B-Z346789]{4}-[B-Z346789]{4}-[B-Z346789]{2}$/)
    const [stored] = await listResponses(db, survey.consultationId)
    expect(stored).toMatchObject({
      id: response.responseId,
      districtCode: 'D1',
      channel: 'online',
      neighbourhoodCode: 'N1',
      distanceBand: '1-to-2.5-km',
      reference: receipt.reference,
      withinGrace: false,
    })
    const answers = await listAnswers(db, survey.consultationId)
    expect(answers.map(({ textId, ...answer }) => [answer, textId !== null])).toEqual([
      [
        {
          responseId: response.responseId,
          section: 'survey',
          questionKey: 'proposal-1',
          choices: ['disagree'],
          text: null,
        },
        false,
      ],
      [
        {
          responseId: response.responseId,
          section: 'survey',
          questionKey: 'proposal-1-why',
          choices: [],
          text: 'It is too far to walk with twins.',
        },
        true,
      ],
      [
        {
          responseId: response.responseId,
          section: 'survey',
          questionKey: 'role',
          choices: ['parent', 'carer'],
          text: null,
        },
        false,
      ],
    ])
  })

  it('gives a replay the same receipt and counts it once, whatever order the answers come in', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    const first = await storeResponse(db, response)
    const again = await storeResponse(db, {
      ...response,
      submittedAt: '2026-06-10T12:00:09.000Z',
      answers: [...response.answers].reverse(),
    })
    expect(again).toEqual({ reference: first.reference, outcome: 'already stored' })
    expect(await listResponses(db, survey.consultationId)).toHaveLength(1)
    expect(await listAnswers(db, survey.consultationId)).toHaveLength(3)
  })

  it('stores one response when the same one arrives many times at once', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    const receipts = await Promise.all(Array.from({ length: 8 }, () => storeResponse(db, response)))
    expect(new Set(receipts.map(receipt => receipt.reference)).size).toBe(1)
    expect(receipts.filter(receipt => receipt.outcome === 'stored')).toHaveLength(1)
    expect(await listAnswers(db, survey.consultationId)).toHaveLength(3)
  })

  it('keeps a changed replay aside, once, and leaves the first as it was', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    const first = await storeResponse(db, response)
    const changed = { ...response, answers: [{ questionKey: 'proposal-1', choices: ['agree'], text: null }] }
    expect(await storeResponse(db, changed)).toEqual({ reference: first.reference, outcome: 'differs' })
    expect(await storeResponse(db, changed)).toEqual({ reference: first.reference, outcome: 'differs' })
    const aside = await db.selectFrom('response_aside').selectAll().execute()
    expect(aside).toHaveLength(1)
    expect(aside[0]?.payload).toContain('"agree"')
    const answers = await listAnswers(db, survey.consultationId, { questionKeys: ['proposal-1'] })
    expect(answers[0]?.choices).toEqual(['disagree'])
  })

  it('keeps equality answers of several pages that are saved at once, and takes none for what is not there', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    await storeResponse(db, response)
    const keys = Array.from({ length: 8 }, (_, at) => `equality-${at}`)
    const given = (questionKey: string) => ({ questionKey, choices: ['a'], text: null })
    await Promise.all(keys.map(key => addEqualityAnswers(db, response.responseId, [given(key)])))
    const stored = await listAnswers(db, survey.consultationId, { section: 'equality' })
    expect(stored.map(answer => answer.questionKey)).toEqual(keys)
    await expect(addEqualityAnswers(db, 'nobody', [given('age')])).rejects.toMatchObject({ status: 404 })
  })

  it('stores nothing of a response whose answers cannot be stored', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const broken = { questionKey: null as unknown as string, choices: ['a'], text: 'Words' }
    // Not `rejects.toThrow`: a driver's error may come from another file's realm and then is no Error here.
    const stored = await storeResponse(db, aResponse(survey, { answers: [broken] })).then(
      () => true,
      () => false,
    )
    expect(stored).toBe(false)
    expect(await listResponses(db, survey.consultationId)).toEqual([])
  })

  it('refuses a response to a survey that does not exist', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    await expect(storeResponse(db, aResponse({ ...survey, id: newId() }))).rejects.toThrow('no such survey')
  })

  it('attaches equality answers later, replaces the same question and keeps the others', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const response = aResponse(survey)
    await storeResponse(db, response)
    await addEqualityAnswers(db, response.responseId, [
      { questionKey: 'age', choices: ['25-to-34'], text: null },
      { questionKey: 'sex', choices: ['female'], text: null },
    ])
    await addEqualityAnswers(db, response.responseId, [
      { questionKey: 'age', choices: ['35-to-44'], text: null },
    ])
    const equality = await listAnswers(db, survey.consultationId, { section: 'equality' })
    expect(equality.map(answer => [answer.questionKey, answer.choices])).toEqual([
      ['age', ['35-to-44']],
      ['sex', ['female']],
    ])
    // An equality answer never touches the survey's own answers, whatever it is called.
    await addEqualityAnswers(db, response.responseId, [{ questionKey: 'role', choices: [], text: null }])
    expect(await listAnswers(db, survey.consultationId, { section: 'survey' })).toHaveLength(3)
  })

  it('keeps two ticks on paper as two choices, and hostile text as it was written', async () => {
    const { db } = database
    const survey = await aSurvey(db)
    const hostile = '=HYPERLINK("http://x") <script>alert(1)</script> \'); drop table response;-- 👶🏽'
    await storeResponse(
      db,
      aResponse(survey, {
        channel: 'paper',
        answers: [
          { questionKey: 'overall', choices: ['agree', 'disagree'], text: null },
          { questionKey: 'missed', choices: [], text: hostile },
        ],
      }),
    )
    const answers = await listAnswers(db, survey.consultationId)
    expect(answers.map(answer => [answer.choices, answer.text])).toEqual([
      [[], hostile],
      [['agree', 'disagree'], null],
    ])
  })
})
