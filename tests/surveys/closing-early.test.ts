import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { hiddenOn } from '../consultations/record-support.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { listResponses } from '../../server/surveys/index.ts'
import { answerPages, send } from './walk.ts'

describe('closing early and opening again while somebody answers', () => {
  let app: TestApplication
  let planner: Visitor
  let consultationId = ''
  let at = ''
  let manage = ''
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    consultationId = made.consultationId
    at = `/consultations/${made.slug}/fen/survey`
    manage = `/manage/consultations/${consultationId}`
    planner = await app.agent('planner')
  })
  afterEach(() => app.close())

  const closeNow = async (): Promise<void> => {
    const version = hiddenOn((await planner.get(`${manage}/close`)).text, 'version')
    const closed = await planner.post(`${manage}/close`, { version, reason: 'The proposals fell.' })
    expect(closed.status).toBe(303)
  }
  const openUntil = async (day: string): Promise<void> => {
    const version = hiddenOn((await planner.get(`${manage}/change-dates`)).text, 'version')
    const opened = await planner.post(`${manage}/change-dates`, {
      version,
      'closesOn-day': day,
      'closesOn-month': '6',
      'closesOn-year': '2026',
      closesTime: '5pm',
      reason: 'They stand again.',
    })
    expect(opened.status).toBe(303)
  }

  it('takes what was begun before for as long as was announced, and begins nothing new', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at)
    const other = await app.agent()
    expect((await other.get(at)).text).toContain('Withdraw answers that were sent')
    app.setClock('2026-06-10T12:05:00.000Z')
    await closeNow()
    const closed = (await other.get(at)).text
    expect(closed).toContain('This consultation closed at 1:05pm')
    // What can't be done any more is not offered.
    expect(closed).not.toContain('Withdraw answers that were sent')
    app.setClock('2026-06-10T12:35:00.000Z')
    await send(visitor, at)
    expect(await listResponses(app.db, consultationId)).toEqual([
      expect.objectContaining({ withinGrace: true }),
    ])
  })

  it('takes answers again at once when it is opened again; receipts from before stay valid', async () => {
    const first = await app.agent()
    await answerPages(first, at)
    await send(first, at)
    const receipt = (await listResponses(app.db, consultationId))[0]?.reference ?? 'none'
    app.setClock('2026-06-10T12:05:00.000Z')
    await closeNow()
    app.setClock('2026-06-10T14:00:00.000Z')
    const late = await app.agent()
    expect((await late.get(at)).text).not.toContain(`${at}/start`)
    await openUntil('20')
    expect((await first.get(`${at}/sent`)).text).toContain(receipt)
    await answerPages(late, at)
    await send(late, at)
    expect(await listResponses(app.db, consultationId)).toHaveLength(2)
  })

  it('extends the end for somebody who is in the middle of answering', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at)
    const version = hiddenOn((await planner.get(`${manage}/change-dates`)).text, 'version')
    await planner.post(`${manage}/change-dates`, {
      version,
      'closesOn-day': '14',
      'closesOn-month': '6',
      'closesOn-year': '2026',
      closesTime: '5pm',
      reason: 'The end moves.',
      sure: 'yes',
    })
    await openUntil('18')
    app.setClock('2026-06-15T12:00:00.000Z')
    await send(visitor, at)
    expect(await listResponses(app.db, consultationId)).toEqual([
      expect.objectContaining({ withinGrace: false }),
    ])
  })
})
