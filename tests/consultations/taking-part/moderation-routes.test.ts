import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

const dates = {
  'opensOn-day': '8',
  'opensOn-month': '6',
  'opensOn-year': '2026',
  opensTime: '9am',
  'closesOn-day': '20',
  'closesOn-month': '6',
  'closesOn-year': '2026',
  closesTime: '5pm',
}

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`moderating ideas on ${database}`, () => {
    let app: TestApplication
    let planner: Visitor
    let resident: Visitor
    let manage = ''
    let board = ''
    const ideas = () => app.db.selectFrom('idea').selectAll().execute()
    const post = async (body: string): Promise<string> => {
      const id = randomUUID()
      const sent = await resident.post(`${board}/new`, { id, title: 'An idea', body, neighbourhood: '' })
      expect(sent.status).toBe(303)
      return id
    }
    beforeAll(async () => {
      app = await testApplication({ clock: whileOpen, database })
      const { slug, consultationId } = await aPublishedConsultation(app.db)
      planner = await app.agent('planner')
      resident = await app.agent()
      const added = await planner.post(`/manage/consultations/${consultationId}/ideas`, {
        question: 'What would help?',
        introduction: '',
        districtCode: '',
        ...dates,
      })
      manage = String(added.headers['location'])
      board = `/consultations/${slug}/ideas/${manage.split('/').at(-1) ?? ''}`
    })
    afterAll(() => app.close())

    it('refuses an idea of 100,000 characters, with what was typed', async () => {
      const sent = await resident.post(`${board}/new`, {
        id: randomUUID(),
        title: 'Long',
        body: 'x'.repeat(100_000),
        neighbourhood: '',
      })
      expect(sent.status).toBe(422)
      expect(sent.text).toContain('2,000 characters or fewer')
      expect(await ideas()).toEqual([])
    })

    it('takes out for ever what two people take out at the same moment', async () => {
      const id = await post('Jane Roe and Sam Poe know.')
      const other = await app.agent('analyst')
      const both = await Promise.all([
        planner.post(`${manage}/${id}/take-out`, { words: 'Jane Roe' }),
        other.post(`${manage}/${id}/take-out`, { words: 'Sam Poe' }),
      ])
      expect(both.map(({ status }) => status)).toEqual([303, 303])
      expect(await ideas()).toMatchObject([{ body: '[…] and […] know.' }])
      expect(JSON.stringify(await app.db.selectFrom('audit').selectAll().execute())).not.toMatch(/Jane|Sam/)
    })

    it('is for planners and analysts, of ideas that are there', async () => {
      const id = await post('Another')
      const worker = await app.agent('drop-in')
      for (const path of ['', '/decision', '/take-out', '/reply']) {
        const at = `${manage}/${id}${path}`
        expect((await worker.post(at, { decision: 'show', words: 'Another', reply: 'x' })).status).not.toBe(
          303,
        )
        if (path === '') continue
        expect((await planner.post(`${manage}/none${path}`, { decision: 'show' })).status).toBe(404)
      }
      expect((await worker.get(`${manage}/${id}`)).status).toBe(403)
      expect((await resident.get(`${manage}/${id}`)).status).toBe(303)
      expect((await planner.post(`${manage}/${id}/decision`, { decision: 'forged' })).status).toBe(422)
      expect((await planner.post(`${manage}/${id}/reply`, { reply: 'x'.repeat(100_000) })).status).toBe(422)
      expect((await ideas()).find(one => one.id === id)).toMatchObject({ state: 'waiting', reply: null })
    })
  })
}
