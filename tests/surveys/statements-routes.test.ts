import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { format } from '../../server/platform/format.ts'
import { languages } from '../../server/platform/languages.ts'
import { cookieNames, statementPreparedOn } from '../../server/surveys/statements-routes.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'

let app: TestApplication
let home: string

beforeAll(async () => {
  app = await testApplication({ clock: whileOpen })
  home = `/consultations/${(await aPublishedConsultation(app.db)).slug}`
})
afterAll(() => app.close())

const textOf = async (path: string): Promise<string> =>
  (await (await app.agent()).get(path)).text.replaceAll('&#39;', "'").replace(/\s+/g, ' ')

describe('the cookies page', () => {
  it('names every cookie that the pages set, and no other', async () => {
    const page = await textOf('/cookies')
    const named = [...page.matchAll(/<th scope="row"[^>]*>([^<]+)</g)].map(([, name]) => name)
    expect(named.sort()).toEqual(Object.values(cookieNames(false)).sort())
    const visitor = await app.agent()
    const set = new Set<string>()
    // What is taken back is not kept.
    const see = (lines: unknown): void => {
      for (const line of (lines ?? []) as readonly string[])
        if (!line.includes('Expires=Thu, 01 Jan 1970')) set.add(line.split('=')[0] ?? '')
    }
    for (const path of [`${home}/fen/survey?lang=pl`, `${home}/fen/survey?text=bigger&view=easy`]) {
      const answer = await visitor.get(path)
      see(answer.headers['set-cookie'])
    }
    const begun = await visitor.post(`${home}/fen/survey/start`, {})
    see(begun.headers['set-cookie'])
    expect(set.size).toBeGreaterThan(3)
    for (const name of set) expect(named).toContain(name)
  })

  it('follows the settings', async () => {
    const { settings } = app.services
    expect(await textOf('/cookies')).toContain(`${settings.draftDays} days, or until you delete your answers`)
    expect(await textOf('/cookies')).toContain(`${settings.sessionHours} hours`)
  })
})

describe('the privacy notice', () => {
  it('follows the settings: days of unfinished answers, and whether letters leave', async () => {
    const page = await textOf('/privacy')
    expect(page).toContain(`They are deleted ${app.services.settings.draftDays} days after you began`)
    expect(page).toContain('Letters are not sent at present')
    expect(page).toContain('We never store the postcode itself')
    // What the product does with answers that one would not expect.
    expect(page).toContain('We still store them, marked as withdrawn')
    expect(page).toContain('they tell those who can help')
    expect(page).toContain('for two hours at most after a letter was sent')
  })

  it('says for how long answers are kept and who answers for personal data, as the settings say', async () => {
    const page = await textOf('/privacy')
    expect(page).toContain('We keep answers to surveys for 12 months after the decision')
    expect(page).toContain('an administrator deletes the answers for good')
    expect(page).toContain('You can reach our data protection officer through the contact on this page')
    const other = await testApplication({
      clock: whileOpen,
      settings: { answerMonths: 30, dataProtectionOfficer: '<b>Data office</b>, dpo@example.org' },
    })
    const text = (await (await other.agent()).get('/privacy')).text
    await other.close()
    expect(text).toContain('for 30 months after the decision')
    expect(text).toContain('Our data protection officer: &lt;b&gt;Data office&lt;/b&gt;, dpo@example.org')
    expect(text).not.toContain('You can reach our data protection officer')
  })
})

describe('the accessibility statement', () => {
  it('names the languages of the pages, each in the words of the visitor’s', async () => {
    const english = await textOf('/accessibility')
    for (const { englishName } of languages) expect(english).toContain(englishName)
    expect(await textOf('/accessibility?lang=pl')).toMatch(/angielski, polski, litewski/)
    expect(english).not.toContain('Maps have their words in English')
  })
  it('says when it was prepared, and when the council read it over if it told', async () => {
    const english = await textOf('/accessibility')
    expect(english).toContain(`This statement was prepared on ${format.date(statementPreparedOn)}`)
    expect(english).not.toContain('last reviewed it')
    const other = await testApplication({ settings: { accessibilityReviewedOn: '2027-04-30' } })
    const text = (await (await other.agent()).get('/accessibility')).text
    await other.close()
    expect(text).toContain('last reviewed it on Friday 30 April 2027')
  })
})
