import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listResponses } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { aPublishedConsultation } from '../consultations/builders.ts'
import { answerPages, markOn, send } from './walk.ts'

const lastOpenMoment = '2026-06-30T15:59:59.999Z'
const closingMoment = '2026-06-30T16:00:00.000Z'
const lastGraceMoment = '2026-06-30T16:30:00.000Z'
const afterGrace = '2026-06-30T16:30:00.001Z'

describe('the closing minute', () => {
  let app: TestApplication
  let consultationId = ''
  let at = ''
  beforeEach(async () => {
    app = await testApplication({ clock: lastOpenMoment })
    const made = await aPublishedConsultation(app.db)
    consultationId = made.consultationId
    at = `/consultations/${made.slug}/fen/survey`
  })
  afterEach(() => app.close())

  it('counts an answer in the last open moment as any other', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at)
    await send(visitor, at)
    expect(await listResponses(app.db, consultationId)).toEqual([
      expect.objectContaining({ withinGrace: false }),
    ])
  })

  it('takes what was begun before closing until the grace is over, says so, and records it', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at)
    app.setClock(closingMoment)
    const page = await visitor.get(`${at}/overall`)
    expect(page.text).toContain('you can still send your answers until 5:30pm')
    expect((await visitor.post(`${at}/overall`, { overall: 'agree' })).status).toBe(303)
    app.setClock(lastGraceMoment)
    expect(await send(visitor, at)).toBe(`${at}/equality`)
    expect(await listResponses(app.db, consultationId)).toEqual([
      expect.objectContaining({ withinGrace: true, receivedAt: lastGraceMoment }),
    ])
    expect((await visitor.get(`${at}/sent`)).text).toContain('within the 30 minutes after it, so they count')
    app.setClock(afterGrace)
    const late = await visitor.post(`${at}/equality/age`, { age: '25-to-34' })
    expect(late.headers['location']).toBe(`${at}/sent`)
    expect((await visitor.get(`${at}/sent`)).text).toContain('this last answer was not added')
  })

  it('begins nothing new once it has closed', async () => {
    app.setClock(closingMoment)
    const visitor = await app.agent()
    const start = await visitor.get(at)
    expect(start.text).toContain('This consultation closed at 5pm on Tuesday 30 June 2026.')
    expect(start.text).not.toContain(`${at}/start`)
    expect((await visitor.post(`${at}/start`)).headers['location']).toBe(at)
    expect(await app.db.selectFrom('draft').selectAll().execute()).toEqual([])
    const page = await visitor.post(`${at}/mitigation`, { mitigation: 'Please keep it.' })
    expect(page.status).toBe(409)
    expect(page.text).toContain('Please keep it.')
  })

  it('begins nothing before it opens', async () => {
    app.setClock('2026-06-01T07:59:59.000Z')
    const visitor = await app.agent()
    expect((await visitor.get(at)).text).toContain('This consultation opens at 9am on Monday 1 June 2026.')
    expect((await visitor.post(`${at}/start`)).headers['location']).toBe(at)
    expect(await app.db.selectFrom('draft').selectAll().execute()).toEqual([])
  })

  it('refuses what comes after the grace truthfully, shows everything that was written, and other ways', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at, { mitigation: { mitigation: 'A bus from the village.' } })
    const mark = await markOn(visitor, at)
    app.setClock(afterGrace)
    for (const late of [
      await visitor.post(`${at}/send`, { mark }),
      await visitor.get(`${at}/check`),
      await visitor.get(`${at}/overall`),
    ]) {
      expect(late.status).toBe(409)
      expect(late.text).toContain('too late to send them here')
      expect(late.text).toContain('A bus from the village.')
      expect(late.text).toContain('centres@example.org')
      expect(late.text).toContain('Ask any library for a paper form.')
    }
    const typed = await visitor.post(`${at}/your-ideas`, {
      missed: 'Typed too late.',
    })
    expect(typed.status).toBe(409)
    expect(typed.text).toContain('Typed too late.')
    expect(typed.text).toContain('A bus from the village.')
    expect(await listResponses(app.db, consultationId)).toEqual([])
    expect((await visitor.get(at)).text).toContain('did not send your answers in time')
  })
})
