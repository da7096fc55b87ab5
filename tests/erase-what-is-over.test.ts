import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { queueMail } from '../server/accounts/index.ts'
import { eraseWhatIsOver } from '../server/erase-what-is-over.ts'
import { aPublishedConsultation, whileOpen } from './consultations/builders.ts'
import { testApplication, type TestApplication } from './support/application.ts'

describe('what is over', () => {
  let app: TestApplication
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
  })
  afterEach(() => app.close())

  it('is erased also when nobody comes by any more', async () => {
    const { db, services } = app
    const { slug } = await aPublishedConsultation(db)
    const at = `/consultations/${slug}/fen/survey`
    const visitor = await app.agent()
    await visitor.post(`${at}/start`, { who: 'self' })
    await app.agent('analyst')
    const subscribing = await visitor.post(`/consultations/${slug}/updates`, { email: 'parent@example.org' })
    expect(subscribing.status).toBe(303)
    await queueMail(db, {
      to: 'carer@example.org',
      subject: 'A copy',
      text: 'Hello',
      purpose: 'Copy of answers',
      at: new Date(whileOpen),
    })
    const left = async (): Promise<Record<string, number>> => {
      const counted: Record<string, number> = {}
      for (const table of ['draft', 'draft_token', 'session', 'subscription', 'letter'] as const)
        counted[table] = (await db.selectFrom(table).selectAll().execute()).length
      return counted
    }
    await eraseWhatIsOver(services)
    expect(Object.values(await left()).every(count => count > 0)).toBe(true)
    const days = (count: number): string =>
      new Date(Date.parse(whileOpen) + count * 86_400_000 + 1).toISOString()
    app.setClock(days(services.settings.draftDays))
    await eraseWhatIsOver(services)
    expect(await left()).toMatchObject({ draft: 0, draft_token: 0, session: 0, subscription: 0 })
    app.setClock(days(31))
    await eraseWhatIsOver(services)
    expect((await left())['letter']).toBe(0)
  })
})
