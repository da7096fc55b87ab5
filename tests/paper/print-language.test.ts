import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { storeTranslations } from '../../server/consultations/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import { translatedLanguages } from '../../server/platform/languages.ts'
import { newId } from '../../server/platform/ids.ts'
import { listResponses } from '../../server/surveys/index.ts'
import { testApplication, type Fields, type TestApplication, type Visitor } from '../support/application.ts'
import { aConsultation, type TestConsultation } from './support.ts'

const at = '/paper/centres'

describe('forms in another language', () => {
  let app: TestApplication
  let consultation: TestConsultation
  let ann: Visitor
  let bob: Visitor

  beforeAll(async () => {
    app = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    consultation = await aConsultation(app.db)
    ann = await app.agent('drop-in')
    bob = await app.agent('drop-in')
    const sentences = {
      'We want to hear from you.': 'Chcemy poznać Twoje zdanie.',
      'Two centres in City become one': 'Dwa ośrodki w City staną się jednym',
    }
    await inTransaction(app.db, tx =>
      storeTranslations(
        tx,
        consultation.id,
        'pl',
        Object.entries(sentences).map(([source, words]) => ({
          source,
          words,
          machine: false,
          by: '',
          at: '2026-09-01T10:00:00.000Z',
        })),
        { fileName: 'pl.csv', reason: '', by: 'Ann', at: new Date('2026-09-01T10:00:00Z') },
      ),
    )
  })
  afterAll(() => app.close())

  const print = async (language: string): Promise<{ html: string; serial: string }> => {
    const copies: Fields = { district: 'city', copies: '2', label: 'Library', language }
    const printed = await ann.post(`${at}/print`, copies)
    expect(printed.status).toBe(303)
    const html = (await ann.get(printed.headers['location'] as string)).text
    return { html, serial: /[A-Z]{4}-\d{4}-[A-Z]/.exec(html)?.[0] ?? '' }
  }
  const batch = async (kind = 'post'): Promise<string> => {
    const opened = await ann.post(`${at}/batches`, {
      kind,
      'heldOn-day': '22',
      'heldOn-month': '9',
      'heldOn-year': '2026',
      countIn: '1',
    })
    return (opened.headers['location'] as string).replace('?next=1', '')
  }
  const keyed = (): Fields => ({
    keyingId: newId(),
    'received-day': '22',
    'received-month': '9',
    'received-year': '2026',
    'tick-overall': 'agree',
  })
  const languageOfResponses = async (): Promise<string[]> =>
    (await listResponses(app.db, consultation.id)).map(({ language }) => language).sort()

  it('ask the same questions in the same order, each with as many boxes', async () => {
    const shape = (html: string): string[] => {
      const [copy = ''] = /<table class="paper-form"[\s\S]*?<\/table>/.exec(html) ?? []
      return [...copy.matchAll(/printed__number">(\d+)<|class="(paper-box|paper-line)"/g)].map(
        ([, number, mark]) => number ?? mark ?? '',
      )
    }
    const english = shape((await print('en')).html)
    expect(english.length).toBeGreaterThan(100)
    for (const { code, direction } of translatedLanguages) {
      const { html } = await print(code)
      expect(html).toContain(`<html lang="${code}" dir="${direction}"`)
      expect([code, shape(html)]).toEqual([code, english])
      const words = html.replace(/<(\w+)[^>]* lang="en"[^>]*>[\s\S]*?<\/\1>/g, '')
      for (const sentence of [
        'How to fill it in',
        'Tick one box',
        'About you',
        'Thank you',
        'Strongly agree',
      ])
        expect([code, words.includes(sentence)]).toEqual([code, false])
    }
  })

  it('say the council’s words by its translators, and tag those that have none', async () => {
    const { html } = await print('pl')
    expect(html).toContain('Chcemy poznać Twoje zdanie.')
    expect(html).toContain('Dwa ośrodki w City staną się jednym')
    expect(html).toContain('Zaznacz jedno pole.')
    expect(html).toContain('<span lang="en" dir="ltr">The building in Mill Road closes.')
    expect(html).toContain('Ten formularz przetłumaczyła maszyna.')
    expect((await print('en')).html).not.toContain('A machine translated')
  })

  it('are responses in their language, keyed beside the words that are printed', async () => {
    const { serial } = await print('ar')
    const open = await batch()
    const begun = await ann.post(`${open}/start`, { serial })
    const form = begun.headers['location'] as string
    const { text } = await ann.get(form)
    expect(text).toContain('<html lang="en"')
    expect(text).toContain('This is a form in <strong>Arabic</strong>')
    expect(text).toContain('<span lang="ar" dir="rtl">أوافق بشدة</span>')
    expect((await ann.post(form, keyed())).status).toBe(303)
    expect(await languageOfResponses()).toEqual(['ar'])
    const again = await bob.post(form, { ...keyed(), 'tick-overall': 'disagree' })
    expect(again.headers['location']).toContain('/differences')
    const settled = await bob.post(`${form}/differences`, { 'decide-overall': 'second' })
    expect(settled.status).toBe(303)
    expect(await languageOfResponses()).toEqual(['ar'])
  })

  it('may have no number, or be a call', async () => {
    const open = await batch('phone')
    const given = await ann.post(`${open}/unnumbered`, { district: 'city', language: 'lt' })
    expect((await ann.post(given.headers['location'] as string, keyed())).status).toBe(303)
    const none = await ann.post(`${open}/unnumbered`, { district: 'city' })
    expect((await ann.post(none.headers['location'] as string, keyed())).status).toBe(303)
    expect(await languageOfResponses()).toEqual(['ar', 'en', 'lt'])
  })

  it('are refused in a language that pages don’t speak', async () => {
    const copies: Fields = { district: 'city', copies: '2', label: 'Library' }
    for (const language of ['xx', '"><script>', '__proto__']) {
      expect((await ann.post(`${at}/print`, { ...copies, language })).status).toBe(422)
      expect((await ann.post(`${await batch()}/unnumbered`, { district: 'city', language })).status).toBe(422)
    }
  })
})
