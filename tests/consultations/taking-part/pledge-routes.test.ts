import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`the staff’s pledge on ${database}`, () => {
    let app: TestApplication
    let resident: Visitor
    let planner: Visitor
    let pledge: string
    let manage: string
    const publish = (after: number, title: string, note = '') =>
      planner.post(manage, { act: 'publish', after: String(after), title, body: 'We listen first.', note })
    const newest = async (): Promise<string> =>
      /name="version" value="([^"]+)"/.exec((await resident.get(`${pledge}/sign`)).text)?.[1] ?? ''
    const sign = async (fields: Record<string, string> = {}, by = resident) =>
      by.post(`${pledge}/sign`, {
        id: randomUUID(),
        version: await newest(),
        name: 'Ada Marsh',
        role: 'Health visitor',
        organisation: 'Fenton clinic',
        named: 'yes',
        ...fields,
      })
    const signatures = () => app.db.selectFrom('pledge_signature').selectAll().orderBy('signed_at').execute()

    beforeEach(async () => {
      app = await testApplication({ clock: whileOpen, database })
      const { slug, consultationId } = await aPublishedConsultation(app.db)
      pledge = `/consultations/${slug}/pledge`
      manage = `/manage/consultations/${consultationId}/pledge`
      resident = await app.agent()
      planner = await app.agent('planner')
    })
    afterEach(() => app.close())

    it('is looked at before it is published, and each version stays as it was', async () => {
      expect((await resident.get(pledge)).text).toContain('There is no pledge yet')
      expect((await resident.get(`${pledge}/sign`)).status).toBe(404)
      const seen = await planner.post(manage, {
        act: 'preview',
        after: '0',
        title: 'Four promises',
        body: 'x',
        note: '',
      })
      expect([seen.status, seen.text.includes('So it will read')]).toEqual([200, true])
      expect((await resident.get(pledge)).text).toContain('There is no pledge yet')
      expect((await publish(0, 'Four promises')).status).toBe(303)
      expect((await publish(1, 'Five promises')).status).toBe(422)
      app.setClock('2026-06-12T12:00:00.000Z')
      planner = await app.agent('planner')
      expect((await publish(1, 'Five promises', 'A fifth promise.')).status).toBe(303)
      app.statements()
      const page = (await resident.get(pledge)).text
      expect(app.statements().length).toBeLessThanOrEqual(3)
      expect(page).toContain('Five promises')
      expect(page).toContain('A fifth promise.')
      expect(page).toContain('Wednesday 10 June 2026')
    })

    it('has one version of each number, also when two people publish at once', async () => {
      const both = await Promise.all([publish(0, 'Mine'), publish(0, 'Theirs')])
      expect(both.map(answer => answer.status).sort()).toEqual([303, 409])
      expect(await app.db.selectFrom('pledge_version').select('version').execute()).toEqual([{ version: 1 }])
    })

    it('is signed in the version that was read, and counted there', async () => {
      await publish(0, 'Four promises')
      const first = await newest()
      expect((await sign()).status).toBe(303)
      await publish(1, 'Five promises', 'A fifth promise.')
      const old = await sign({ version: first, name: 'Ben <b>Reed</b>' })
      expect(old.status).toBe(409)
      expect(old.text).toContain('The pledge has changed')
      expect(old.text).toContain('Ben &lt;b&gt;Reed&lt;/b&gt;')
      expect((await sign({ name: 'Ben Reed' })).status).toBe(303)
      const table = (await planner.get(`${manage}/signatures.csv`)).text
      expect(table).toMatch(/,1,Ada Marsh,/)
      expect(table).toMatch(/,2,Ben Reed,/)
    })

    it('shows a name only when its owner agreed and staff have seen it', async () => {
      await publish(0, 'Four promises')
      await sign()
      await sign({ name: 'Shy Person', named: 'no' })
      await sign({ name: 'Known Planner' }, planner)
      let page = (await resident.get(pledge)).text
      expect([
        page.includes('Ada Marsh'),
        page.includes('Shy Person'),
        page.includes('Known Planner'),
      ]).toEqual([false, false, true])
      expect(page).toMatch(/Signed by 3/)
      const ada = (await signatures()).find(row => row.name === 'Ada Marsh')
      await planner.post(`${manage}/signatures/${ada?.id ?? ''}/check`)
      page = (await resident.get(pledge)).text
      expect([page.includes('Ada Marsh'), page.includes('Shy Person')]).toEqual([true, false])
      expect((await planner.post(`${manage}/signatures/${ada?.id ?? ''}/remove`)).status).toBe(303)
      expect((await resident.get(pledge)).text).not.toContain('Ada Marsh')
    })

    it('is withdrawn by the page that only its signer knows, and the name is erased', async () => {
      await publish(0, 'Four promises')
      const at = String((await sign()).headers['location'])
      const token = at.split('/').at(-1) ?? ''
      expect((await resident.get(at)).text).toContain('You have signed the pledge')
      expect(JSON.stringify(await signatures())).not.toContain(token)
      const another = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`
      expect((await resident.get(`${pledge}/link/${another}`)).status).toBe(404)
      expect((await resident.post(at)).text).toContain('You have withdrawn')
      expect((await resident.post(at)).status).toBe(200)
      expect(await signatures()).toMatchObject([{ name: '', role: '', organisation: '', may_be_named: 0 }])
      expect((await resident.get(pledge)).text).toMatch(/Signed by 0/)
      expect((await planner.get(`${manage}/signatures.csv`)).text).not.toContain('Ada')
    })

    it('is signed once by a form that is sent twice, with the same page to withdraw', async () => {
      await publish(0, 'Four promises')
      const id = randomUUID()
      const first = await sign({ id })
      await publish(1, 'Five promises', 'A fifth promise.')
      const again = await sign({ id, version: 'old', name: 'Somebody else' })
      expect(again.headers['location']).toBe(first.headers['location'])
      expect(await signatures()).toMatchObject([{ name: 'Ada Marsh' }])
    })

    it('keeps what was typed beside each mistake', async () => {
      await publish(0, 'Four promises')
      const wrong = await sign({
        name: '',
        role: '<i>r</i>',
        named: 'perhaps',
        organisation: 'x'.repeat(101),
      })
      expect(wrong.status).toBe(422)
      expect(wrong.text).toContain('Enter your name')
      expect(wrong.text).toContain('Select whether we may name you')
      expect(wrong.text).toContain('&lt;i&gt;r&lt;/i&gt;')
      expect(await signatures()).toEqual([])
    })

    it('gives a spreadsheet no formula, and a page no markup', async () => {
      await publish(0, '<script>a</script>')
      await sign({ name: '=1+1\u202e', role: '+cmd', organisation: '@<img src=x>' }, planner)
      expect((await planner.get(`${manage}/signatures.csv`)).text).toMatch(/,'=1\+1,'\+cmd,'@/)
      for (const page of [pledge, manage, `${pledge}/sign`]) {
        const { text } = await planner.get(page)
        expect(text).not.toContain('<script>a')
        expect(text).not.toContain('<img src=x')
      }
    })

    it('cannot be reached by the ids of another consultation', async () => {
      await publish(0, 'Four promises')
      const at = String((await sign()).headers['location'])
      const made = await app.db.selectFrom('consultation').selectAll().executeTakeFirstOrThrow()
      await app.db
        .insertInto('consultation')
        .values({ ...made, id: 'other', slug: 'other' })
        .execute()
      const token = at.split('/').at(-1) ?? ''
      expect((await resident.post(`/consultations/other/pledge/link/${token}`)).status).toBe(404)
      const [signature] = await signatures()
      for (const act of ['check', 'remove'])
        expect(
          (await planner.post(`/manage/consultations/other/pledge/signatures/${signature?.id ?? ''}/${act}`))
            .status,
        ).toBe(410)
      expect(await signatures()).toMatchObject([{ name: 'Ada Marsh', checked_at: null }])
    })
  })
}
