import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../../server/accounts/index.ts'
import { preparePublication } from '../../../server/surveys/index.ts'
import { aDraftConsultation, whileOpen } from '../../consultations/builders.ts'
import { testApplication, type TestApplication } from '../../support/application.ts'
import { axeOffences } from '../../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../../support/browser.ts'

describe('building questions in a browser', () => {
  let app: TestApplication
  let served: ServedApplication
  let browser: Browser
  let at: string
  let id: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    id = (await aDraftConsultation(app.db)).consultationId
    at = `/manage/consultations/${id}/builder`
    served = await serve(app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
    await app.close()
  })
  const analyst = async (options: {
    javaScriptEnabled?: boolean
    width?: number
  }): Promise<BrowserContext> => {
    const account = await addAccount(app.db, {
      email: `analyst-${Math.trunc(performance.now() * 1000)}@example.org`,
      name: 'Ann Analyst',
      roles: ['analyst'],
      at: app.services.clock(),
    })
    const token = await addOneTimeLink(app.db, account, 'sign-in', app.services.clock(), 1)
    return openWindow(browser, served.url, `/sign-in/link/${token}`, {
      viewport: { width: options.width ?? 1280, height: 900 },
      javaScriptEnabled: options.javaScriptEnabled ?? true,
    })
  }
  const press = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.waitForLoadState()
  }

  it('works without JavaScript, from a new page to trying it as a respondent', async () => {
    const window = await analyst({ javaScriptEnabled: false })
    const page = await window.newPage()
    await page.goto(at)
    await page.getByRole('button', { name: 'Add a page', exact: true }).click()
    await page.getByLabel('Title of the page').fill('Your buggy')
    await press(page, 'Add the page')
    await page.getByRole('button', { name: 'Add a question' }).click()
    await page.getByLabel('Several choices').check()
    await press(page, 'Continue')
    await page.getByLabel('Question', { exact: true }).fill('Where do you take a buggy?')
    await page.getByLabel('Answers').fill('Bus\nTrain\n! Nowhere')
    await page.getByLabel('It has to be answered').check()
    await press(page, 'Add the question')
    expect(await page.innerText('main')).toContain('Where do you take a buggy?')
    await page.getByRole('link', { name: 'Ask this page only after certain answers' }).click()
    await page.getByLabel('How old are the children in your family?').check()
    await press(page, 'Continue')
    await page.getByLabel('only if one of these answers was given').check()
    await page.getByLabel('Under 1', { exact: true }).check()
    await press(page, 'Save the condition')
    expect(await page.innerText('main')).toContain(
      'only if “How old are the children in your family?” was answered with “Under 1”',
    )
    await page.getByRole('link', { name: 'Questions', exact: true }).first().click()
    await page.getByRole('button', { name: 'Move up Your buggy' }).click()
    // Pressed again, it goes on from there. The focus comes with the first drawing of the new page.
    await page.locator('button:focus', { hasText: 'Move up Your buggy' }).waitFor()
    await page.getByRole('button', { name: /^Undo: Moved the page “Your buggy”/ }).click()
    await page.getByRole('button', { name: /^Redo: Moved the page “Your buggy”/ }).click()
    await page.waitForLoadState()
    const order = await page.locator('.app-builder-page strong').allInnerTexts()
    expect(order.indexOf('Your buggy')).toBe(order.indexOf('What is your postcode?') - 1)
    await page.getByRole('link', { name: 'Try it as a respondent' }).click()
    await page.getByRole('link', { name: 'English' }).first().click()
    await page.getByLabel('A parent').check()
    const seen: string[] = []
    for (let step = 0; step < 60 && !seen.includes('Check your answers'); step += 1) {
      const heading = (await page.getByRole('heading', { level: 1 }).innerText()).trim()
      seen.push(heading)
      if (heading.startsWith('How old are the children'))
        await page.getByLabel('Under 1', { exact: true }).check()
      if (heading === 'Your buggy') await page.getByLabel('Train').check()
      await press(page, 'Continue')
    }
    expect(seen).toContain('Your buggy')
    const prepared = await preparePublication(app.db, id)
    expect(
      prepared?.surveys.every(survey => survey.definition.pages.some(one => one.key === 'your-buggy')),
    ).toBe(true)
    await window.close()
  }, 60_000)

  it('is clean for axe, and fits a phone', async () => {
    const code = (await preparePublication(app.db, id))?.surveys[0]?.districtCode ?? ''
    const paths = [
      at,
      `${at}/new-page`,
      `${at}/pages/standard-services`,
      `${at}/pages/standard-services/remove`,
      `${at}/pages/standard-services/condition`,
      `${at}/pages/standard-services/condition?question=role`,
      `${at}/pages/standard-services/new-question`,
      `${at}/pages/standard-services/new-question?kind=number`,
      `${at}/pages/standard-services/new-question?kind=date`,
      `${at}/pages/standard-services/questions/services`,
      `${at}/file`,
      `${at}/standard`,
      `${at}/history`,
      `${at}/history/0`,
      `${at}/preview`,
      `${at}/preview/${code}`,
    ]
    for (const width of [1280, 320]) {
      const window = await analyst({ width })
      const page = await window.newPage()
      for (const path of paths) {
        await page.goto(path)
        if (width === 1280) expect([path, await axeOffences(page)]).toEqual([path, []])
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        expect([path, width, overflow]).toEqual([path, width, 0])
      }
      await window.close()
    }
  }, 90_000)
})
