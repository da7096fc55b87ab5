import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`staff’s pages of news on ${database}`, () => {
    let app: TestApplication
    let planner: Visitor
    let resident: Visitor
    let at: string
    let manage: string
    const letters = () => app.db.selectFrom('letter').selectAll().execute()
    const write = async (title: string, body = 'Text'): Promise<string> =>
      String((await planner.post(manage, { title, body })).headers['location'])

    beforeEach(async () => {
      app = await testApplication({ clock: whileOpen, database })
      const { slug, consultationId } = await aPublishedConsultation(app.db)
      at = `/consultations/${slug}/updates`
      manage = `/manage/consultations/${consultationId}/updates`
      planner = await app.agent('planner')
      resident = await app.agent()
    })
    afterEach(() => app.close())

    it('send two pieces of news that are published at the same moment, each once to each', async () => {
      for (const email of ['one@example.org', 'two@example.org']) {
        await resident.post(at, { email })
        const [letter] = (await letters()).filter(({ recipient }) => recipient === email)
        const link = /http:\/\/localhost:3000(\S+\/link\/[\w-]{43})/.exec(letter?.body_text ?? '')?.[1] ?? ''
        expect((await resident.post(link)).status).toBe(200)
      }
      const other = await app.agent('analyst')
      const [first, second] = [await write('First'), await write('Second')]
      const answers = await Promise.all([
        planner.post(`${first}/publish`),
        other.post(`${second}/publish`),
        planner.post(`${second}/publish`),
        other.post(`${first}/publish`),
      ])
      expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
      const sent = (await letters()).filter(({ purpose }) => purpose === 'Update to subscribers')
      expect(sent.map(({ recipient, subject }) => `${recipient} ${subject}`).sort()).toEqual([
        'one@example.org First',
        'one@example.org Second',
        'two@example.org First',
        'two@example.org Second',
      ])
      // Each letter ends the subscription by a link of its own.
      expect(new Set(sent.map(letter => letter.unsubscribe_url)).size).toBe(4)
    })

    it('say what is missing, keep what was typed, and show markup as text', async () => {
      const empty = await planner.post(manage, { title: '', body: 'What I wrote' })
      expect([empty.status, empty.text.includes('What I wrote')]).toEqual([422, true])
      const long = await planner.post(manage, { title: 'x'.repeat(10_000), body: 'y' })
      expect([long.status, long.text.includes('characters or fewer')]).toEqual([422, true])
      const page = await write('<img src=x onerror=alert(1)>\u202e', '<script>alert(1)</script>')
      const shown = (await planner.get(page)).text
      expect(shown).toContain('&lt;img src=x onerror=alert(1)&gt;')
      expect(shown).not.toMatch(/<img src=x|<script>alert|\u202e/)
      expect((await planner.post(page, { title: '', body: '' })).status).toBe(422)
      expect((await planner.get(`${manage}/none`)).status).toBe(404)
      expect((await planner.post(`${manage}/none/publish`)).status).toBe(404)
    })

    it('are closed to the public and to drop-in workers', async () => {
      const page = await write('News')
      const worker = await app.agent('drop-in')
      for (const path of [manage, page]) {
        expect((await worker.get(path)).status).toBe(403)
        expect((await resident.get(path)).status).toBe(303)
      }
      for (const path of [manage, page, `${page}/publish`, `${page}/remove`])
        expect((await worker.post(path, { title: 'a', body: 'b' })).status).toBe(403)
      expect((await resident.get(at)).text).not.toContain('News</h2>')
    })
  })
}
