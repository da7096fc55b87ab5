import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { sql } from 'kysely'
import supertest from 'supertest'
import { createApplication } from '../../server/app.ts'
import { createLog } from '../../server/platform/log.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

describe('what changes for me', () => {
  let app: TestApplication
  let visitor: Visitor
  let at = ''
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const { slug } = await aPublishedConsultation(app.db)
    at = `/consultations/${slug}/what-changes`
    visitor = await app.agent()
  })
  afterAll(() => app.close())

  const rows = async (): Promise<string> => {
    const tables = (await app.db.introspection.getTables()).map(({ name }) => name).sort()
    const counts = []
    for (const table of tables) {
      const { rows: held } = await sql<object>`select * from ${sql.table(table)}`.execute(app.db)
      counts.push([table, held])
    }
    return JSON.stringify(counts)
  }

  it('says what is lost first, then today’s places, those proposed, and sessions by day', async () => {
    const { text } = await visitor.post(at, { postcode: 'pe1 1aa', place: '' })
    const order = [
      'What you would lose',
      'Alder Centre would close.',
      'Nearest to you today',
      'Nearest to you in the proposal',
      'Sessions that are proposed near you, day by day',
      'Tuesdays, 10am to midday',
      'Show this on one page to print',
    ].map(words => text.indexOf(words))
    expect(order.every(found => found > 0)).toBe(true)
    expect([...order].sort((a, b) => a - b)).toEqual(order)
  })

  it('says less than 100 metres to somebody who chose the place itself', async () => {
    const alder = /<option value="([^"]+)">Alder Centre/.exec((await visitor.get(at)).text)?.[1] ?? ''
    const { text } = await visitor.post(at, { postcode: '', place: alder })
    expect(text).toContain('Near Alder Centre')
    expect(text).toContain('Less than 100 metres away, estimated from a straight line')
    expect(text).not.toMatch(/\b0\.0 km|your postcode/)
  })

  it('keeps nothing: no row, no cookie, no part of an address, no line in the log', async () => {
    const lines: string[] = []
    const log = createLog('trace', { write: line => void lines.push(line) })
    const { app: heard } = createApplication({ ...app.services, log })
    const before = await rows()
    const agent = supertest.agent(heard)
    const form = await agent.get(at)
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
    for (const print of ['', 'yes']) {
      const answer = await agent.post(at).type('form').send({ _csrf, postcode: 'PE1 1AA', place: '', print })
      expect(answer.status).toBe(200)
      // The token of the page's own forms, which knows nothing of what was typed, and no other cookie.
      const cookies = [answer.headers['set-cookie'] ?? []].flat()
      expect(cookies.filter(cookie => !/^form=[0-9a-f.]+; /.test(cookie))).toEqual([])
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['location']).toBeUndefined()
      expect(answer.text).toContain('Near PE1 1AA')
      expect(answer.text).not.toMatch(/(href|action|src)="[^"]*PE1/i)
    }
    expect(await rows()).toBe(before)
    expect(lines.length).toBeGreaterThan(0)
    // A request's number may hold "1aa" by chance.
    const requestId = /"id":"[0-9a-f-]{36}"/g
    expect(lines.join('').replace(requestId, '')).not.toMatch(/PE1|1AA/i)
  })

  it('asks again for what is no postcode, and keeps what was typed as text', async () => {
    for (const postcode of ['', '<script>alert(1)</script>', 'PE1', 'x'.repeat(5000), 'ZZ99 9ZZ']) {
      const answer = await visitor.post(at, { postcode, place: '' })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('href="#postcode"')
      expect(answer.text).not.toContain('<script>alert')
    }
    expect((await visitor.post(at, { postcode: '', place: 'forged' })).status).toBe(422)
    expect((await visitor.post('/consultations/none/what-changes', { postcode: 'PE1 1AA' })).status).toBe(404)
  })

  it('prints without navigation, in the words of the day', async () => {
    const paper = await visitor.post(at, { postcode: 'PE1 1AA', place: '', print: 'yes' })
    expect(paper.text).toContain('app-sheet')
    expect(paper.text).not.toContain('Was this page useful?')
    expect(paper.text).not.toContain('Show this on one page to print')
    expect(paper.text).toContain('We kept nothing of what you entered to see this page.')
    expect(paper.text).toContain('This consultation is open until')
  })
})
