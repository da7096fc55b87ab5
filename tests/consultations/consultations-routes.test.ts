import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../../server/platform/paths.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { answerPages, send } from '../surveys/walk.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

async function build(name: string): Promise<Buffer> {
  return readFile(path.join(projectRoot, 'public', 'build', name))
}

/** Bytes of a page with its style sheets and scripts as they travel, the map's library apart. */
async function compressedBytes(html: string): Promise<number> {
  const assets = [...html.matchAll(/(?:href|src)="\/assets\/([^"]+\.(?:css|js))"/g)]
    .map(found => found[1] ?? '')
    .filter(name => !name.startsWith('map'))
  let bytes = gzipSync(html).length
  for (const name of assets) bytes += gzipSync(await build(name)).length
  return bytes
}

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`public pages of a consultation on ${database}`, () => {
    let app: TestApplication
    let visitor: Visitor
    let base = ''
    beforeAll(async () => {
      app = await testApplication({ clock: whileOpen, database })
      base = `/consultations/${(await aPublishedConsultation(app.db)).slug}`
      visitor = await app.agent()
    })
    afterAll(() => app.close())

    it('ask the database at most three questions, and weigh less than 30 KB with styles and scripts', async () => {
      const at = `${base}/fen/survey`
      const asked: [string, number, number][] = []
      const look = async (page: string): Promise<void> => {
        app.statements()
        const { status, text } = await visitor.get(page)
        const statements = app.statements().length
        expect([page, status]).toEqual([page, 200])
        asked.push([page, statements, await compressedBytes(text)])
      }
      for (const page of [
        '/',
        base,
        `${base}/fen`,
        `${base}/vale`,
        `${base}/questions`,
        `${base}/sessions`,
        `${base}/what-changes`,
        `${base}/updates`,
        `${base}/ideas`,
        `${base}/pledge`,
        at,
        '/accessibility',
        '/privacy',
        '/cookies',
      ]) {
        await look(page)
      }
      const document = /\/documents\/[^"/]+/.exec((await visitor.get(base)).text)?.[0] ?? ''
      await look(`${base}${document}`)
      const pages = await answerPages(visitor, at)
      for (const key of [...pages, 'check']) await look(`${at}/${key}`)
      await send(visitor, at)
      for (const key of ['equality', 'equality/age', 'sent']) await look(`${at}/${key}`)
      app.statements()
      const result = await visitor.post(`${base}/what-changes`, { postcode: 'PE1 1AA' })
      asked.push(['what-changes result', app.statements().length, await compressedBytes(result.text)])
      app.statements()
      await visitor.get(`${base}/fen/map.json`)
      asked.push(['map.json', app.statements().length, 0])
      expect(asked.filter(([, statements]) => statements > 3)).toEqual([])
      expect(asked.filter(([, , bytes]) => bytes >= 30_000)).toEqual([])
      expect(asked.length).toBeGreaterThan(25)
    })

    it('say what is lost before what is proposed, and the list before the map', async () => {
      const { text } = await visitor.get(`${base}/fen`)
      const order = [
        'What would be lost',
        'What is proposed',
        'Every place in Fen',
        'data-module="app-map"',
      ].map(words => text.indexOf(words))
      expect(order.every(found => found > 0)).toBe(true)
      expect([...order].sort((a, b) => a - b)).toEqual(order)
      // The council's words name what is lost; the same place by place is a step away, without a script.
      const folded = [...text.matchAll(/<details[\s\S]*?<\/details>/g)].map(([details]) => details)
      expect(folded[0]).toContain('What would be lost, place by place')
      expect(folded[0]).toMatch(/href="[^"]+\/places\/[^"]+">Alder Centre would close\./)
      expect(folded[1]).toContain('What is proposed for each place')
      expect(text.split('Alder Centre would close.').length).toBeLessThan(5)
      expect(text).toContain('Monday to Friday, 9am to 4:30pm')
      expect(text).toContain('Tuesdays, 10am to midday: stay and play')
    })

    it('show dates, documents, questions, sessions, contact and other ways', async () => {
      const { text } = await visitor.get(base)
      for (const words of [
        'This consultation is open until 5pm on Tuesday 30 June 2026.',
        'Summary',
        '1 question with answers',
        'Friday 12 June 2026, 10am to midday',
        'Step-free',
        'centres@example.org',
        'Ask any library for a paper form.',
        'Full Council is due to decide on Monday 20 July 2026.',
      ]) {
        expect(text).toContain(words)
      }
    })

    it('tell what changes for a postcode, what is lost first, and keep it nowhere', async () => {
      app.statements()
      const result = await visitor.post(`${base}/what-changes`, { postcode: ' pe1 1aa', place: '' })
      expect(result.status).toBe(200)
      // The form's own token is the only cookie, and it knows nothing of what was typed.
      for (const cookie of [result.headers['set-cookie'] ?? []].flat()) {
        expect(cookie).toMatch(/^form=[\da-f.]+;/)
      }
      const order = [
        'What you would lose',
        'Alder Centre would close.',
        'Nearest to you today',
        'Nearest to you in the proposal',
      ]
      const found = order.map(words => result.text.indexOf(words))
      expect(found.every(at => at > 0)).toBe(true)
      expect([...found].sort((a, b) => a - b)).toEqual(found)
      expect(result.text).toMatch(/\d+\.\d km \(\d+\.\d miles?\)/)
      expect(app.statements().some(sql => /^(insert|update|delete)/i.test(sql))).toBe(false)
    })

    it('help with a postcode that is unknown or misspelt, and take a place from the list instead', async () => {
      const unknown = await visitor.post(`${base}/what-changes`, { postcode: 'CB1 9ZZ' })
      expect(unknown.status).toBe(422)
      expect(unknown.text).toContain('We don’t know the postcode CB1 9ZZ')
      expect((await visitor.post(`${base}/what-changes`, { postcode: 'nonsense' })).text).toContain(
        'like CB1 2AB',
      )
      expect((await visitor.post(`${base}/what-changes`, {})).status).toBe(422)
      const place = /<option value="([^"]+)">Birch Centre/.exec(
        (await visitor.get(`${base}/what-changes`)).text,
      )?.[1]
      const chosen = await visitor.post(`${base}/what-changes`, { postcode: '', place: place ?? '' })
      expect(chosen.text).toContain('Near Birch Centre')
      expect((await visitor.post(`${base}/what-changes`, { postcode: '', place: 'forged' })).status).toBe(422)
    })

    it('close by the clock alone: no way to answer, past sessions as past, thanks', async () => {
      app.setClock('2026-07-25T12:00:00.000Z')
      const county = await visitor.get(base)
      expect(county.text).toContain('This consultation closed at 5pm on Tuesday 30 June 2026.')
      expect(county.text).toContain('Thank you to everybody who answered.')
      expect(county.text).toContain('Full Council was due to decide')
      expect(county.text).toContain('The drop-in sessions are over.')
      expect(county.text).not.toContain('Other ways to answer')
      const district = await visitor.get(`${base}/fen`)
      expect(district.text).not.toContain('/survey"')
      expect((await visitor.get('/')).text).toContain('Closed')
      app.setClock(whileOpen)
    })

    it('never say that something is recommended', async () => {
      for (const page of ['/', base, `${base}/fen`, `${base}/what-changes`, `${base}/fen/survey`]) {
        expect((await visitor.get(page)).text).not.toMatch(/recommend/i)
      }
    })

    it('answer with 404 for what is not there', async () => {
      for (const page of [
        '/consultations/none',
        `${base}/nowhere`,
        `${base}/documents/none`,
        `${base}/nowhere/map.json`,
      ]) {
        expect([page, (await visitor.get(page)).status]).toEqual([page, 404])
      }
    })
  })
}

describe('a consultation with hostile texts', () => {
  it('shows them as text', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    const app = await testApplication({ clock: whileOpen })
    const { slug } = await aPublishedConsultation(app.db, {
      name: hostile,
      introduction: hostile,
      whatIsLost: hostile,
      proposalTitle: hostile,
      faqAnswer: hostile,
      urgentHelp: hostile,
    })
    const visitor = await app.agent()
    const at = `/consultations/${slug}/fen/survey`
    await visitor.post(`${at}/start`)
    for (const page of [
      '/',
      `/consultations/${slug}`,
      `/consultations/${slug}/fen`,
      `/consultations/${slug}/questions`,
      at,
      `${at}/proposal-1`,
    ]) {
      const { status, text } = await visitor.get(page)
      expect([page, status]).toEqual([page, 200])
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toMatch(/<script>alert|<img src=x/)
    }
    await app.close()
  })
})

describe('a consultation that is not published', () => {
  it('is not there for the public', async () => {
    const app = await testApplication({ clock: whileOpen })
    const { aDraftConsultation } = await import('./builders.ts')
    const { slug } = await aDraftConsultation(app.db)
    const visitor = await app.agent()
    for (const page of [
      `/consultations/${slug}`,
      `/consultations/${slug}/fen`,
      `/consultations/${slug}/fen/survey`,
    ]) {
      expect((await visitor.get(page)).status).toBe(404)
    }
    expect((await visitor.get('/')).text).toContain('There is no consultation at the moment.')
    await app.close()
  })
})
