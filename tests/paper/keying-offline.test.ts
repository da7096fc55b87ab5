import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import { addBatch } from '../../server/paper/batch-repository.ts'
import type { PaperForm } from '../../server/paper/form-repository.ts'
import { issueForms } from '../../server/paper/issue-repository.ts'
import { readDraft, saveDraft } from '../../server/paper/keying-repository.ts'
import { listAnswers } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { aConsultation, type TestConsultation } from './support.ts'

/** Everything that the browser's database holds, as whoever opens it finds it. */
const heldHere = `(async () => {
  const all = await indexedDB.databases()
  if (!all.some(({ name }) => name === 'doorstep-keying')) return []
  const answer = asked => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
  const db = await answer(indexedDB.open('doorstep-keying'))
  const rows = await answer(db.transaction('forms').objectStore('forms').getAll())
  db.close()
  return rows.map(row => new TextDecoder('latin1').decode(row.sealed) + JSON.stringify(row))
})()`

describe('typing without a connection while keying', () => {
  let app: TestApplication
  let consultation: TestConsultation
  let served: ServedApplication
  let browser: Browser
  let batch: string
  let unused: PaperForm[]

  beforeAll(async () => {
    app = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    consultation = await aConsultation(app.db)
    const at = app.services.clock()
    unused = await inTransaction(app.db, tx =>
      issueForms(tx, {
        consultationId: consultation.id,
        districtCode: 'D1',
        districtSlug: 'city',
        surveyId: consultation.surveys.city.id,
        label: 'Library',
        copies: 5,
        by: 'Ann',
        at,
      }),
    )
    batch = await addBatch(
      app.db,
      consultation.id,
      {
        kind: 'post',
        sessionId: null,
        label: 'Post',
        heldOn: '2026-09-22',
        districtCode: null,
        countIn: 5,
        note: '',
      },
      'Ann',
      at,
    )
    served = await serve(app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
    await app.close()
  })

  const nextForm = (): PaperForm => {
    const form = unused.shift()
    if (form === undefined) throw new Error('Issue more forms.')
    return form
  }
  const address = (): string => `/paper/centres/batches/${batch}`
  const keyer = async (name: string): Promise<{ id: string; link: string }> => {
    const at = app.services.clock()
    const email = `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`
    const id = await addAccount(app.db, { email, name, roles: ['drop-in'], at })
    return { id, link: `/sign-in/link/${await addOneTimeLink(app.db, id, 'sign-in', at, 1)}` }
  }
  const signedIn = async (name = 'Ann'): Promise<{ context: BrowserContext; page: Page; id: string }> => {
    const { id, link } = await keyer(name)
    const context = await openWindow(browser, served.url, link)
    return { context, page: await context.newPage(), id }
  }
  const words = (page: Page) => page.getByLabel('Words beside “Other”').first()
  const held = (page: Page): Promise<string[]> => page.evaluate(heldHere)
  const untilHeld = async (page: Page, forms: number): Promise<string[]> => {
    for (;;) {
      const rows = await held(page)
      if (rows.length === forms) return rows
      await new Promise(resolve => setTimeout(resolve, 25))
    }
  }
  // The page's process ends, without a word to the page.
  const kill = async (context: BrowserContext, page: Page): Promise<void> => {
    const session = await context.newCDPSession(page)
    const gone = page.waitForEvent('crash')
    session.send('Page.crash').catch(() => undefined)
    await gone
    await page.close()
  }
  const answersOf = async (form: PaperForm): Promise<unknown> => {
    const { response_id: responseId } = await app.db
      .selectFrom('paper_form')
      .select('response_id')
      .where('id', '=', form.id)
      .executeTakeFirstOrThrow()
    const answers = await listAnswers(app.db, consultation.id, { responseId: responseId ?? '' })
    return Object.fromEntries(answers.map(answer => [answer.questionKey, answer.text ?? answer.choices]))
  }

  it('is there again after the page was killed, and leaves the device with the form', async () => {
    const { context, page, id } = await signedIn()
    const form = nextForm()
    await page.goto(`${address()}/forms/${form.id}`)
    await served.lineIs('lost', context)
    await words(page).fill('A neighbour of ours')
    await page.getByLabel('Strongly agree').first().check()
    await page.locator('[data-postcode]').first().fill('PE1 1AA')
    const rows = await untilHeld(page, 1)
    // Sealed, and never with the postcode.
    expect(rows.join()).not.toMatch(/neighbour|strongly|PE1/i)
    await kill(context, page)
    await served.lineIs('back', context)
    expect(await readDraft(app.db, form.id, id)).toBeNull()

    const again = await context.newPage()
    await again.goto(`${address()}?next=1`)
    await again.getByRole('link', { name: `Go on with ${form.serial}` }).click()
    await again.getByText(/What you typed at .* was put back/).waitFor()
    expect(await words(again).inputValue()).toBe('A neighbour of ours')
    expect(await again.getByLabel('Strongly agree').first().isChecked()).toBe(true)
    expect(await again.locator('[data-postcode]').first().inputValue()).toBe('')
    await again.getByRole('button', { name: /^Store/ }).click()
    await again.waitForURL(/next=1/)
    await untilHeld(again, 0)
    expect(await answersOf(form)).toEqual({ role: 'A neighbour of ours', overall: ['strongly-agree'] })
    await context.close()
  })

  it('leaves the device as soon as the server has it, and when it is thrown away', async () => {
    const { context, page, id } = await signedIn()
    const form = nextForm()
    const at = `${address()}/forms/${form.id}`
    await page.goto(at)
    await served.lineIs('lost', context)
    await words(page).fill('An aunt')
    await untilHeld(page, 1)
    await served.lineIs('back', context)
    await untilHeld(page, 0)
    expect((await readDraft(app.db, form.id, id))?.typed['words-role']).toBe('An aunt')

    await served.lineIs('lost', context)
    await words(page).fill('An uncle')
    await untilHeld(page, 1)
    await kill(context, page)
    await served.lineIs('back', context)
    const again = await context.newPage()
    await again.goto(at)
    await again.getByText(/was put back/).waitFor()
    expect(await words(again).inputValue()).toBe('An uncle')
    await again.getByRole('button', { name: 'Remove it' }).click()
    expect(await words(again).inputValue()).toBe('An aunt')
    await untilHeld(again, 0)
    await words(again).fill('A cousin')
    await again.getByRole('button', { name: 'Keep half keyed' }).click()
    await again.waitForURL(new RegExp(`${batch}$`))
    await untilHeld(again, 0)
    expect((await readDraft(app.db, form.id, id))?.typed['words-role']).toBe('A cousin')
    await context.close()
  })

  it('is not put over what was kept elsewhere meanwhile without a word', async () => {
    const { context, page, id } = await signedIn()
    const form = nextForm()
    const at = `${address()}/forms/${form.id}`
    await page.goto(at)
    await served.lineIs('lost', context)
    await words(page).fill('Here')
    await untilHeld(page, 1)
    await kill(context, page)
    await served.lineIs('back', context)
    await saveDraft(app.db, form.id, id, { 'words-role': 'There' }, app.services.clock())
    const again = await context.newPage()
    await again.goto(at)
    await again.getByText(/you typed something else on this device/).waitFor()
    expect(await words(again).inputValue()).toBe('There')
    await again.getByRole('button', { name: 'Use what was typed on this device' }).click()
    expect(await words(again).inputValue()).toBe('Here')
    await context.close()
  })

  it('is not shown to another person at the device, and goes when somebody signs out', async () => {
    const { context, page } = await signedIn('Ann')
    const form = nextForm()
    const at = `${address()}/forms/${form.id}`
    await page.goto(at)
    await served.lineIs('lost', context)
    await words(page).fill('What Ann read')
    await untilHeld(page, 1)
    await kill(context, page)
    await served.lineIs('back', context)

    await context.clearCookies()
    const ben = await context.newPage()
    await ben.goto((await keyer('Ben')).link)
    await ben.getByRole('button', { name: 'Sign in' }).click()
    await ben.goto(`${address()}?next=1`)
    await ben.goto(at)
    await words(ben).fill('What Ben read')
    expect(await ben.getByText(/put back|Go on with/).count()).toBe(0)
    await ben.getByRole('button', { name: 'Sign out' }).click()
    await ben.getByText('You are signed out').waitFor()
    await untilHeld(ben, 0)
    expect(await ben.evaluate(`indexedDB.databases().then(all => all.map(one => one.name))`)).toEqual([])
    await context.close()
  })
})
