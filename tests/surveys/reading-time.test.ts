import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { centrePlans } from '../../data/demo/centre-list.ts'
import { districtTexts } from '../../data/demo/consultation-districts.ts'
import { wordsOf } from '../../server/model/integrity-signals.ts'
import type { SurveyPage } from '../../server/model/survey.ts'
import { standardSurvey } from '../../server/surveys/index.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'

/** Somebody who reads slowly, in the language of their second school. Most adults read 200 to 300. */
const wordsAMinute = 200

/** To choose an answer and go on, once the question is read. Writing something takes what the person wants it to take. */
const secondsAQuestion = 4

const atMostMinutes = 10

/** The most centres that a district of the demonstration offers by name. */
const centresOfDistrict = 9

/** Words that somebody reads: a title that is the question itself stands on its page once. */
function wordsRead(pages: readonly SurveyPage[]): number {
  return wordsOf(
    pages.map(page =>
      page.questions.length === 1 && page.questions[0]?.text === page.title ? { ...page, title: '' } : page,
    ),
  )
}

describe('the standard survey of a district, without the questions about equality', () => {
  it.each(districtTexts.map(text => [text.slug, text.proposals] as const))(
    'is read and answered in less than ten minutes in %s',
    (slug, proposals) => {
      const { pages } = standardSurvey(
        { code: slug, name: slug },
        proposals.map((proposal, at) => ({ ...proposal, id: String(at) })),
        {
          centres: centrePlans
            .slice(0, centresOfDistrict)
            .map(({ number, name }) => ({ id: String(number), name })),
        },
      )
      // All of them, also those that only some people are asked.
      const questions = pages.flatMap(page => page.questions)
      const reading = wordsRead(pages) / wordsAMinute
      const answering = (questions.length * secondsAQuestion) / 60
      expect(reading).toBeGreaterThan(3)
      expect(reading + answering).toBeLessThan(atMostMinutes)
    },
  )
})

describe('what stands around the questions', () => {
  let app: TestApplication
  let at = ''
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    at = `/consultations/${(await aPublishedConsultation(app.db)).slug}/fen/survey`
  })
  afterAll(() => app.close())

  const wordsIn = (html: string): number => {
    const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? ''
    // Nobody sees or hears the field that only programs fill.
    const shown = main.replace(/<div[^>]*hidden[^>]*>[\s\S]*?<\/div>/g, '')
    return shown.replace(/<[^>]*>/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  }

  it('is a page to begin with that is read in a minute and a half, and a few lines on each page', async () => {
    const visitor = await app.agent()
    expect(wordsIn((await visitor.get(at)).text) / wordsAMinute).toBeLessThan(1.5)
    const first = (await visitor.post(`${at}/start`)).headers['location'] as string
    const around = async (path: string, words: number): Promise<number> =>
      wordsIn((await visitor.get(path)).text) - words
    const survey = standardSurvey({ code: 'E07009991', name: 'Fen' }, [])
    const words = (key: string): number => wordsRead(survey.pages.filter(page => page.key === key))
    expect(await around(first, words('role'))).toBeLessThan(50)
    // Where something can be written it also says whom to call when a child is in danger.
    expect(await around(`${at}/mitigation`, words('mitigation'))).toBeLessThan(85)
  })

  it('says what to do when a child is in danger in full once, then in a sentence that opens', async () => {
    const visitor = await app.agent()
    const own = 'If you are worried about a child, call 01234 000000.'
    const inFull = /<p class="govuk-hint">We don’t read answers straight away\. [^<]*01234 000000/
    const folded =
      /<details[^>]*>\s*<summary[^>]*><span[^>]*>If a child is in danger now, call 999\.<[\s\S]*?01234 000000/
    const told: string[] = []
    const answers: Record<string, Record<string, string>> = { role: { role: 'parent' } }
    let next = (await visitor.post(`${at}/start`)).headers['location'] as string
    while (!next.endsWith('/check')) {
      const { text } = await visitor.get(next)
      if (text.includes('<textarea')) {
        told.push(inFull.test(text) ? 'in full' : folded.test(text) ? 'folded' : 'not at all')
      } else expect(text).not.toContain(own)
      const key = next.split('/').at(-1) ?? ''
      next = (await visitor.post(next, answers[key] ?? {})).headers['location'] as string
    }
    expect(told.length).toBeGreaterThan(3)
    expect(told).toEqual(['in full', ...told.slice(1).map(() => 'folded')])
    const { text } = await visitor.get(`${at}/offline`)
    expect(text.split(own)).toHaveLength(told.length + 1)
    expect(text.match(new RegExp(inFull, 'g'))).toHaveLength(1)
  })
})
