import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import { addBatch } from '../../server/paper/batch-repository.ts'
import type { PaperForm } from '../../server/paper/form-repository.ts'
import { issueForms } from '../../server/paper/issue-repository.ts'
import { listAnswers, listResponses } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { aConsultation, type TestConsultation } from './support.ts'

describe('keying a form in a browser', () => {
  let app: TestApplication
  let consultation: TestConsultation
  let served: ServedApplication
  let browser: Browser
  let forms: PaperForm[]
  let batch: string

  beforeAll(async () => {
    app = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    consultation = await aConsultation(app.db)
    const at = app.services.clock()
    forms = await inTransaction(app.db, tx =>
      issueForms(tx, {
        consultationId: consultation.id,
        districtCode: 'D1',
        districtSlug: 'city',
        surveyId: consultation.surveys.city.id,
        label: 'Library',
        copies: 3,
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
        countIn: 3,
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

  const signedIn = async (javaScriptEnabled: boolean): Promise<[BrowserContext, Page]> => {
    const at = app.services.clock()
    const email = `ann-${crypto.randomUUID()}@example.org`
    const id = await addAccount(app.db, { email, name: 'Ann', roles: ['drop-in'], at })
    const link = `/sign-in/link/${await addOneTimeLink(app.db, id, 'sign-in', at, 1)}`
    const context = await openWindow(browser, served.url, link, { javaScriptEnabled })
    return [context, await context.newPage()]
  }
  const address = (): string => `/paper/centres/batches/${batch}`
  const answersOf = async (form: PaperForm | undefined): Promise<Record<string, unknown>> => {
    const row = await app.db
      .selectFrom('paper_form')
      .select('response_id')
      .where('id', '=', form?.id ?? '')
      .executeTakeFirstOrThrow()
    const answers = await listAnswers(app.db, consultation.id, { responseId: row.response_id ?? '' })
    return Object.fromEntries(answers.map(answer => [answer.questionKey, answer.text ?? answer.choices]))
  }

  it('needs the keyboard only: numbers tick, Enter goes on, and the next number can be typed at once', async () => {
    const [context, page] = await signedIn(true)
    const { keyboard } = page
    await page.goto(`${address()}?next=1`)
    for (const form of forms.slice(0, 2)) {
      expect(await page.evaluate('document.activeElement.id')).toBe('serial')
      await keyboard.type(form.serial.toLowerCase())
      await keyboard.press('Enter')
      await page.waitForURL(/\/forms\//)
      // Role: two ticks. Organisation: words. Centres: cannot be read. Services: nothing. How often: two ticks where one was asked.
      for (const key of ['1', '3', 'Enter', 'w', 'Enter', '?', 'Enter', 'Enter', '1', '2'])
        await keyboard.press(key)
      while ((await page.evaluate('document.activeElement.dataset.store')) === undefined)
        await keyboard.press('Enter')
      await keyboard.press('Enter')
      await page.waitForURL(/next=1/)
    }
    expect(await listResponses(app.db, consultation.id)).toHaveLength(2)
    for (const form of forms.slice(0, 2)) {
      expect(await answersOf(form)).toEqual({
        role: ['parent', 'carer'],
        organisation: 'w',
        'how-often': ['weekly', 'monthly'],
      })
    }
    await context.close()
  })

  it('works as a plain form without scripts, where Enter keeps the form half keyed and stores nothing by mistake', async () => {
    const [context, page] = await signedIn(false)
    await page.goto(`${address()}/forms/${forms[2]?.id ?? ''}`)
    await page.getByLabel('Words beside “Other”').first().fill('A neighbour')
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`${batch}$`))
    expect(await listResponses(app.db, consultation.id)).toHaveLength(2)
    await page.goto(`${address()}/forms/${forms[2]?.id ?? ''}`)
    expect(await page.getByLabel('Words beside “Other”').first().inputValue()).toBe('A neighbour')
    await page.getByLabel('Strongly agree').first().check()
    await page.getByRole('button', { name: /^Store/ }).click()
    await page.waitForURL(/next=1/)
    expect(await answersOf(forms[2])).toEqual({
      role: 'A neighbour',
      overall: ['strongly-agree'],
    })
    await context.close()
  })

  it('loses nothing with the connection or with a killed tab', async () => {
    const [context, page] = await signedIn(true)
    const [form] = await inTransaction(app.db, tx =>
      issueForms(tx, {
        consultationId: consultation.id,
        districtCode: 'D1',
        districtSlug: 'city',
        surveyId: consultation.surveys.city.id,
        label: 'Library',
        copies: 1,
        by: 'Ann',
        at: app.services.clock(),
      }),
    )
    const at = `${address()}/forms/${form?.id ?? ''}`
    await page.goto(at)
    await context.setOffline(true)
    await page.getByLabel('Words beside “Other”').first().fill('A neighbour')
    await page.getByText('There is no connection. Kept on this device').waitFor()
    await page.getByRole('button', { name: /^Store/ }).click()
    await page.getByText('Not stored: there is no connection').waitFor()
    expect(await page.getByLabel('Words beside “Other”').first().inputValue()).toBe('A neighbour')
    await context.setOffline(false)
    await page.getByText(/^Kept at/).waitFor()
    await page.close()
    const again = await context.newPage()
    await again.goto(at)
    expect(await again.getByLabel('Words beside “Other”').first().inputValue()).toBe('A neighbour')
    await again.getByRole('button', { name: /^Store/ }).click()
    await again.waitForURL(/next=1/)
    expect(await answersOf(form)).toEqual({ role: 'A neighbour' })
    await context.close()
  })
})
