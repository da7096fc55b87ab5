import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { gzipSync } from 'node:zlib'
import { addOption } from '../../server/consultations/option-repository.ts'
import { readRecord, storeNextPublication } from '../../server/consultations/publication-repository.ts'
import { writePlaceTexts } from '../../server/consultations/place-text-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { importScenario, publishScenario } from '../../server/scenarios/index.ts'
import { writeServices } from '../../server/sites/site-parts-repository.ts'
import { publishConsultation } from '../../server/surveys/index.ts'
import { currentOrigins, keepJourneyColumns, keepOrigins } from '../../server/travel/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { withJourneys, type LaidJourneys } from '../support/journeys.ts'
import { actor, aDraftConsultation, whileOpen } from './builders.ts'

const before = (): Date => new Date('2026-05-01T09:00:00.000Z')

/** 24 minutes on foot for a tenth of a degree. */
const onFoot: LaidJourneys = {
  mode: 'walking-with-a-buggy',
  method: 'walking with a buggy at 4.0 km/h on made-up roads',
  journey: ([from], [to]) => Math.abs(from - to) * 14_400,
}

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`the fate of every place on ${database}`, () => {
    let app: TestApplication
    let visitor: Visitor
    let base: string
    let ids: Record<string, string>

    beforeAll(async () => {
      app = await testApplication({ clock: whileOpen, database })
      const { db } = app
      const { county, consultationId, slug } = await aDraftConsultation(db)
      const sites = await db.selectFrom('site').select(['id', 'reference', 'lon', 'lat']).execute()
      ids = Object.fromEntries(sites.map(site => [site.reference, site.id]))
      // Sixty children at Alder and eight at Cedar, each at one postcode.
      const [datasetId] = (await db.selectFrom('dataset').select('id').execute()).map(row => row.id)
      for (const [code, district, children, position] of [
        ['E01000001', 'E07009991', 60, [0.051, 52.3]],
        ['E01000002', 'E07009992', 8, [0.31, 52.3]],
      ] as const) {
        await db
          .insertInto('neighbourhood')
          .values({
            county_id: county.id,
            code,
            name: `Neighbourhood ${code.slice(-1)}`,
            district_code: district,
            dataset_id: datasetId ?? '',
            centroid_lon: position[0],
            centroid_lat: position[1],
            centroid_dataset_id: null,
            boundary: null,
            boundary_dataset_id: null,
          })
          .execute()
        await db
          .insertInto('figure')
          .values({
            county_id: county.id,
            neighbourhood_code: code,
            measure: 'children0to4',
            value: children,
            text: null,
            dataset_id: datasetId ?? '',
          })
          .execute()
      }
      await db
        .updateTable('postcode')
        .set({ neighbourhood_code: 'E01000001' })
        .where('lon', '<', 0.2)
        .execute()
      await db
        .updateTable('postcode')
        .set({ neighbourhood_code: 'E01000002' })
        .where('lon', '>', 0.2)
        .execute()
      const origins = await currentOrigins(db, county)
      await keepOrigins(db, origins, before().toISOString())
      await withJourneys(
        db,
        county,
        origins,
        [onFoot],
        sites.map(({ lon, lat }) => [lon ?? 0, lat ?? 0] as [number, number]),
      )
      const plan = async (name: string, alder: 'closed' | 'zone'): Promise<string> => {
        const fates = [
          { site: 'alder', fate: alder },
          { site: 'birch', fate: 'centre' as const },
          { site: 'cedar', fate: 'centre' as const },
          { site: 'library', fate: 'outreach' as const },
        ]
        const outreach = [
          { site: 'library', weekday: 2, starts: '10:00', ends: '12:00', activity: '=HYPERLINK("http://x")' },
        ]
        const id = await importScenario(db, county.id, { name, fates, outreach }, actor, before)
        await publishScenario(db, county, id, actor, before, keepJourneyColumns())
        return id
      }
      const other = await plan('A Zone at Alder', 'zone')
      await db
        .updateTable('consultation')
        .set({ scenario_id: await plan('Alder closes', 'closed') })
        .execute()
      await writePlaceTexts(db, consultationId, {
        siteId: ids['alder'] ?? '',
        why: 'The lease ends <script>alert(1)</script>.',
        replacedBy: 'Sessions at Fenton Library.',
        fromOn: '2027-04-01',
      })
      await writeServices(db, ids['alder'] ?? '', [
        { service: '<b>Midwife</b>', partner: 'Hospital', weekday: 3, note: null },
      ])
      await addOption(db, consultationId, {
        name: 'A Zone instead',
        whatItWas: 'Alder Centre would become a Zone.',
        whyNot: 'It would save too little.',
        statusQuo: false,
        scenarioId: other,
      })
      await publishConsultation(db, consultationId, actor, before)
      base = `/consultations/${slug}`
      visitor = await app.agent()
    })
    afterAll(() => app.close())

    const csvOf = async (file: string): Promise<Record<string, string>[]> => {
      const { status, headers, text } = await visitor.get(`${base}/data/${file}`)
      expect([file, status]).toEqual([file, 200])
      expect(headers['content-type']).toContain('text/csv')
      return parse(text, { columns: true, bom: true })
    }

    it('say what is lost, why, what replaces it, when, and who has further to go', async () => {
      const { status, text } = await visitor.get(`${base}/places/${ids['alder'] ?? ''}`)
      expect(status).toBe(200)
      const order = [
        'What would be lost',
        'Alder Centre would close.',
        'This would happen from Thursday 1 April 2027.',
        'Who would have further to go',
        'On foot with a buggy, about 60 children under 5 would have further to go.',
        'The way to the nearest place would take 24 minutes on average, instead of 1 minute.',
        'The lease ends',
        'Sessions at Fenton Library.',
        'What is there today',
        'Monday to Friday, 9am to 4:30pm',
        'Hospital, Wednesday',
      ].map(words => [words, text.indexOf(words)] as const)
      expect(order.filter(([, at]) => at < 0)).toEqual([])
      const found = order.map(([, at]) => at)
      expect([...found].sort((a, b) => a - b)).toEqual(found)
      expect(text).not.toContain('<script>alert')
      expect(text).not.toContain('<b>Midwife')
      expect(text).toContain('href="/consultations/')
    })

    it('say of a place that stays that it stays, and nothing of losers', async () => {
      const { text } = await visitor.get(`${base}/places/${ids['birch'] ?? ''}`)
      expect(text).toContain('Stays, as a Child and Family Centre')
      expect(text).not.toContain('further to go')
    })

    it('are listed by district, what is lost first, with a filter that needs no script', async () => {
      const all = await visitor.get(`${base}/places`)
      expect(all.text).toContain('Something would be lost at 1 of 4 places.')
      expect(all.text.indexOf('Alder Centre')).toBeLessThan(all.text.indexOf('Birch Centre'))
      const vale = await visitor.get(`${base}/places?district=vale&outcome=`)
      expect(vale.text).toContain('1 of 4 places are shown.')
      expect(vale.text).not.toContain('Alder Centre')
      const lost = await visitor.get(`${base}/places?district=&outcome=lost`)
      expect(lost.text).toContain('1 of 4 places are shown.')
      const forged = await visitor.get(`${base}/places?district="><script>&outcome=constructor`)
      expect([forged.status, forged.text.includes('"><script>')]).toEqual([200, false])
      expect(forged.text).toContain('4 of 4 places are shown.')
    })

    it('have options beside them, today first, with the same figures for each and no word of a decision', async () => {
      const { text } = await visitor.get(`${base}/options`)
      const order = [
        'Keep everything as it is',
        'A Zone instead',
        'It would save too little.',
        'The same figures for each',
        'What we propose',
      ].map(words => text.indexOf(words))
      expect(order.every(at => at > 0)).toBe(true)
      expect([...order].sort((a, b) => a - b)).toEqual(order)
      expect(text).not.toMatch(/recommend/i)
      const pole = await app.agent()
      const { text: polish } = await pole.get(`${base}/options?lang=pl`)
      // What is translated is not tagged as English.
      expect(polish).toContain('>Co proponujemy</th>')
      // Today nobody has further to go; a number that is small is not told as none.
      expect(text).toContain('Not shown')
    })

    it('have a way to say that one of them would be better, as long as that can be said', async () => {
      const tells = async (query = ''): Promise<[string[], string]> => {
        const { text } = await visitor.get(`${base}/options${query}`)
        const links = [...text.matchAll(/<a [^>]*href="([^"]*)">Tell us if you would rather have this/g)]
        return [links.map(([, href]) => href ?? ''), text]
      }
      const [chooser, open] = await tells()
      expect(chooser).toEqual([`${base}#districts`, `${base}#districts`])
      expect(open).toContain('You can tell us that you would rather have one of them')
      expect((await visitor.get(base)).text).toContain('id="districts"')
      // Whoever comes from a district's page has chosen.
      expect((await visitor.get(`${base}/vale`)).text).toContain(`href="${base}/options?district=vale"`)
      expect((await tells('?district=vale'))[0][0]).toBe(`${base}/vale/survey`)
      expect((await visitor.get(`${base}/vale/survey`)).status).toBe(200)
      for (const forged of ['?district=../../evil', '?district=', '?district=vale&district=vale']) {
        expect((await tells(forged))[0]).toEqual(chooser)
      }
      app.setClock('2026-05-20T09:00:00.000Z')
      const [none, early] = await tells('?district=vale')
      expect([none, early.includes('When the consultation opens you can tell us')]).toEqual([[], true])
      for (const moment of ['2026-06-30T16:05:00.000Z', '2026-07-02T09:00:00.000Z']) {
        app.setClock(moment)
        const [closed, late] = await tells('?district=vale')
        expect([closed, /tell us/i.test(late)]).toEqual([[], false])
        expect(late).toContain('Nothing has been decided.')
      }
      app.setClock(whileOpen)
    })

    it('agree in the tables with the page, and withhold what is small', async () => {
      const rows = await csvOf('who-has-further-to-go.csv')
      const alder = rows.find(
        row => row['Place'] === 'Alder Centre' && row['Way of travelling'] === 'Walking with a buggy',
      )
      expect(alder).toMatchObject({
        'Children with further to go': '60',
        'Children with no further to go': '',
        'Mean journey today': '0',
        'Mean journey then': '24',
      })
      const journeys = await csvOf('journeys.csv')
      expect(journeys.map(row => [row['Code'], row['Children under 5']])).toEqual([
        ['E01000001', '60'],
        ['E01000002', ''],
      ])
      const reach = await csvOf('reach.csv')
      const counts = reach.map(row => row['Children in this band']).filter(count => count !== '')
      expect(counts.length).toBeGreaterThan(0)
      for (const count of counts) expect(Number(count) % 5 === 0 && Number(count) >= 10).toBe(true)
      const places = await csvOf('places.csv')
      expect(places.map(row => [row['Place'], row['Loses or gains']])).toContainEqual([
        'Alder Centre',
        'something is lost',
      ])
      expect(places.find(row => row['Place'] === 'Alder Centre')?.['From']).toBe('2027-04-01')
    })

    it('tell what the columns mean: those of each way of travelling once, and where the bands end', async () => {
      const { text } = await visitor.get(`${base}/data`)
      const heads = Object.keys((await csvOf('journeys.csv'))[0] ?? {})
      const ofOneWay = heads.filter(head => head.includes(': '))
      expect(ofOneWay.length).toBeGreaterThan(0)
      for (const head of heads) {
        const shown = ofOneWay.includes(head) ? `…${head.slice(head.lastIndexOf(': '))}` : head
        expect([head, text.split(`<bdi lang="en">${shown}</bdi>`).length > 1]).toEqual([head, true])
      }
      expect(text.split('<bdi lang="en">…: today</bdi>')).toHaveLength(2)
      expect(text).toMatch(/by no more than this\. [^<]*On foot with a buggy: \d+ minutes/)
    })

    it('give no spreadsheet a formula, and name every dataset', async () => {
      const [session] = await csvOf('outreach.csv')
      expect(session?.['Activity']).toBe('\'=HYPERLINK("http://x")')
      const datasets = await csvOf('datasets.csv')
      expect(datasets.map(row => [row['Publisher'], row['SHA-256 of the file']])).toContainEqual([
        'Test',
        '0'.repeat(64),
      ])
      for (const file of ['criteria.csv', 'options.csv', 'drop-in-sessions.csv']) await csvOf(file)
      expect((await visitor.get(`${base}/data/secrets.csv`)).status).toBe(404)
    })

    it('can be downloaded as one archive', async () => {
      const { status, headers } = await visitor.get(`${base}/data/everything.zip`)
      expect([status, headers['content-type']]).toEqual([200, 'application/zip'])
      expect(headers['content-disposition']).toContain('-data.zip')
    })

    it('ask the database at most three questions, and weigh little', async () => {
      const asked: [string, number, number][] = []
      for (const page of [
        'places',
        `places/${ids['alder'] ?? ''}`,
        'options',
        'data',
        'data/method',
        'data/places.csv',
      ]) {
        app.statements()
        const { status, text } = await visitor.get(`${base}/${page}`)
        asked.push([page, status, Math.max(app.statements().length - 3, 0)])
        expect(gzipSync(text).length).toBeLessThan(12_000)
      }
      expect(asked.filter(([, status, over]) => status !== 200 || over > 0)).toEqual([])
    })

    it('answer with 404 for a place, a scenario or a file that is not there', async () => {
      for (const page of ['places/none', 'data/none', 'data/..%2Fplaces.csv']) {
        expect([page, (await visitor.get(`${base}/${page}`)).status]).toEqual([page, 404])
      }
    })

    it('keep nothing of a postcode, on the page to print neither', async () => {
      const rows = async (): Promise<string> => {
        const tables = ['audit', 'draft', 'session', 'response', 'journey_column'] as const
        const found: unknown[] = []
        for (const table of tables) {
          found.push(
            await app.db
              .selectFrom(table as never)
              .selectAll()
              .execute()
              .catch(() => null),
          )
        }
        return JSON.stringify(found)
      }
      const then = await rows()
      app.statements()
      const shown = await visitor.post(`${base}/what-changes`, { postcode: 'PE1 1AA' })
      const printed = await visitor.post(`${base}/what-changes`, { postcode: 'PE1 1AA', print: 'yes' })
      expect([shown.status, printed.status]).toEqual([200, 200])
      expect(printed.text).toContain('app-sheet')
      expect(printed.text).not.toContain('Show this on one page to print')
      expect(app.statements().some(sql => /^(insert|update|delete)/i.test(sql))).toBe(false)
      expect(await rows()).toBe(then)
      expect(shown.text).not.toMatch(/href="[^"]*PE1/i)
    })

    it('say since when they stand as they do: as published, then as corrected', async () => {
      const page = `${base}/places/${ids['alder'] ?? ''}`
      expect((await visitor.get(page)).text).toContain('As published on Friday 1 May 2026.')
      const { id, record_hash: hash } = await app.db
        .selectFrom('consultation')
        .select(['id', 'record_hash'])
        .executeTakeFirstOrThrow()
      const first = await readRecord(app.db, hash ?? '')
      const correct = async (introduction: string, on: string, version: number): Promise<void> => {
        const now = await app.db.selectFrom('consultation').select('record_hash').executeTakeFirstOrThrow()
        const superseded = { version, hash: now.record_hash ?? '' }
        const details = { reason: 'A word was missing.', publishedBy: '', contents: [], checklist: [] }
        await inTransaction(app.db, tx =>
          storeNextPublication(tx, id, { ...first, introduction }, new Date(on), details, superseded),
        )
      }
      await correct('Another word.', '2026-05-20T09:00:00.000Z', 1)
      expect((await visitor.get(page)).text).toContain('As corrected on Wednesday 20 May 2026.')
      // The first words again, on another day.
      await correct(first.introduction, '2026-05-22T09:00:00.000Z', 2)
      app.statements()
      expect((await visitor.get(page)).text).toContain('As corrected on Friday 22 May 2026.')
      expect(app.statements().length).toBeLessThanOrEqual(3)
    })
  })
}
