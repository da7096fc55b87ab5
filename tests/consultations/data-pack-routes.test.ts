import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { publishConsultation } from '../../server/surveys/index.ts'
import { actor, aDraftConsultation, whileOpen } from './builders.ts'

describe('the data pack', () => {
  let app: TestApplication
  let visitor: Visitor
  let at = ''
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aDraftConsultation(app.db)
    await app.db
      .updateTable('site')
      .set({ name: '=HYPERLINK("http://example.org","Open")\u202e' })
      .where('reference', '=', 'alder')
      .execute()
    await app.db
      .updateTable('site')
      .set({ address: "@SUM(1+1)*cmd|'/C calc'!A0\r\n+1" })
      .where('reference', '=', 'birch')
      .execute()
    await app.db
      .updateTable('site')
      .set({ lon: 0.05123456789012, lat: 52.30000000000001 })
      .where('reference', '=', 'birch')
      .execute()
    await app.db.updateTable('drop_in_session').set({ venue: '-2+3', address: '\t=1' }).execute()
    await publishConsultation(app.db, made.consultationId, actor, () => new Date('2026-05-01T09:00:00.000Z'))
    at = `/consultations/${made.slug}/data`
    visitor = await app.agent()
  })
  afterAll(() => app.close())

  /** Every cell of a table, quotes taken off. */
  const cells = (csv: string): string[] =>
    [...csv.replace(/^\ufeff/, '').matchAll(/"((?:[^"]|"")*)"|([^,"\r\n]+)/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    )

  it('holds no cell that a spreadsheet would take for a formula', async () => {
    const page = await visitor.get(at)
    const files = [...page.text.matchAll(/href="([^"]+\.csv)"/g)].map(([, href]) => href ?? '')
    expect(files.length).toBeGreaterThan(5)
    let guarded = 0
    for (const file of files) {
      const { status, text, headers } = await visitor.get(file)
      expect([file, status]).toEqual([file, 200])
      expect(headers['content-type']).toContain('text/csv')
      const formulas = cells(text).filter(cell => /^[\s]*[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(cell))
      expect([file, formulas]).toEqual([file, []])
      guarded += cells(text).filter(cell => /^'\s*[=+@-]/.test(cell)).length
      expect(text).not.toContain('\u202e')
    }
    expect(guarded).toBeGreaterThan(0)
  })

  it('tells positions to a metre, and says so', async () => {
    const { text } = await visitor.get(`${at}/places.csv`)
    expect(text).toContain('0.05123,52.3,')
    for (const cell of cells(text)) expect(cell).not.toMatch(/^-?\d+\.\d{6,}$/)
    expect((await visitor.get(at)).text).toContain('degrees east of Greenwich, to about a metre')
  })

  /** What the page tells of each file's columns: heading → meaning. */
  const told = (page: string): Map<string, Map<string, string>> =>
    new Map(
      page
        .split('<h2 ')
        .slice(1)
        .map(part => [
          /href="([^"]+\.csv)"/.exec(part)?.[1] ?? '',
          new Map(
            [...part.matchAll(/<dt><bdi lang="en">(.*?)<\/bdi><\/dt><dd>(.*?)<\/dd>/g)].map(
              ([, heading = '', means = '']) => [heading, means],
            ),
          ),
        ]),
    )

  it('tells what every column of every file means, in the reader’s language; headings stay as programs know them', async () => {
    const english = told((await visitor.get(at)).text)
    const pole = await app.agent()
    const polish = told((await pole.get(`${at}?lang=pl`)).text)
    for (const [file, columns] of english) {
      if (file === '') continue
      const [heads = ''] = (await pole.get(file)).text.split('\r\n')
      // Of journeys each way of travelling has the same columns: they are told once.
      const shown = file.endsWith('/journeys.csv')
        ? cells(heads).map(head => head.replace(/^.*(?=: )/, '…'))
        : cells(heads)
      expect([file, [...columns.keys()]]).toEqual([file, [...new Set(shown)]])
      expect([...(polish.get(file)?.keys() ?? [])]).toEqual([...columns.keys()])
      expect([...(polish.get(file)?.values() ?? [])].filter(means => means.includes('lang="en"'))).toEqual([])
    }
    expect(polish.get(`${at}/places.csv`)?.get('Why')).toBe('Dlaczego się to proponuje.')
  })

  it('says which session was cancelled', async () => {
    const cancelled = async (): Promise<string[]> =>
      (await visitor.get(`${at}/drop-in-sessions.csv`)).text
        .trim()
        .split('\r\n')
        .map(line => line.split(',').at(-1) ?? '')
    const before = await cancelled()
    expect([before[0], new Set(before.slice(1))]).toEqual(['Cancelled', new Set(['no'])])
    await app.db.updateTable('drop_in_session').set({ cancelled_at: whileOpen }).execute()
    expect(new Set((await cancelled()).slice(1))).toEqual(new Set(['yes']))
    await app.db.updateTable('drop_in_session').set({ cancelled_at: null }).execute()
  })

  it('can be had whole, asks the database little, and has nothing else', async () => {
    app.statements()
    expect((await visitor.get(at)).status).toBe(200)
    expect(app.statements().length).toBeLessThanOrEqual(3)
    const zip = await visitor.get(`${at}/everything.zip`)
    expect([zip.status, zip.headers['content-type']]).toEqual([200, 'application/zip'])
    for (const forged of ['none.csv', '..%2f..%2fpackage.json', 'places.csv%00', 'constructor'])
      expect([forged, (await visitor.get(`${at}/${forged}`)).status]).toEqual([forged, 404])
    expect((await visitor.get('/consultations/none/data')).status).toBe(404)
    expect((await visitor.get('/consultations/none/data/places.csv')).status).toBe(404)
  })
})
