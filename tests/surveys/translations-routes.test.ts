import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readTranslationFile } from '../../server/consultations/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'

let app: TestApplication
let analyst: Visitor
let at: string
let publicAt: string

beforeAll(async () => {
  app = await testApplication({ clock: whileOpen })
  const { consultationId, slug } = await aPublishedConsultation(app.db)
  analyst = await app.agent('analyst')
  at = `/manage/consultations/${consultationId}/translations`
  publicAt = `/consultations/${slug}`
})
afterAll(() => app.close())

const fields = { who: 'machine', by: 'An agency', reason: 'Asked for at the drop-in session' }
const bring = (content: string | Buffer, name = 'pl.csv', more = {}) =>
  analyst.send(`${at}/pl`, { ...fields, ...more }, [{ field: 'file', name, content }])
const statementsFor = async (path: string): Promise<number> => {
  const visitor = await app.agent()
  await visitor.get(`${path}?lang=pl`)
  app.statements()
  await visitor.get(path)
  return app.statements().length
}

describe('translations of a published consultation', () => {
  it('are shown to staff with how much there is, and go out as files that come back', async () => {
    const page = await analyst.get(at)
    expect(page.text).toContain('Lithuanian')
    expect((await analyst.get(`${at}/pl`)).text).toContain('One of three centres would close.')
    const csv = await analyst.get(`${at}/pl/sentences.csv`)
    expect(csv.headers['content-type']).toContain('text/csv')
    const rows = readTranslationFile(new TextEncoder().encode(csv.text))
    expect(rows.map(row => row.source)).toContain('One of three centres would close.')
    const xliff = await analyst.get(`${at}/pl/sentences.xlf`)
    expect(xliff.headers['content-disposition']).toContain('-pl.xlf')
    expect((await analyst.get(`${at}/xx`)).status).toBe(404)
  })

  it('come in whole, are told in public, and show at once with who translated them', async () => {
    const before = await (await app.agent()).get(`${publicAt}?lang=pl`)
    expect(before.text).toMatch(/<html lang="pl" dir="ltr"/)
    expect(before.text).toContain('<span lang="en" dir="ltr">One of three centres would close.</span>')
    const answer = await bring(
      'English,Translation\nOne of three centres would close.,Jeden z trzech ośrodków zostałby zamknięty.\n',
    )
    expect(answer.status).toBe(303)
    const visitor = await app.agent()
    const after = await visitor.get(`${publicAt}?lang=pl`)
    expect(after.text).toContain('Jeden z trzech ośrodków zostałby zamknięty.')
    expect(after.text).toContain('app-machine')
    const changes = await app.db
      .selectFrom('consultation_change')
      .selectAll()
      .where('kind', '=', 'translation')
      .execute()
    expect(changes).toMatchObject([
      { summary: 'A translation into Polish was added.', reason: fields.reason },
    ])
    expect(await statementsFor(publicAt)).toBeLessThanOrEqual(3)
  })

  it('are refused whole when one row is wrong, with the row named', async () => {
    const answer = await bring(
      'English,Translation\nTwo Child and Family Centres.,Dwa Centra.\nThe council must save money.,<script>alert(1)</script>\n',
    )
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('It holds markup')
    expect(answer.text).not.toContain('<script>alert')
    expect((await (await app.agent()).get(`${publicAt}?lang=pl`)).text).not.toContain('Dwa Centra.')
  })

  it('are refused without a reason, without a file, and without knowing who translated', async () => {
    expect((await bring('English,Translation\n', 'pl.csv', { reason: '' })).text).toContain(
      'Say why the translations change',
    )
    expect((await analyst.send(`${at}/pl`, fields, [])).text).toContain('Choose the translator’s file')
    expect((await bring('English,Translation\n', 'pl.csv', { who: 'nobody' })).status).toBe(422)
  })

  it.each([
    ['ten megabytes', Buffer.alloc(10_000_000, 'a'), /too large|larger|2 MB/i],
    ['fifty megabytes', Buffer.alloc(50_000_000, '<xliff>'), /too large|larger|2 MB/i],
    ['another language', Buffer.from('<xliff version="2.0" trgLang="ar"/>'), /another language/],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      /UTF-8|not text|columns/,
    ],
    [
      'entities',
      Buffer.from('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>'),
      /document type/,
    ],
  ])('are refused as %s', async (_what, content, sentence) => {
    const answer = await bring(content)
    expect([413, 422]).toContain(answer.status)
    expect(answer.text).toMatch(sentence)
  })

  it('are for analysts and planners only', async () => {
    expect((await (await app.agent()).get(at)).status).toBe(303)
    expect((await (await app.agent('drop-in')).get(at)).status).toBe(403)
  })
})

describe('the language of a page', () => {
  it('is chosen by a link that stays on the page, and then remembered', async () => {
    const visitor = await app.agent()
    const page = await visitor.get(`${publicAt}?lang=ar`)
    expect(page.text).toMatch(/<html lang="ar" dir="rtl"/)
    expect(page.text).toContain('href="?lang=pl" lang="pl"')
    expect((await visitor.get('/cookies')).text).toMatch(/<html lang="ar" dir="rtl"/)
    expect((await visitor.get('/cookies?lang=en')).text).toMatch(/<html lang="en" dir="ltr"/)
    expect((await visitor.get('/cookies')).text).toMatch(/<html lang="en"/)
  })

  it('follows the browser where nothing was chosen, and English where it asks for nothing that we speak', async () => {
    const { default: supertest } = await import('supertest')
    const asked = (wish: string) => supertest(app.app).get('/cookies').set('Accept-Language', wish)
    expect((await asked('pl-PL,pl;q=0.9,en;q=0.8')).text).toMatch(/<html lang="pl"/)
    expect((await asked('fr,pt-BR;q=0.8')).text).toMatch(/<html lang="pt"/)
    expect((await asked('en-GB,en;q=0.9,pl;q=0.8')).text).toMatch(/<html lang="en"/)
    expect((await asked('zz, <script>;q=2, ../../etc;q=1')).text).toMatch(/<html lang="en"/)
    for (const lang of ['<b>', '../pl', '__proto__', 'pl\u0000', 'pl&lang=ar']) {
      const page = await supertest(app.app).get('/cookies').query({ lang })
      expect(page.text).toMatch(/<html lang="en"/)
      expect(page.headers['set-cookie'] ?? []).toEqual([])
    }
  })

  it('keeps the rest of the address, escaped, and no address of another site', async () => {
    const visitor = await app.agent()
    const page = await visitor.get('/cookies?a="><script>alert(1)</script>&lang=pl')
    expect(page.text).not.toContain('<script>alert')
    const odd = await visitor.get('//evil.example/..?lang=pl')
    expect(odd.text).not.toMatch(/href="\/\/evil/)
  })

  it('is English on staff’s pages whatever was chosen, errors too, which others hear in their own', async () => {
    const staff = await app.agent('analyst')
    await staff.get('/cookies?lang=pl')
    expect((await staff.get(at)).text).toMatch(/<html lang="en" dir="ltr"/)
    expect((await staff.get('/no-such-page')).text).toContain('Page not found')
    const visitor = await app.agent()
    await visitor.get('/cookies?lang=pl')
    const missing = await visitor.get('/no-such-page')
    expect(missing.status).toBe(404)
    expect(missing.text).toContain('Nie znaleziono strony')
  })

  it('does not forget that somebody wants bigger text', async () => {
    const visitor = await app.agent()
    expect((await visitor.get('/cookies')).text).not.toContain('app-bigger')
    expect((await visitor.get('/cookies?text=bigger')).text).toContain('app-bigger')
    expect((await visitor.get('/privacy')).text).toContain('app-bigger')
    expect((await visitor.get('/privacy?text=usual')).text).not.toContain('app-bigger')
    expect((await visitor.get('/privacy')).text).not.toContain('app-bigger')
  })

  it('is the same in every statement, in every language', async () => {
    for (const language of ['pl', 'lt', 'ro', 'pt', 'ar']) {
      const visitor = await app.agent()
      for (const path of ['/accessibility', '/privacy', '/cookies']) {
        const page = await visitor.get(`${path}?lang=${language}`)
        expect(page.status).toBe(200)
        expect(page.text).toContain(`<html lang="${language}"`)
        expect(page.text).not.toMatch(/="[^"]*<span/)
        expect(page.text).not.toMatch(/<title>[^<]*<\/title>[^]*<title>|<title>[^<]*<span/)
      }
    }
  })
})

describe('the cookies page', () => {
  it('names every cookie that the application sets', async () => {
    const { default: supertest } = await import('supertest')
    const agent = supertest.agent(app.app)
    const set = new Set<string>()
    const look = (headers: unknown): void => {
      for (const cookie of ((headers as Record<string, unknown>)['set-cookie'] as string[] | undefined) ??
        []) {
        set.add(cookie.split('=')[0] ?? '')
      }
    }
    const start = await agent.get(`${publicAt}/fen/survey?view=easy&lang=pl&text=bigger`)
    look(start.headers)
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(start.text)?.[1] ?? ''
    const begun = await agent
      .post(`${publicAt}/fen/survey`)
      .type('form')
      .send({ _csrf, as: 'myself', who: 'myself' })
    look(begun.headers)
    look((await agent.post(`${publicAt}/fen/survey/forget`).type('form').send({ _csrf })).headers)
    const staff = supertest.agent(app.app)
    look((await staff.get('/sign-in')).headers)
    const page = (await agent.get('/cookies?lang=en')).text
    expect([...set].sort()).toEqual(expect.arrayContaining(['form', 'language', 'text', 'view']))
    for (const name of set) expect(page).toContain(`>${name}</`)
  })
})
