import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { newId } from '../../server/platform/ids.ts'
import { recordSignals, storeResponse } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

const letter =
  'Please keep the centre in Marsh Lane open because families without a car cannot reach the new one and no bus runs on Saturdays'

describe('signs of automation or copying', () => {
  let app: TestApplication
  let analyst: Visitor
  let consultation: TestConsultation
  beforeEach(async () => {
    app = await testApplication({ clock: '2026-09-15T10:00:00.000Z' })
    analyst = await app.agent('analyst')
    consultation = await aConsultation(app.db)
  })
  afterEach(() => app.close())
  const page = async (query = ''): Promise<string> => {
    const answer = await analyst.get(`/findings/centres/signals${query}`)
    expect(answer.status).toBe(200)
    return answer.text.replace(/\s+/g, ' ')
  }

  it('says so when there are none, and is for analysts', async () => {
    expect(await page()).toContain('No response shows any of these signs.')
    expect((await (await app.agent('drop-in')).get('/findings/centres/signals')).status).toBe(403)
    expect((await (await app.agent()).get('/findings/centres/signals')).status).toBe(303)
  })

  it('lists each sign with its reason, and counts with and without, while every response goes on to count', async () => {
    const choices = { role: ['parent'], overall: ['disagree'], impact: ['worse'] }
    for (let copy = 0; copy < 3; copy += 1)
      await aResponse(app.db, consultation, {
        choices,
        texts: { missed: `${letter}${copy === 2 ? ' at all' : ''}` },
      })
    const quick = await aResponse(app.db, consultation, {
      choices: { ...choices, overall: ['agree'] },
      texts: { missed: '<script>alert(1)</script>' },
    })
    await recordSignals(app.db, [
      {
        responseId: quick,
        signal: 'too-fast',
        reason: 'The answers came 2 seconds after the first page was shown.',
        recordedAt: '2026-09-10T10:00:00.000Z',
      },
    ])
    const shown = await page()
    expect(shown).toContain('The answers came 2 seconds after the first page was shown.')
    expect(shown).toContain('Nearly the same words: “Please keep the centre')
    expect(shown).toContain('Of 4 responses, 3 would be left out of the second count.')
    expect(shown).not.toContain('<script>alert')
    const only = await page('?compare=yes&without-too-fast=yes')
    expect(only).toContain('Of 4 responses, 1 would be left out of the second count.')
    expect(await page('?compare=yes')).toContain('Of 4 responses, 0 would be left out')
    expect((await analyst.get('/findings/centres')).text).toContain('4')
  })

  it('shows both versions of what came again changed, and notes who looked at it', async () => {
    const survey = consultation.surveys[0]
    const response = {
      responseId: newId(),
      surveyId: survey?.id ?? '',
      channel: 'online' as const,
      receivedAt: '2026-09-10T10:00:00.000Z',
      submittedAt: '2026-09-10T10:00:00.000Z',
      withinGrace: false,
      language: 'en',
      helped: false,
      neighbourhoodCode: null,
      distanceBand: null,
      answers: [
        { questionKey: 'overall', choices: ['agree'], text: null },
        { questionKey: 'missed', choices: [], text: 'The same' },
      ],
      equality: [],
    }
    await storeResponse(app.db, response)
    await storeResponse(app.db, {
      ...response,
      submittedAt: '2026-09-10T11:00:00.000Z',
      answers: [
        { questionKey: 'overall', choices: ['disagree'], text: null },
        { questionKey: 'missed', choices: [], text: 'The same' },
      ],
    })
    const shown = await page()
    expect(shown).toContain('1 set of answers not looked at yet.')
    expect(shown).toContain('Do you agree with the plan?')
    expect(shown).toMatch(/Agree<\/td>.*Disagree<\/td>/)
    expect(shown).toContain('1 answer the same in both.')
    const action = /action="([^"]*signals\/aside\/[^"]*)"/.exec(shown)?.[1] ?? ''
    const noted = await analyst.post(action, { note: 'Changed <b>her</b> mind' })
    expect(noted.status).toBe(303)
    expect((await analyst.post(action, {})).status).toBe(404)
    const after = await page()
    expect(after).toContain('Everything was looked at.')
    expect(after).toContain('Changed &lt;b&gt;her&lt;/b&gt; mind')
    const drop = await app.agent('drop-in')
    expect((await drop.post(action, {})).status).toBe(403)
    const audit = await app.db.selectFrom('audit').select('action').execute()
    expect(audit.map(one => one.action)).toContain('findings.aside-reviewed')
  })

  it('finds many at once and the same answers within minutes', async () => {
    const usual = Array.from(
      { length: 40 },
      (_, hour) => Date.parse('2026-09-01T00:00:00Z') + hour * 3_600_000,
    )
    for (const [at, ms] of [
      ...usual,
      ...Array.from({ length: 20 }, (_, n) => Date.parse('2026-09-05T12:01:00Z') + n * 1000),
    ].entries()) {
      const iso = new Date(ms).toISOString()
      await storeResponse(app.db, {
        responseId: newId(),
        surveyId: consultation.surveys[0]?.id ?? '',
        channel: 'online',
        receivedAt: iso,
        submittedAt: iso,
        withinGrace: false,
        language: 'en',
        helped: false,
        neighbourhoodCode: null,
        distanceBand: null,
        // Nine answers; the last two responses agree in all of them.
        answers: Array.from({ length: 9 }, (_, key) => ({
          questionKey: `q${key}`,
          choices: [`answer-${key === 0 ? Math.min(at, 58) : key}`],
          text: null,
        })),
        equality: [],
      })
    }
    const shown = await page()
    expect(shown).toContain('20 responses came between')
    expect(shown).toContain('1 in ten minutes is usual.')
    expect(shown).toContain('2 responses with the same answers came between')
  })
})
