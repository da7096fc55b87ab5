import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

describe('staff’s pages of the pledge', () => {
  let app: TestApplication
  let planner: Visitor
  let resident: Visitor
  let pledge = ''
  let manage = ''
  const words = { act: 'publish', after: '0', title: 'Four promises', body: 'We listen.', note: '' }
  const signatures = () => app.db.selectFrom('pledge_signature').selectAll().orderBy('signed_at').execute()
  const sign = async (name: string, id = randomUUID()): Promise<void> => {
    const form = (await resident.get(`${pledge}/sign`)).text
    const version = /name="version" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const fields = { id, version, name, role: 'Nurse', organisation: '=1+1', named: 'yes' }
    expect((await resident.post(`${pledge}/sign`, fields)).status).toBe(303)
  }

  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const { slug, consultationId } = await aPublishedConsultation(app.db)
    pledge = `/consultations/${slug}/pledge`
    manage = `/manage/consultations/${consultationId}/pledge`
    planner = await app.agent('planner')
    resident = await app.agent()
  })
  afterAll(() => app.close())

  it('refuse a version without words, and publish one as it was looked at', async () => {
    const empty = await planner.post(manage, { ...words, title: '', body: '' })
    expect(empty.status).toBe(422)
    expect((await planner.post(manage, { ...words, after: 'x' })).status).toBe(422)
    expect((await planner.post(manage, { ...words, body: 'x'.repeat(100_000) })).status).toBe(422)
    expect((await planner.post(manage, { ...words, after: '7', note: 'New' })).status).toBe(409)
    expect(await app.db.selectFrom('pledge_version').selectAll().execute()).toEqual([])
    expect((await planner.post(manage, words)).status).toBe(303)
    expect((await resident.get(pledge)).text).toContain('Four promises')
  })

  it('count a signature once whose button was pressed twice at the same moment', async () => {
    const id = randomUUID()
    await Promise.all([sign('Ada Marsh', id), sign('Ada Marsh', id)])
    expect(await signatures()).toHaveLength(1)
  })

  it('show no name before staff have looked at it, and take out what is none', async () => {
    const hostile = '<script>alert(1)</script>'
    await sign(hostile)
    expect((await resident.get(pledge)).text).not.toContain('Ada Marsh')
    const page = (await planner.get(manage)).text
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toContain(hostile)
    const [ada, insult] = await signatures()
    expect((await planner.post(`${manage}/signatures/${ada?.id ?? ''}/check`)).status).toBe(303)
    expect((await planner.post(`${manage}/signatures/${insult?.id ?? ''}/remove`)).status).toBe(303)
    expect((await planner.post(`${manage}/signatures/${insult?.id ?? ''}/remove`)).status).toBe(410)
    expect((await planner.post(`${manage}/signatures/none/check`)).status).toBe(410)
    const shown = (await resident.get(pledge)).text
    expect(shown).toContain('Ada Marsh')
    expect(shown).not.toContain('alert(1)')
    // The record of changes says what was done, not to whom.
    expect(JSON.stringify(await app.db.selectFrom('audit').selectAll().execute())).not.toContain('Ada Marsh')
  })

  it('give a table in which no cell is a formula', async () => {
    const table = (await planner.get(`${manage}/signatures.csv`)).text
    expect(table).toContain("'=1+1")
    expect(table).not.toMatch(/(^|,)"?=1\+1/m)
  })

  it('are closed to the public and to drop-in workers', async () => {
    const worker = await app.agent('drop-in')
    for (const path of [manage, `${manage}/signatures.csv`]) {
      expect((await worker.get(path)).status).toBe(403)
      expect((await resident.get(path)).status).toBe(303)
    }
    const [ada] = await signatures()
    for (const path of [manage, `${manage}/signatures/${ada?.id ?? ''}/remove`])
      expect((await worker.post(path, words)).status).toBe(403)
    const elsewhere = manage.replace(/consultations\/[^/]+/, 'consultations/another')
    expect((await planner.post(`${elsewhere}/signatures/${ada?.id ?? ''}/remove`)).status).toBe(404)
    expect(await signatures()).toHaveLength(1)
  })
})
