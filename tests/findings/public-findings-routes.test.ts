import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { storeTranslations, type Translation } from '../../server/consultations/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import { translatedLanguages } from '../../server/platform/languages.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { tablesOnPage } from './outsider.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

const page = '/consultations/centres/findings'

const asText = (html: string): string =>
  html
    .replace(/<(?:style|script)[\s\S]*?<\/(?:style|script)>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('published findings in the visitor’s language', () => {
  let app: TestApplication
  let consultation: TestConsultation
  let nobody: Visitor

  const translate = (sentences: Record<string, string>): Promise<unknown> =>
    inTransaction(app.db, tx =>
      storeTranslations(
        tx,
        consultation.id,
        'pl',
        Object.entries(sentences).map(([source, words]): Translation => ({
          source,
          words,
          machine: false,
          by: '',
          at: '2026-10-05T10:00:00.000Z',
        })),
        { fileName: 'pl.csv', reason: '', by: 'Ann', at: new Date('2026-10-05T10:00:00Z') },
      ),
    )

  beforeAll(async () => {
    app = await testApplication({ clock: '2026-10-05T10:00:00Z' })
    consultation = await aConsultation(app.db)
    nobody = await app.agent()
    const points = ['strongly-agree', 'agree', 'neither', 'disagree', 'strongly-disagree', 'dont-know']
    for (const district of ['D1', 'D2'] as const)
      for (let at = 0; at < 66; at += 1)
        await aResponse(app.db, consultation, {
          district,
          channel: at < 33 ? 'paper' : 'online',
          choices: {
            role: ['parent'],
            overall: [points[at % 6] ?? ''],
            'proposal-1': [points[at % 6] ?? ''],
            impact: [at < 33 ? 'worse' : 'better'],
          },
        })
    const analyst = await app.agent('analyst')
    expect((await analyst.post('/findings/centres/publish')).status).toBe(303)
    await translate({
      'Do you agree with the plan?': 'Czy zgadzasz się z planem?',
      'Do you agree with this?': 'Czy zgadzasz się z tym?',
      'One centre in City': 'Jeden ośrodek w City',
      'What would change in City mean for you?': 'Co zmiana w City znaczyłaby dla Ciebie?',
      Worse: 'Gorzej',
    })
  })
  afterAll(() => app.close())

  it('says our own sentences in each, with the same figures', async () => {
    const english = await nobody.get(page)
    const headings = ['How many answered', 'Who answered', 'How to read these figures', 'Percentages are of']
    for (const heading of headings) expect(asText(english.text)).toContain(heading)
    for (const { code, direction } of translatedLanguages) {
      const { status, text } = await nobody.get(`${page}?lang=${code}`)
      expect(status).toBe(200)
      expect(text).toContain(`<html lang="${code}" dir="${direction}"`)
      for (const heading of headings)
        expect([code, asText(text)]).not.toContainEqual(expect.stringContaining(heading))
      expect(text).toContain('class="app-chart"')
      expect(text.match(/class="app-chart"/g)?.length).toBe(english.text.match(/class="app-chart"/g)?.length)
      const numbers = (html: string): string[] =>
        [...html.matchAll(/--numeric">([^<]*)</g)].map(([, shown = '']) => shown.replace(/[^\d]/g, ''))
      expect(numbers(text)).toEqual(numbers(english.text))
    }
    await nobody.get(`${page}?lang=en`)
    expect((await nobody.get(page)).text).toContain('132 responses, from')
  })

  it('says questions and answers as the survey’s translation does, and tags what has none', async () => {
    const { text } = await nobody.get(`${page}/city?lang=pl`)
    expect(text).toContain('Czy zgadzasz się z planem?')
    expect(text).toContain('Jeden ośrodek w City: Czy zgadzasz się z tym?')
    expect(text).toContain('Co zmiana w City znaczyłaby dla Ciebie?')
    expect(text).toContain('Gorzej')
    expect(text).toContain('<span lang="en" dir="ltr">The same</span>')
    expect(text).toContain('Zdecydowanie się zgadzam')
    expect(text).toContain('66 odpowiedzi, od: ')
    expect(text).not.toMatch(/<span lang="en"[^>]*>(?:City|Fenland)</)
    await nobody.get(`${page}?lang=en`)
  })

  it('changes nothing of what was published', async () => {
    const hash = (html: string): string | undefined => /[0-9a-f]{64}/.exec(html)?.[0]
    const before = await app.db.selectFrom('findings_publication').select(['hash', 'result']).execute()
    const shown = await nobody.get(`${page}?lang=ar`)
    expect(hash(shown.text)).toBe(before[0]?.hash)
    await nobody.get(`${page}?lang=en`)
    expect(tablesOnPage((await nobody.get(page)).text).size).toBeGreaterThan(3)
    expect(await app.db.selectFrom('findings_publication').select(['hash', 'result']).execute()).toEqual(
      before,
    )
  })

  it('draws charts from the right for those who read from there', async () => {
    const { text } = await nobody.get(`${page}?lang=ar`)
    const [chart = ''] = /<svg[\s\S]*?<\/svg>/.exec(text.slice(text.indexOf('app-chart'))) ?? []
    expect(chart).toContain('direction="rtl"')
    expect(chart).toContain('أوافق بشدة')
    expect(chart).not.toMatch(/>Agree</)
    await nobody.get(`${page}?lang=en`)
  })

  it('heads the table to download in the language, and gives the same counts', async () => {
    const read = async (query: string): Promise<string[][]> =>
      parse((await nobody.get(`${page}.csv${query}`)).text, { bom: true, relax_column_count: true })
    const english = await read('?lang=en')
    const polish = await read('?lang=pl')
    expect(polish[0]?.slice(0, 4)).toEqual(['Część', 'Pytanie', 'Miejsce', 'Wiersz'])
    expect(polish.map(row => row[5]?.replace('nie pokazujemy', 'not shown')).slice(1)).toEqual(
      english.map(row => row[5]).slice(1),
    )
    expect(polish.some(row => row[1] === 'Czy zgadzasz się z planem?' && row[3] === 'Zgadzam się')).toBe(true)
    await nobody.get(`${page}?lang=en`)
  })

  it('leads to the decision once there is one', async () => {
    const link = 'href="/consultations/centres/decision"'
    expect((await nobody.get(page)).text).not.toContain(link)
    const enter = (at: string | null): Promise<unknown> =>
      app.db.updateTable('consultation').set({ decision_recorded_at: at }).execute()
    await enter('2026-10-05T10:00:00.000Z')
    for (const one of [page, `${page}/city`]) expect((await nobody.get(one)).text).toContain(link)
    await enter(null)
  })

  it('asks the database at most three times, in any language', async () => {
    for (const code of ['en', 'lt', 'ar', 'pl']) {
      await nobody.get(`${page}?lang=${code}`)
      app.statements()
      await nobody.get(`${page}/city`)
      expect(app.statements().length).toBeLessThanOrEqual(3)
    }
  })

  it('says in the language that nothing was published', async () => {
    const { status, text } = await nobody.get('/consultations/none/findings?lang=pl')
    expect(status).toBe(404)
    expect(text).toContain('nie zostały opublikowane')
    await nobody.get(`${page}?lang=en`)
  })
})
