import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { request as ask, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { districtTexts } from '../../data/demo/consultation-districts.ts'
import { translations } from '../../data/demo/consultation-translations.ts'
import { surveyQuestions } from '../../data/demo/survey-questions.ts'
import { addProposal, removeProposal } from '../../server/consultations/district-repository.ts'
import { assetAddresses } from '../../server/platform/assets.ts'
import { languages } from '../../server/platform/languages.ts'
import { addPagesFromFile } from '../../server/surveys/builder/added-pages-service.ts'
import { importTranslations, publishConsultation } from '../../server/surveys/index.ts'
import { actor, aDraftConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'

const before = new Date('2026-05-01T09:00:00.000Z')

/** The questions and the proposals of the demonstration's largest survey, with its translations. */
async function asDemonstrated(app: TestApplication): Promise<string> {
  const { db } = app
  const { consultationId, slug } = await aDraftConsultation(db)
  const own = await db.selectFrom('proposal').select('id').where('district_code', '=', 'E07009991').execute()
  for (const { id } of own) await removeProposal(db, consultationId, id)
  const proposals = districtTexts.find(district => district.slug === 'hallingford')?.proposals ?? []
  expect(proposals).toHaveLength(6)
  for (const { title, whatIsLost, whatChanges } of proposals) {
    await addProposal(db, consultationId, {
      districtCode: 'E07009991',
      title,
      whatIsLost,
      whatChanges,
      siteId: null,
    })
  }
  await addPagesFromFile(db, consultationId, surveyQuestions, actor, before)
  await publishConsultation(db, consultationId, actor, () => before)
  await importTranslations(db, consultationId, translations, actor, before)
  return `/consultations/${slug}/fen/survey`
}

describe('the weight of a survey', () => {
  let app: TestApplication
  let at = ''
  let port = 0
  let close: () => unknown = () => undefined
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    at = await asDemonstrated(app)
    const server = app.app.listen(0, '127.0.0.1')
    close = () => server.close()
    await new Promise(resolve => server.once('listening', resolve))
    ;({ port } = server.address() as AddressInfo)
  })
  afterAll(() => {
    close()
    return app.close()
  })

  /** What comes over the line to a browser as they have been for ten years. */
  const sent = async (path: string, encoding = 'gzip, deflate, br'): Promise<Buffer> => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { 'accept-encoding': encoding }
      ask({ host: '127.0.0.1', port, path, headers }, resolve).on('error', reject).end()
    })
    expect({ path, status: answer.statusCode }).toEqual({ path, status: 200 })
    const parts: Buffer[] = []
    for await (const part of answer) parts.push(part as Buffer)
    return Buffer.concat(parts)
  }
  /** A page with every style sheet, script and picture that it names. */
  const weight = async (path: string): Promise<number> => {
    const html = (await sent(path, 'identity')).toString()
    const named = [...html.matchAll(/<(?:link|script)\b[^>]* (?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, one]) => one,
    )
    expect(named.length).toBeGreaterThan(2)
    let bytes = (await sent(path)).length
    for (const one of new Set(named)) bytes += (await sent(one ?? '')).length
    return bytes
  }

  it.each(languages.map(({ code }) => code))('stays below 30 KB on one page in %s', async language => {
    expect(await weight(`${at}/offline?lang=${language}`)).toBeLessThan(30_000)
  })

  it('leaves no style behind that one of its pages uses', async () => {
    const address = assetAddresses()
    const pages = await Promise.all([at, `${at}/offline`, '/'].map(path => sent(path, 'identity')))
    const [start = '', whole = '', front = ''] = pages.map(String)
    const names = ['page.js', 'survey.js', 'survey-whole.js'].map(address)
    expect([start, whole].filter(html => html.includes(address('reading.css')))).toEqual([])
    expect(front).toContain(address('reading.css'))
    const scripts = await Promise.all(names.map(name => sent(name, 'identity')))
    const used = new Set([start, whole, ...scripts.map(String)].join('\n').match(/(?:govuk|app)-[\w-]*\w/g))
    const reading = (await sent(address('reading.css'), 'identity')).toString()
    const selectors = [...reading.matchAll(/([^{}]+)\{/g)].flatMap(([, head = '']) => head.split(','))
    const matching = selectors.filter(selector => {
      const classes = [...selector.replace(/:not\([^)]*\)/g, '').matchAll(/\.([\w-]+)/g)].map(
        ([, name]) => name,
      )
      return classes.length > 0 && classes.every(name => used.has(name ?? ''))
    })
    expect(selectors.length).toBeGreaterThan(50)
    // Rules for wide tables stand in the script of every page, and no survey has a table.
    expect(matching.filter(selector => !selector.includes('table'))).toEqual([])
  })

  it('is far less page by page', async () => {
    expect(await weight(at)).toBeLessThan(20_000)
  })
})
