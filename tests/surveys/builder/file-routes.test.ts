import type { Response } from 'supertest'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readPlan } from '../../../server/surveys/index.ts'
import { planAsJson } from '../../../server/surveys/plan-json.ts'
import { standardPlan } from '../../../server/surveys/standard-survey.ts'
import { aDraftConsultation, whileOpen } from '../../consultations/builders.ts'
import { workbookOf, zipOf } from '../../platform/tables/packed.ts'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { hiddenIn } from './building.ts'

const whole = (changes: object = {}): string =>
  JSON.stringify({ ...(JSON.parse(planAsJson(standardPlan())) as object), ...changes })
const onePage = { key: 'p', title: 'P', questions: [{ key: 'q', kind: 'text', text: 'Q', required: false }] }
const csv = 'page,question,kind,options\nBus,How often?,one,Daily|Never\nBus,Why?,,\n'

describe('questions in a file', () => {
  let app: TestApplication
  let analyst: Visitor
  let id: string
  let at: string
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    analyst = await app.agent('analyst')
    id = (await aDraftConsultation(app.db)).consultationId
    at = `/manage/consultations/${id}/builder`
  })
  afterEach(() => app.close())
  const send = (content: Buffer | string, name = 'questions.csv'): Promise<Response> =>
    analyst.send(`${at}/file`, {}, [{ field: 'file', name, content }])
  const take = (page: Response, way: string): Promise<Response> =>
    analyst.post(`${at}/import`, { ...hiddenIn(page, `${at}/import`), way })
  const untouched = async (): Promise<boolean> => (await readPlan(app.db, id)).version === 0

  it('come back as they were exported', async () => {
    const exported = await analyst.get(`${at}/export.json`)
    expect(exported.headers['content-disposition']).toContain('questions.json')
    const page = await send(exported.text, 'questions.json')
    expect(page.text).toContain('Who are you answering as?')
    expect((await take(page, 'replace')).status).toBe(303)
    const { plan } = await readPlan(app.db, id)
    expect(planAsJson(plan)).toBe(exported.text)
    expect(new Set(plan.pages.map(one => one.id)).size).toBe(plan.pages.length)
  })

  it('from elsewhere are shown row by row before anything is changed, and then added', async () => {
    const page = await send(csv)
    expect(page.status).toBe(200)
    expect(page.text).toContain('How often? (one, how-often)')
    expect(await untouched()).toBe(true)
    await take(page, 'add')
    const { plan } = await readPlan(app.db, id)
    expect(plan.pages.at(-1)?.questions.map(question => question.text)).toEqual(['How often?', 'Why?'])
    expect(plan.pages[0]?.key).toBe('role')
    // What was added since the file was read is not replaced unseen.
    const again = await take(page, 'replace')
    expect([again.status, again.text.includes('Somebody has changed the questions')]).toEqual([409, true])
    await take(again, 'replace')
    const replaced = (await readPlan(app.db, id)).plan
    expect([replaced.pages.length, replaced.equality.length > 5]).toEqual([1, true])
  })

  it('go nowhere until somebody chooses whether they are added or replace what is there', async () => {
    const page = await send(csv)
    expect(page.text).not.toMatch(/name="way"[^>]* checked/)
    const { plan } = await readPlan(app.db, id)
    expect(page.text).toContain(`What is there now goes out: ${plan.pages.length} pages`)
    expect(page.text).toContain('Everything that is there now stays')
    const again = await take(page, '')
    expect([again.status, await untouched()]).toEqual([422, true])
    expect(again.text).toContain('Choose what should happen')
    expect(again.text).not.toMatch(/name="way"[^>]* checked/)
    // What was read is still there.
    expect((await take(again, 'replace')).status).toBe(303)
    expect((await readPlan(app.db, id)).plan.pages).toHaveLength(1)
  })

  it('show first what is wrong, and fold what could be read', async () => {
    const fine = Array.from({ length: 12 }, (_one, at) => `Fine ${at}?,text`)
    const wrong = await send(['question,kind', ...fine, 'Bad?,slider'].join('\n'))
    expect(wrong.status).toBe(422)
    expect(wrong.text.indexOf('The kind “slider” is not known')).toBeLessThan(wrong.text.indexOf('Fine 0?'))
    expect(wrong.text).toContain('What could be read: 12 parts')
    expect(wrong.text).not.toContain('<details class="govuk-details" open>')
    // The standard questions ask for the postcode: asked once more, it is wrong in every district, and said once.
    const twice = await send('question,kind\nWhere do you live?,postcode')
    const sentence = '“Where do you live?” asks for the postcode a second time.'
    expect(twice.text.split(sentence)).toHaveLength(2)
    expect(twice.text).toContain(`<li>${sentence}</li>`)
    expect(twice.text).toContain('if they are added')
    expect(twice.text).toContain('<details class="govuk-details" open>')
    const book = workbookOf({ Questions: [['question'], ['Why?']], Notes: [['Not', 'for', 'this']] })
    expect((await send(book, 'book.xlsx')).text).toContain(
      '<p class="govuk-body">Sheet “Notes”. Not read: questions are taken from one sheet.</p>',
    )
  })

  it('are read from a workbook, and from text as Windows and spreadsheets write it', async () => {
    const book = workbookOf({
      Questions: [
        ['question', 'kind'],
        ['Wo bist du – “hier”?', 'text'],
      ],
    })
    expect((await send(book, 'book.xlsx')).text).toContain('Wo bist du – “hier”? (text, wo-bist-du-hier)')
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('question;kind\r\nZażółć?;text\r\n', 'utf16le'),
    ])
    expect((await send(utf16)).text).toContain('Zażółć? (text')
    const windows = Buffer.from('question,kind\r\nCaf\xe9 \x93here\x94?,text\r\n', 'latin1')
    expect((await send(windows)).text).toContain('Café “here”? (text')
    expect((await send('What do you think?\nWhat else?\n', 'list.txt')).text).toContain(
      'What else? (long text',
    )
  })

  it('are taken as a whole or not at all', async () => {
    const page = await send('question,kind\nGood?,text\nBad?,stars\n')
    expect([page.status, page.text.includes('Nothing was imported')]).toEqual([422, true])
    expect(page.text).toContain('Row 3')
    expect(page.text).not.toContain(`${at}/import`)
    expect(await untouched()).toBe(true)
  })

  const hostile: Record<string, [content: Buffer | string, says: string]> = {
    'unknown keys': [whole({ script: 'x' }), 'holds “script”'],
    'a prototype': [
      '{"format":"doorstep-survey/1","title":"T","pages":[],"equality":[],"__proto__":{"polluted":1}}',
      '',
    ],
    'a prototype in a question': [
      whole({ pages: [] }).replace('"pages":[]', '"pages":[{"key":"__proto__","title":"T","questions":[]}]'),
      'small letters and figures',
    ],
    'another format': [whole({ format: 'doorstep-survey/9' }), 'must be “doorstep-survey/1”'],
    'wrong types': [whole({ pages: [{ ...onePage, questions: 'many' }] }), 'pages 1, questions'],
    'deep nesting': [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'nested more than 20 deep'],
    'broken JSON': ['{"format": "doorstep-survey/1", "title": ', 'is not JSON'],
    'ten thousand questions as JSON': [
      whole({
        pages: [
          {
            ...onePage,
            questions: Array.from({ length: 10_000 }, (_, n) => ({ ...onePage.questions[0], key: `q${n}` })),
          },
        ],
      }),
      'pages 1, questions',
    ],
    'ten thousand questions as a table': [
      `question\n${Array.from({ length: 10_000 }, (_, n) => `Q${n}?`).join('\n')}`,
      'too large for a survey',
    ],
    'two thousand questions as a table': [
      `question\n${Array.from({ length: 1900 }, (_, n) => `Q${n}?`).join('\n')}`,
      'at most',
    ],
    'more than a megabyte of JSON': [`{"format":"${'x'.repeat(1_500_000)}"}`, 'at most 1 MB'],
    'a cell without end': [`question\n"${'x'.repeat(3_000_000)}`, ''],
    'a picture': [Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(100)]), 'picture'],
    nothing: [' \n ', 'empty'],
    'bytes that are no text': [Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7) % 32)), ''],
    'a bomb': [zipOf({ 'a.csv': Buffer.alloc(60_000_000, 'a') }), ''],
    'a zip file without tables': [zipOf({ 'a.exe': 'x' }), 'no table'],
  }
  for (const [what, [content, says]] of Object.entries(hostile)) {
    it(`with ${what} are refused in words`, async () => {
      const page = await send(content, 'x.json')
      expect([413, 422]).toContain(page.status)
      expect(page.text).toContain(says)
      expect(page.text).not.toMatch(/something went wrong|\.ts:\d/i)
      expect(await untouched()).toBe(true)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    })
  }

  it('of ten megabytes are refused before they are read', async () => {
    const page = await send(Buffer.alloc(10_000_000, 'question,'))
    expect([page.status, page.text.includes('5 MB or smaller')]).toEqual([422, true])
  })

  it('are shown as text, whatever they hold', async () => {
    const page = await send(
      'question,options\n<img src=x onerror=alert(1)>,"=cmd|\' /C calc\'!A0|Two"\n\u202e<script>alert(2)</script>,\n',
    )
    expect(page.text).not.toMatch(/<img src=x|<script>alert|\u202e/)
    expect(page.text).toContain('&lt;img src=x')
    await take(page, 'add')
    const list = await analyst.get(at)
    expect(list.text).not.toMatch(/<img src=x|<script>alert|\u202e/)
  })

  it('cannot be slipped in behind the check', async () => {
    for (const plan of ['', '{}', whole({ more: 1 }), '['.repeat(100)]) {
      expect((await analyst.post(`${at}/import`, { plan, whole: 'yes', way: 'replace' })).status).toBe(422)
    }
    expect(
      (await analyst.post(`${at}/import`, { plan: whole(), whole: 'yes', way: 'everything' })).status,
    ).toBe(422)
    expect(await untouched()).toBe(true)
    const keyer = await app.agent('drop-in')
    expect((await keyer.post(`${at}/import`, { plan: whole(), whole: 'yes', way: 'replace' })).status).toBe(
      403,
    )
  })
})
