import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`updates by letter on ${database}`, () => {
    let app: TestApplication
    let resident: Visitor
    let planner: Visitor
    let at: string
    let manage: string
    const letters = () =>
      app.db.selectFrom('letter').selectAll().orderBy('queued_at').orderBy('recipient').execute()
    const subscriptions = () => app.db.selectFrom('subscription').selectAll().orderBy('email').execute()
    const linkIn = (text: string | null | undefined): string =>
      /http:\/\/localhost:3000(\/\S+\/link\/[\w-]{43})/.exec(text ?? '')?.[1] ?? 'no link'
    const newestLink = async (): Promise<string> => linkIn((await letters()).at(-1)?.body_text)
    const subscribe = async (email: string, by = resident): Promise<void> => {
      await by.post(at, { email })
      await by.post(linkIn((await letters()).find(letter => letter.recipient === email)?.body_text))
    }
    const write = async (title = 'Drop-in moved', body = 'It is on Friday.'): Promise<string> =>
      String((await planner.post(manage, { title, body })).headers['location'])

    beforeEach(async () => {
      app = await testApplication({ clock: whileOpen, database })
      const { slug, consultationId } = await aPublishedConsultation(app.db)
      at = `/consultations/${slug}/updates`
      manage = `/manage/consultations/${consultationId}/updates`
      resident = await app.agent()
      planner = await app.agent('planner')
    })
    afterEach(() => app.close())

    it('begin when a person presses the button of the page that the letter links to, not when the link is opened', async () => {
      const asked = await resident.post(at, { email: ' Parent@Example.org ' })
      expect([asked.status, asked.headers['location']]).toEqual([303, `${at}/check-your-email`])
      expect(await letters()).toMatchObject([
        { recipient: 'parent@example.org', subject: 'Confirm that you want updates', state: 'waiting' },
      ])
      const link = await newestLink()
      const stranger = await app.agent()
      for (let times = 0; times < 3; times += 1) expect((await stranger.get(link)).status).toBe(200)
      expect(await subscriptions()).toMatchObject([{ confirmed_at: null }])
      expect((await resident.post(link)).text).toContain('You will get updates')
      expect(await subscriptions()).toMatchObject([{ confirmed_at: whileOpen }])
      // Again, by a second press or from another device: the same page, and nothing changes.
      app.setClock('2026-06-11T12:00:00.000Z')
      expect((await stranger.post(link)).text).toContain('You will get updates')
      expect(await subscriptions()).toMatchObject([{ confirmed_at: whileOpen }])
    })

    it('keep a link’s secret as a hash only, and the address out of addresses of pages', async () => {
      const asked = await resident.post(at, { email: 'parent@example.org' })
      expect(String(asked.headers['location'])).not.toContain('parent')
      const token = (await newestLink()).split('/').at(-1) ?? ''
      expect(token).toHaveLength(43)
      const rows = await app.db.selectFrom('subscription_link').selectAll().execute()
      expect(rows).toHaveLength(1)
      expect(JSON.stringify(rows)).not.toContain(token)
    })

    it('tell nobody which addresses are known', async () => {
      await subscribe('known@example.org')
      const answers = []
      for (const email of ['known@example.org', 'unknown@example.org']) {
        const asked = await (await app.agent()).post(at, { email })
        answers.push([asked.status, asked.headers['location'], asked.text])
      }
      expect(answers[0]).toEqual(answers[1])
      const known = (await letters()).filter(letter => letter.recipient === 'known@example.org')
      expect(known.map(letter => letter.subject)).toEqual(
        expect.arrayContaining(['Confirm that you want updates', 'You already get updates']),
      )
      // The letter to the one who is subscribed ends that; it is no second way to confirm.
      expect(linkIn(known.find(letter => letter.subject.includes('already'))?.body_text)).toContain('/stop/')
    })

    it('erase an address that nobody confirmed within seven days', async () => {
      await resident.post(at, { email: 'late@example.org' })
      const link = await newestLink()
      app.setClock('2026-06-17T12:00:00.001Z')
      expect((await resident.get(link)).status).toBe(404)
      expect((await resident.post(link)).status).toBe(404)
      await resident.post(at, { email: 'other@example.org' })
      expect((await subscriptions()).map(row => row.email)).toEqual(['other@example.org'])
      expect((await letters()).map(letter => letter.recipient)).toEqual(['other@example.org'])
    })

    it.each([
      ['nothing', ''],
      ['two addresses', 'a@example.org,b@example.org'],
      ['a second header', 'a@example.org\r\nBcc: b@example.org'],
      ['a header in the name', '"a\nBcc: b@example.org"@example.org'],
      ['markup', '<script>@example.org'],
      ['10,000 letters', `${'a'.repeat(10_000)}@example.org`],
    ])('refuse %s as an address', async (_, email) => {
      const refused = await resident.post(at, { email })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('Enter an email address, like name@example.com')
      expect(refused.text).not.toContain('<script>@')
      expect(await letters()).toEqual([])
    })

    it('write to one address at most ten times in an hour, however often it is typed', async () => {
      for (let times = 0; times < 14; times += 1)
        expect((await resident.post(at, { email: 'victim@example.org' })).status).toBe(303)
      expect(await letters()).toHaveLength(10)
    })

    it('refuse somebody who tries out links', async () => {
      const guesser = await app.agent()
      const statuses = new Set<number>()
      for (let tries = 0; tries < 125; tries += 1)
        statuses.add(
          (await guesser.get(`${at}/link/${'a'.repeat(40)}${String(tries).padStart(3, '0')}`)).status,
        )
      expect([...statuses]).toEqual([404, 429])
    })

    it('are sent to each who confirmed, once, with what ends them at one press', async () => {
      await subscribe('one@example.org')
      await subscribe('two@example.org')
      await resident.post(at, { email: 'unconfirmed@example.org' })
      const update = await write()
      expect((await planner.get(update)).text).toContain('It goes to 2 subscribers')
      const both = await Promise.all([planner.post(`${update}/publish`), planner.post(`${update}/publish`)])
      expect(both.map(answer => answer.status)).toEqual([303, 303])
      await planner.post(`${update}/publish`)
      const sent = (await letters()).filter(letter => letter.purpose === 'Update to subscribers')
      expect(sent.map(letter => letter.recipient)).toEqual(['one@example.org', 'two@example.org'])
      for (const letter of sent) {
        expect(letter.subject).toBe('Drop-in moved')
        expect(letter.body_text).toContain('It is on Friday.')
        expect(letter.unsubscribe_url).toBe(
          `http://localhost:3000${linkIn(letter.body_text?.split('\n--\n')[1])}`,
        )
      }
      expect(sent[0]?.unsubscribe_url).not.toBe(sent[1]?.unsubscribe_url)
    })

    it('stand on the public page with their dates, for those who do not subscribe', async () => {
      const first = await write('First news', '<script>alert(1)</script>\n\n- one\n- two')
      expect((await resident.get(at)).text).not.toContain('First news')
      await planner.post(`${first}/publish`)
      app.setClock('2026-06-12T12:00:00.000Z')
      planner = await app.agent('planner')
      await planner.post(`${await write('Second news', 'More.')}/publish`)
      app.statements()
      const page = await resident.get(at)
      expect(app.statements().length).toBeLessThanOrEqual(3)
      expect(page.text).toContain('Second news')
      expect(page.text.indexOf('Second news')).toBeLessThan(page.text.indexOf('First news'))
      expect(page.text).toContain('<li>two</li>')
      expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(page.text).toContain('Wednesday 10 June 2026')
    })

    it('end at one press in a mail program, without cookie or form token, and the address is erased', async () => {
      await subscribe('one@example.org')
      await planner.post(`${await write()}/publish`)
      const letter = (await letters()).find(one => one.purpose === 'Update to subscribers')
      const stop = String(letter?.unsubscribe_url).replace('http://localhost:3000', '')
      // Opening the link ends nothing.
      expect((await resident.get(stop)).text).toContain('Stop updates')
      expect(await subscriptions()).toHaveLength(1)
      const pressed = await supertest(app.app).post(stop).type('form').send('List-Unsubscribe=One-Click')
      expect(pressed.status).toBe(200)
      expect(await subscriptions()).toEqual([])
      // No letter that waits goes out any more, and the outbox does not know the address either.
      expect(await letters()).toEqual([])
      const again = await supertest(app.app).post(stop).type('form').send('List-Unsubscribe=One-Click')
      expect(again.status).toBe(200)
      expect((await resident.get(stop)).text).toContain('You will get no more updates')
    })

    it('are not reached by the link of another consultation, nor by a link for another purpose', async () => {
      await resident.post(at, { email: 'one@example.org' })
      const link = await newestLink()
      const other = await app.db.selectFrom('consultation').selectAll().executeTakeFirstOrThrow()
      await app.db
        .insertInto('consultation')
        .values({ ...other, id: 'other', slug: 'other' })
        .execute()
      const token = link.split('/').at(-1) ?? ''
      expect((await resident.post(`/consultations/other/updates/link/${token}`)).status).toBe(404)
      await resident.post(`${at}/stop/link/${token}`)
      expect(await subscriptions()).toMatchObject([{ confirmed_at: null }])
      const update = (await write()).split('/').at(-1) ?? ''
      expect((await planner.post(`/manage/consultations/other/updates/${update}/publish`)).status).toBe(404)
      expect((await planner.get(`/manage/consultations/other/updates/${update}`)).status).toBe(404)
    })

    it('cannot be changed or thrown away once they are sent, and not be sent before the consultation is public', async () => {
      const update = await write()
      expect((await planner.post(update, { title: 'Better', body: 'Text' })).status).toBe(303)
      await planner.post(`${update}/publish`)
      expect((await planner.post(update, { title: 'Changed', body: 'Text' })).status).toBe(409)
      expect((await planner.post(`${update}/remove`)).status).toBe(409)
      expect((await planner.get(update)).text).toContain('Better')
      const draft = await write('Thrown away')
      expect((await planner.post(`${draft}/remove`)).status).toBe(303)
      expect((await planner.get(draft)).status).toBe(404)
      const early = await write('Early')
      await app.db.updateTable('consultation').set({ published_at: null }).execute()
      expect((await planner.post(`${early}/publish`)).status).toBe(409)
    })

    it('have a subject of one line, whatever was typed', async () => {
      await subscribe('one@example.org')
      const update = await write('Hello\r\nBcc: all@example.org\u202e', 'Text')
      await planner.post(`${update}/publish`)
      const sent = (await letters()).find(letter => letter.purpose === 'Update to subscribers')
      expect(sent?.subject).toBe('Hello Bcc: all@example.org')
    })
  })
}
