import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
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
/** 5pm in London, in summer. */
const closes = '2026-06-20T16:00:00.000Z'

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`an idea board on ${database}`, () => {
    let app: TestApplication
    let resident: Visitor
    let planner: Visitor
    let consultationId: string
    let board: string
    let manage: string
    const ideas = () => app.db.selectFrom('idea').selectAll().orderBy('posted_at').orderBy('title').execute()
    const post = (fields: Record<string, string> = {}, by = resident) =>
      by.post(`${board}/new`, {
        id: randomUUID(),
        title: 'Open on Saturdays',
        body: 'I work in the week.',
        neighbourhood: '',
        ...fields,
      })
    const posted = async (fields: Record<string, string> = {}): Promise<string> => {
      const id = randomUUID()
      expect((await post({ id, ...fields })).status).toBe(303)
      return id
    }
    const show = (id: string) => planner.post(`${manage}/${id}/decision`, { decision: 'show' })

    beforeEach(async () => {
      app = await testApplication({ clock: whileOpen, database })
      const made = await aPublishedConsultation(app.db)
      consultationId = made.consultationId
      resident = await app.agent()
      planner = await app.agent('planner')
      const added = await planner.post(`/manage/consultations/${consultationId}/ideas`, {
        question: 'What would make a visit easier?',
        introduction: 'Tell us.',
        districtCode: 'E07009991',
        ...dates,
      })
      manage = String(added.headers['location'])
      board = `/consultations/${made.slug}/ideas/${manage.split('/').at(-1) ?? ''}`
    })
    afterEach(() => app.close())

    it('shows an idea only after staff have read it, without asking who wrote it', async () => {
      const thanks = await post({ neighbourhood: 'Fenton' })
      expect([thanks.status, thanks.headers['location']]).toEqual([303, `${board}/thank-you`])
      expect((await resident.get(`${board}/thank-you`)).text).toContain(
        'Staff will read it before it is shown',
      )
      expect((await resident.get(board)).text).not.toContain('Open on Saturdays')
      const [idea] = await ideas()
      expect((await planner.get(manage)).text).toContain('Open on Saturdays')
      await show(idea?.id ?? '')
      app.statements()
      const page = await resident.get(board)
      expect(app.statements().length).toBeLessThanOrEqual(3)
      expect(page.text).toContain('Open on Saturdays')
      expect(page.text).toContain('Fenton')
      expect(page.text).toContain('Fen')
      expect(page.text).toContain('not answers to the consultation')
      expect(page.text).toContain('#districts')
    })

    it('takes ideas from its first moment until just before its last, whatever form was open', async () => {
      app.setClock('2026-06-08T07:59:59.999Z')
      expect((await post()).status).toBe(409)
      expect((await resident.get(board)).text).toContain('Opens soon')
      app.setClock('2026-06-08T08:00:00.000Z')
      expect((await post()).status).toBe(303)
      app.setClock(new Date(Date.parse(closes) - 1).toISOString())
      const form = await resident.get(`${board}/new`)
      expect(form.status).toBe(200)
      const id = await posted()
      await show(id)
      app.setClock(closes)
      const late = await post({ title: 'Too <b>late</b>', body: 'What I wrote' })
      expect(late.status).toBe(409)
      expect(late.text).toContain('Too &lt;b&gt;late&lt;/b&gt;')
      expect(late.text).toContain('What I wrote')
      expect((await resident.get(`${board}/new`)).status).toBe(409)
      expect((await resident.post(`${board}/${id}/agree`, { agree: 'yes' })).status).toBe(409)
      expect(await ideas()).toHaveLength(2)
      expect((await resident.get(board)).text).toContain('This board closed at 5pm on Saturday 20 June 2026')
      expect((await resident.get(board.replace(/\/[^/]+$/, ''))).text).toContain('Closed')
    })

    it('keeps one idea when its form is sent twice, and another when it was changed in between', async () => {
      const id = randomUUID()
      const answers = await Promise.all([post({ id }), post({ id })])
      const changed = await Promise.all([post({ id, title: 'Changed' }), post({ id, title: 'Changed' })])
      expect([...answers, ...changed].map(answer => answer.status)).toEqual([303, 303, 303, 303])
      expect((await ideas()).map(({ title }) => title).sort()).toEqual(['Changed', 'Open on Saturdays'])
    })

    it('keeps what was typed beside each mistake', async () => {
      const wrong = await post({ title: '', body: 'x'.repeat(2001), neighbourhood: '12 High Street' })
      expect(wrong.status).toBe(422)
      expect(wrong.text).toContain('Enter your idea in a few words')
      expect(wrong.text).toContain('2,000 characters or fewer')
      expect(wrong.text).toContain('not a postcode or an address')
      expect(wrong.text).toContain('12 High Street')
      for (const neighbourhood of ['PE1 1AA', 'pe11aa', 'me@example.org', '07700900123'])
        expect((await post({ neighbourhood })).status).toBe(422)
      expect(await ideas()).toEqual([])
    })

    it('refuses an idea of 10 MB', async () => {
      expect((await post({ body: 'x'.repeat(10_000_000) })).status).toBe(413)
      expect(await ideas()).toEqual([])
    })

    it('shows markup as text, drops what reorders text, and gives a spreadsheet no formula', async () => {
      const id = await posted({
        title: '=HYPERLINK("http://x")',
        body: '<img src=x onerror=alert(1)>\u202egnp.exe',
      })
      await show(id)
      await planner.post(`${manage}/${id}/reply`, { reply: '<script>x</script>' })
      const page = (await resident.get(board)).text
      expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
      expect(page).not.toContain('<img src=x')
      expect(page).not.toContain('<script>x')
      expect(page).not.toContain('\u202e')
      for (const staff of [manage, `${manage}/${id}`])
        expect((await planner.get(staff)).text).not.toContain('<img src=x')
      const table = (await planner.get(`${manage}/ideas.csv`)).text
      expect(table).toMatch(/"'=HYPERLINK/)
      expect((await resident.get(`${manage}/ideas.csv`)).status).toBe(303)
    })

    it('does not show what staff decline, and says how many and why', async () => {
      const id = await posted({ title: 'Mrs X is awful' })
      expect((await planner.post(`${manage}/${id}/decision`, { decision: 'decline' })).status).toBe(422)
      expect(
        (await planner.post(`${manage}/${id}/decision`, { decision: 'decline', reason: 'invented' })).status,
      ).toBe(422)
      await planner.post(`${manage}/${id}/decision`, { decision: 'decline', reason: 'hurtful' })
      const page = (await resident.get(board)).text
      expect(page).not.toContain('Mrs X')
      expect(page).toContain('It insults or threatens')
      const audit = await app.db.selectFrom('audit').select('summary').execute()
      expect(JSON.stringify(audit)).not.toContain('Mrs X')
    })

    it('lets staff take words out for ever, and change nothing else', async () => {
      const id = await posted({ title: 'Ask Jane Roe', body: 'JANE ROE (a.b+c) knows. Jane is kind.' })
      expect((await planner.post(`${manage}/${id}/take-out`, { words: 'Nobody' })).status).toBe(422)
      await planner.post(`${manage}/${id}/take-out`, { words: 'Jane\nJane Roe\n(a.b+c)' })
      await show(id)
      expect(await ideas()).toMatchObject([
        { title: 'Ask […]', body: '[…] […] knows. […] is kind.', redacted: 1 },
      ])
      expect((await resident.get(board)).text).toContain('Staff took out words')
    })

    it('shows a reply with its date, until it is taken back', async () => {
      const id = await posted()
      await show(id)
      await planner.post(`${manage}/${id}/reply`, { reply: 'We will try Saturdays.' })
      expect((await resident.get(board)).text).toContain('We will try Saturdays.')
      await planner.post(`${manage}/${id}/reply`, { reply: '' })
      expect((await resident.get(board)).text).not.toContain('We will try Saturdays.')
    })

    it('counts each browser that agrees once, and says that this is no vote', async () => {
      const id = await posted()
      await show(id)
      const agreements = async (): Promise<string> =>
        /(\d+ (?:people|person) agrees?)/.exec((await resident.get(board)).text)?.[1] ?? 'none'
      expect((await resident.get(board)).headers['set-cookie'] ?? []).not.toEqual(
        expect.arrayContaining([expect.stringContaining('ideas=')]),
      )
      for (let times = 0; times < 3; times += 1) await resident.post(`${board}/${id}/agree`, { agree: 'yes' })
      const other = await app.agent()
      const answer = await other.post(`${board}/${id}/agree`, { agree: 'yes' })
      expect(String(answer.headers['location'])).toBe(`${board}#idea-${id}`)
      const page = (await other.get(board)).text
      expect(page).toContain('I no longer agree')
      expect(page).toContain('not a vote')
      expect(await agreements()).toContain('2')
      await other.post(`${board}/${id}/agree`, { agree: 'no' })
      expect(await agreements()).toContain('1')
      const rows = await app.db.selectFrom('idea_agreement').selectAll().execute()
      expect(rows.map(row => row.browser)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    })

    it('cannot be reached by the ids of another consultation, nor an idea that is not shown be agreed with', async () => {
      const id = await posted()
      expect((await resident.post(`${board}/${id}/agree`, { agree: 'yes' })).status).toBe(404)
      await show(id)
      const made = await app.db.selectFrom('consultation').selectAll().executeTakeFirstOrThrow()
      await app.db
        .insertInto('consultation')
        .values({ ...made, id: 'other', slug: 'other' })
        .execute()
      const boardId = board.split('/').at(-1) ?? ''
      for (const path of ['', '/new', '/thank-you'])
        expect((await resident.get(`/consultations/other/ideas/${boardId}${path}`)).status).toBe(404)
      expect(
        (await resident.post(`/consultations/other/ideas/${boardId}/new`, { title: 'a', body: 'b' })).status,
      ).toBe(404)
      expect(
        (await resident.post(`/consultations/other/ideas/${boardId}/${id}/agree`, { agree: 'yes' })).status,
      ).toBe(404)
      for (const path of ['', '/ideas.csv', `/${id}`])
        expect((await planner.get(`/manage/consultations/other/ideas/${boardId}${path}`)).status).toBe(404)
      expect(
        (
          await planner.post(`/manage/consultations/other/ideas/${boardId}/${id}/decision`, {
            decision: 'decline',
            reason: 'twice',
          })
        ).status,
      ).toBe(404)
    })
  })
}
