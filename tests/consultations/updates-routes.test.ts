import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { listDocuments } from '../../server/consultations/document-repository.ts'
import { listSessions } from '../../server/consultations/session-repository.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

describe('public pages of what may grow', () => {
  let app: TestApplication
  let visitor: Visitor
  let id = ''
  let base = ''
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    id = made.consultationId
    base = `/consultations/${made.slug}`
    visitor = await app.agent()
  })
  afterAll(() => app.close())

  it('ask the database at most three questions, and weigh little', async () => {
    const [document] = await listDocuments(app.db, id)
    const [session] = await listSessions(app.db, id)
    const faq = await app.db.selectFrom('faq').select('id').executeTakeFirstOrThrow()
    await app.db.updateTable('drop_in_session').set({ lon: 0.1, lat: 52.3 }).execute()
    const at = `${base}/documents/${document?.id ?? ''}`
    for (const page of [
      `${base}/documents`,
      at,
      `${at}/${document?.variants[0]?.id ?? ''}`,
      `${base}/questions`,
      `${base}/questions/${faq.id}`,
      `${base}/questions/ask`,
      `${base}/questions/sent`,
      `${base}/sessions`,
      `${base}/sessions?district=fen`,
      `${base}/sessions/map.json`,
      `${base}/sessions/all.ics`,
      `${base}/sessions/${session?.id ?? ''}/calendar.ics`,
    ]) {
      app.statements()
      const { status, text } = await visitor.get(page)
      const statements = app.statements().length
      expect([page, status, statements <= 3 || statements]).toEqual([page, 200, true])
      expect(gzipSync(text).length).toBeLessThan(15_000)
    }
  })

  it('are not there before publication', async () => {
    await app.db.updateTable('consultation').set({ published_at: null }).execute()
    const [session] = await listSessions(app.db, id)
    const [document] = await listDocuments(app.db, id)
    for (const page of [
      'documents',
      `documents/${document?.id ?? ''}`,
      'questions',
      'questions/ask',
      'sessions',
      'sessions/all.ics',
      'sessions/map.json',
      `sessions/${session?.id ?? ''}/calendar.ics`,
    ]) {
      expect([page, (await visitor.get(`${base}/${page}`)).status]).toEqual([page, 404])
    }
    expect((await visitor.post(`${base}/questions/ask`, { question: 'Why?' })).status).toBe(404)
    expect((await visitor.post('/useful', { page: base, useful: 'no' })).status).toBe(404)
  })
})
