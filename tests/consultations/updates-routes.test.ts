import { describe, expect, it } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { listDocuments } from '../../server/consultations/document-repository.ts'
import { listSessions } from '../../server/consultations/session-repository.ts'
import { openConsultation } from './open-consultation.ts'

describe('public pages of what may grow', () => {
  const open = openConsultation('for all tests')

  it('ask the database at most three questions, and weigh little', async () => {
    const [document] = await listDocuments(open.app.db, open.consultationId)
    const [session] = await listSessions(open.app.db, open.consultationId)
    const faq = await open.app.db.selectFrom('faq').select('id').executeTakeFirstOrThrow()
    await open.app.db.updateTable('drop_in_session').set({ lon: 0.1, lat: 52.3 }).execute()
    const at = `${open.home}/documents/${document?.id ?? ''}`
    for (const page of [
      `${open.home}/documents`,
      at,
      `${at}/${document?.variants[0]?.id ?? ''}`,
      `${open.home}/questions`,
      `${open.home}/questions/${faq.id}`,
      `${open.home}/questions/ask`,
      `${open.home}/questions/sent`,
      `${open.home}/sessions`,
      `${open.home}/sessions?district=fen`,
      `${open.home}/sessions/map.json`,
      `${open.home}/sessions/all.ics`,
      `${open.home}/sessions/${session?.id ?? ''}/calendar.ics`,
    ]) {
      open.app.statements()
      const { status, text } = await open.visitor.get(page)
      const statements = open.app.statements().length
      expect([page, status, statements <= 3 || statements]).toEqual([page, 200, true])
      expect(gzipSync(text).length).toBeLessThan(15_000)
    }
  })

  it('are not there before publication', async () => {
    await open.app.db.updateTable('consultation').set({ published_at: null }).execute()
    const [session] = await listSessions(open.app.db, open.consultationId)
    const [document] = await listDocuments(open.app.db, open.consultationId)
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
      expect([page, (await open.visitor.get(`${open.home}/${page}`)).status]).toEqual([page, 404])
    }
    expect((await open.visitor.post(`${open.home}/questions/ask`, { question: 'Why?' })).status).toBe(404)
    expect((await open.visitor.post('/useful', { page: open.home, useful: 'no' })).status).toBe(404)
  })
})
