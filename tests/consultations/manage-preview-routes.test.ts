import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addOption } from '../../server/consultations/option-repository.ts'
import { writePlaceTexts } from '../../server/consultations/place-text-repository.ts'
import { publishConsultation } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { actor, aDraftConsultation, whileOpen } from './builders.ts'

/** Every address within a page, as a person could follow it. */
const linksOf = (html: string): string[] =>
  [...html.matchAll(/(?:href|action)="(\/[^"#]*)/g)].map(([, address = '']) =>
    address.replaceAll('&amp;', '&'),
  )

describe('the preview of everything that the public will see', () => {
  let app: TestApplication
  let planner: Visitor
  let nobody: Visitor
  let consultationId: string
  let slug: string
  let at: string
  let siteId: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    ;({ consultationId, slug } = await aDraftConsultation(app.db))
    at = `/manage/consultations/${consultationId}`
    ;({ id: siteId } = await app.db
      .selectFrom('site')
      .select('id')
      .where('reference', '=', 'alder')
      .executeTakeFirstOrThrow())
    await writePlaceTexts(app.db, consultationId, {
      siteId,
      why: 'The lease ends in March.',
      replacedBy: 'A session on Tuesdays.',
      fromOn: '2027-04-01',
    })
    await addOption(app.db, consultationId, {
      name: 'Shorter hours',
      whatItWas: 'All open for less time.',
      whyNot: 'It saves little.',
      statusQuo: false,
      scenarioId: null,
    })
    planner = await app.agent('planner')
    nobody = await app.agent()
  })
  afterAll(() => app.close())

  it('shows the county, each district, places, options, data, documents, questions and sessions', async () => {
    const said: Record<string, string> = {
      '': 'One of three centres would close.',
      '/fen': 'Alder Centre would close.',
      '/places': 'Alder Centre',
      [`/places/${siteId}`]: 'The lease ends in March.',
      '/options': 'All open for less time.',
      '/data': 'places.csv',
      '/data/places.csv': 'Alder Centre',
      '/data/method': 'How the figures were made',
      '/documents': 'Summary',
      '/questions': 'Why?',
      '/sessions': 'Fenton Library',
      '/what-changes': 'postcode',
      '/decision': 'Nothing is decided yet',
    }
    for (const [page, words] of Object.entries(said)) {
      const shown = await planner.get(`${at}/preview${page}`)
      expect([page, shown.status]).toEqual([page, 200])
      expect([page, shown.text.includes(words)]).toEqual([page, true])
      if (!page.endsWith('.csv')) expect(shown.text).toContain('Back from the preview')
      expect([page, shown.text.includes('action="/useful"')]).toEqual([page, false])
    }
    const map = await planner.get(`${at}/preview/fen/map.json`)
    expect(JSON.stringify(map.body)).toContain('Alder Centre: Closes')
    const answer = await planner.post(`${at}/preview/what-changes`, { postcode: 'PE1 1AA' })
    expect([answer.status, answer.text.includes('Alder Centre')]).toEqual([200, true])
  })

  it('leads from one page to the next, and never to an address that is not there yet', async () => {
    const seen = new Set<string>()
    const waiting = [`${at}/preview`]
    for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
      if (seen.has(page)) continue
      seen.add(page)
      const shown = await planner.get(page)
      expect([page, shown.status < 400]).toEqual([page, true])
      if (!String(shown.headers['content-type']).startsWith('text/html')) continue
      const links = linksOf(shown.text)
      expect(links.filter(link => link.startsWith('/consultations/'))).toEqual([])
      waiting.push(...links.filter(link => link.startsWith(`${at}/preview`)))
    }
    expect(seen.size).toBeGreaterThan(20)
    expect([...seen]).toEqual(expect.arrayContaining([`${at}/preview/ideas`, `${at}/preview/fen/survey`]))
  })

  it('asks and stores nothing: no other form of the public’s answers there', async () => {
    const asked = await planner.post(`${at}/preview/questions/ask`, { question: 'Why?' })
    expect(asked.status).toBe(404)
    expect((await planner.get(`${at}/preview/questions/ask`)).text).toContain('begins with the publication')
    expect((await planner.get(`${at}/preview/nothing-of-that-name`)).status).toBe(404)
  })

  it('is for staff who prepare consultations alone, and nothing of it is public', async () => {
    const worker = await app.agent('drop-in')
    const pages = [
      '',
      '/fen',
      '/places',
      `/places/${siteId}`,
      '/options',
      '/data',
      '/data/places.csv',
      '/documents',
    ]
    for (const page of pages) {
      const preview = await nobody.get(`${at}/preview${page}`)
      expect([page, preview.status]).toEqual([page, 303])
      expect(preview.text).not.toContain('Alder')
      expect([page, (await worker.get(`${at}/preview${page}`)).status]).toEqual([page, 403])
      // Looking at it must not have made it public, for staff neither.
      for (const visitor of [nobody, planner]) {
        expect([page, (await visitor.get(`/consultations/${slug}${page}`)).status]).toEqual([page, 404])
      }
    }
    expect((await nobody.post(`${at}/preview/what-changes`, { postcode: 'PE1 1AA' })).status).not.toBe(200)
    expect((await nobody.get(`/consultations/${slug}?preview=1`)).status).toBe(404)
  })

  it('goes to the public’s page once it is published, and shows a correction while it is written', async () => {
    await publishConsultation(app.db, consultationId, actor, () => new Date(whileOpen))
    const published = await planner.get(`${at}/preview/places`)
    expect([published.status, published.headers['location']]).toEqual([303, `/consultations/${slug}/places`])
    await planner.post(`${at}/correction/begin`)
    await planner.post(`${at}/correction/texts/county`, {
      version: '1',
      name: 'Children’s centres in Testshire',
      introduction: 'We ask anew.',
      whatIsLost: 'One of three centres would close.',
      whatIsProposed: 'Two Child and Family Centres.',
      reasons: 'The council must save money.',
    })
    const corrected = await planner.get(`${at}/preview`)
    expect(corrected.text).toContain('We ask anew.')
    expect(corrected.text).toContain('This is how the correction would look')
    const inForce = await nobody.get(`/consultations/${slug}`)
    expect(inForce.text).toContain('We ask what you think.')
    expect(inForce.text).not.toContain('We ask anew.')
    expect(inForce.text).not.toContain('Back from the preview')
  })
})
