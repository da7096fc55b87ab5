import { describe, expect, it } from '@jest/globals'
import { listResponses } from '../../server/surveys/index.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { answerPages, markOn, send } from './walk.ts'

const lastOpenMoment = '2026-06-30T15:59:59.999Z'
const closingMoment = '2026-06-30T16:00:00.000Z'
const lastGraceMoment = '2026-06-30T16:30:00.000Z'
const afterGrace = '2026-06-30T16:30:00.001Z'

describe('the closing minute', () => {
  const open = openConsultation('for each test', lastOpenMoment)

  it('counts an answer in the last open moment as any other', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    expect(await listResponses(open.app.db, open.consultationId)).toEqual([
      expect.objectContaining({ withinGrace: false }),
    ])
  })

  it('takes what was begun before closing until the grace is over, says so, and records it', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    open.app.setClock(closingMoment)
    const page = await visitor.get(`${open.survey}/overall`)
    expect(page.text).toContain('you can still send your answers until 5:30pm')
    expect((await visitor.post(`${open.survey}/overall`, { overall: 'agree' })).status).toBe(303)
    open.app.setClock(lastGraceMoment)
    expect(await send(visitor, open.survey)).toBe(`${open.survey}/equality`)
    expect(await listResponses(open.app.db, open.consultationId)).toEqual([
      expect.objectContaining({ withinGrace: true, receivedAt: lastGraceMoment }),
    ])
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain(
      'within the 30 minutes after it, so they count',
    )
    open.app.setClock(afterGrace)
    const late = await visitor.post(`${open.survey}/equality/age`, { age: '25-to-34' })
    expect(late.headers['location']).toBe(`${open.survey}/sent`)
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain('this last answer was not added')
  })

  it('begins nothing new once it has closed', async () => {
    open.app.setClock(closingMoment)
    const visitor = await open.app.agent()
    const start = await visitor.get(open.survey)
    expect(start.text).toContain('This consultation closed at 5pm on Tuesday 30 June 2026.')
    expect(start.text).not.toContain(`${open.survey}/start`)
    expect((await visitor.post(`${open.survey}/start`)).headers['location']).toBe(open.survey)
    expect(await open.app.db.selectFrom('draft').selectAll().execute()).toEqual([])
    const page = await visitor.post(`${open.survey}/mitigation`, { mitigation: 'Please keep it.' })
    expect(page.status).toBe(409)
    expect(page.text).toContain('Please keep it.')
  })

  it('begins nothing before it opens', async () => {
    open.app.setClock('2026-06-01T07:59:59.000Z')
    const visitor = await open.app.agent()
    expect((await visitor.get(open.survey)).text).toContain(
      'This consultation opens at 9am on Monday 1 June 2026.',
    )
    expect((await visitor.post(`${open.survey}/start`)).headers['location']).toBe(open.survey)
    expect(await open.app.db.selectFrom('draft').selectAll().execute()).toEqual([])
  })

  it('refuses what comes after the grace truthfully, shows everything that was written, and other ways', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { mitigation: { mitigation: 'A bus from the village.' } })
    const mark = await markOn(visitor, open.survey)
    open.app.setClock(afterGrace)
    for (const late of [
      await visitor.post(`${open.survey}/send`, { mark }),
      await visitor.get(`${open.survey}/check`),
      await visitor.get(`${open.survey}/overall`),
    ]) {
      expect(late.status).toBe(409)
      expect(late.text).toContain('too late to send them here')
      expect(late.text).toContain('A bus from the village.')
      expect(late.text).toContain('centres@example.org')
      expect(late.text).toContain('Ask any library for a paper form.')
    }
    const typed = await visitor.post(`${open.survey}/your-ideas`, {
      missed: 'Typed too late.',
    })
    expect(typed.status).toBe(409)
    expect(typed.text).toContain('Typed too late.')
    expect(typed.text).toContain('A bus from the village.')
    expect(await listResponses(open.app.db, open.consultationId)).toEqual([])
    expect((await visitor.get(open.survey)).text).toContain('did not send your answers in time')
  })
})

describe('a visit', () => {
  const open = openConsultation('for each test')

  it('is to a survey that there is', async () => {
    const { survey, home } = open
    for (const wrong of [
      survey.replace('/fen/', '/nowhere/'),
      survey.replace(home, '/consultations/none'),
      survey.replace('/fen/', '/E07009991/'),
      survey.replace('/fen/', '/%00/'),
      survey.replace('/fen/', "/fen'--/"),
    ]) {
      expect([wrong, (await open.visitor.get(wrong)).status]).toEqual([wrong, 404])
      expect([wrong, (await open.visitor.post(`${wrong}/send`)).status]).toEqual([wrong, 404])
    }
    await open.app.db.updateTable('consultation').set({ published_at: null, record_hash: null }).execute()
    expect((await open.visitor.get(survey)).status).toBe(404)
  })

  it('of somebody who has not begun leads to the start, and says that nothing was found while it is open', async () => {
    const lost = `${open.survey}?found=none`
    expect((await open.visitor.get(`${open.survey}/check`)).headers['location']).toBe(lost)
    expect((await open.visitor.get(`${open.survey}/sent`)).headers['location']).toBe(open.survey)
    expect((await open.visitor.get(lost)).text).toContain(
      'We found no answers that were begun on this device',
    )
    open.app.setClock(afterGrace)
    expect((await open.visitor.get(`${open.survey}/check`)).headers['location']).toBe(open.survey)
  })

  it('of somebody who has begun leads to what is still to be sent, and after sending to the receipt', async () => {
    await answerPages(open.visitor, open.survey)
    expect((await open.visitor.get(`${open.survey}/sent`)).headers['location']).toBe(`${open.survey}/check`)
    expect((await open.visitor.get(`${open.survey}/equality/age`)).headers['location']).toBe(
      `${open.survey}/check`,
    )
    await send(open.visitor, open.survey)
    for (const page of ['check', 'overall', 'role?return=check', 'who/answers']) {
      const led = (await open.visitor.get(`${open.survey}/${page}`)).headers['location']
      expect([page, led]).toEqual([page, `${open.survey}/sent`])
    }
    expect(await listResponses(open.app.db, open.consultationId)).toHaveLength(1)
  })

  it('is easy to read once that was chosen, everywhere in this consultation, until the usual is', async () => {
    await open.visitor.post(`${open.survey}/start`)
    const easy = async (path: string): Promise<boolean> =>
      (await open.visitor.get(`${open.survey}/${path}`)).text.includes('app-bigger')
    expect(await easy('role')).toBe(false)
    const chosen = await open.visitor.get(`${open.survey}/role?view=easy`)
    const [cookie = ''] = chosen.headers['set-cookie'] as unknown as string[]
    expect(cookie).toMatch(/^view=easy; Max-Age=31536000; Path=\/consultations\/[^;]+;.*HttpOnly/)
    expect([await easy('role'), await easy('overall')]).toEqual([true, true])
    // Nothing but the two words is taken.
    expect(await easy('role?view=<b>')).toBe(true)
    expect([await easy('role?view=usual'), await easy('role')]).toEqual([false, false])
  })
})

describe('an address that leads to another district than before', () => {
  const open = openConsultation('for each test', lastOpenMoment)

  it('begins the survey to which it leads now', async () => {
    const { db } = open.app
    const districts = await db
      .selectFrom('consultation_district')
      .select(['district_code', 'slug'])
      .where('consultation_id', '=', open.consultationId)
      .execute()
    const own = districts.find(({ slug }) => open.survey.includes(`/${slug}/`))
    const other = districts.find(one => one !== own)
    const begins = async (): Promise<string | undefined> => {
      const visitor = await open.app.agent()
      await visitor.get(open.survey)
      await visitor.post(`${open.survey}/start`)
      const begun = await db
        .selectFrom('draft')
        .innerJoin('survey', 'survey.id', 'draft.survey_id')
        .select('survey.district_code')
        .execute()
      await db.deleteFrom('draft').execute()
      return begun[0]?.district_code
    }
    expect(await begins()).toBe(own?.district_code)
    const name = (code: string | undefined, slug: string): Promise<unknown> =>
      db
        .updateTable('consultation_district')
        .set({ slug })
        .where('district_code', '=', code ?? '')
        .execute()
    await name(own?.district_code, 'elsewhere')
    await name(other?.district_code, own?.slug ?? '')
    expect(await begins()).toBe(other?.district_code)
  })
})
