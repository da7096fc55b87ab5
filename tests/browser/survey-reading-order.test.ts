import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { translatedLanguages } from '../../server/platform/languages.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { headingFaults, namingFaults, outlineOf } from '../support/reading-order.ts'
import { untaggedEnglish } from '../support/untagged-english.ts'

let application: TestApplication
let served: ServedApplication
let browser: Browser
let survey: string

beforeAll(async () => {
  application = await testApplication({ clock: whileOpen })
  survey = `/consultations/${(await aPublishedConsultation(application.db)).slug}/fen/survey`
  served = await serve(application)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

describe.each(translatedLanguages)('the survey for a screen reader in $englishName', language => {
  it('is read in order, names everything, and leads from a mistake to its field', async () => {
    const window = await openWindow(browser, served.url, null)
    const page = await window.newPage()
    const wrong: string[] = []
    const listen = async (): Promise<void> => {
      const { landmarks, headings } = await outlineOf(page)
      const faults = [...(await namingFaults(page))]
      // An error summary's heading is said in the language, so that it is left out by where it stands.
      const own = headings.slice(headings.findIndex(heading => heading.startsWith('1 ')))
      faults.push(...headingFaults(own))
      const order = ['banner', 'main', 'contentinfo'].map(name => landmarks.indexOf(name))
      if (order.some((at, index) => at < 0 || at < (order[index - 1] ?? 0))) faults.push(landmarks.join(', '))
      // A title cannot be marked up: names in it stand between marks of direction.
      const title = (await page.title()).replace(/[\u2068\u2069]/g, '')
      const heading = await page.locator('h1').first().innerText()
      if (!title.includes(heading.trim().split('\n')[0] ?? heading)) faults.push(`is called “${title}”`)
      faults.push(...(await page.evaluate<string[]>(untaggedEnglish)))
      wrong.push(...faults.map(fault => `${page.url().replace(served.url, '')} ${fault}`))
    }
    const next = (): Promise<unknown> =>
      Promise.all([page.waitForEvent('load'), page.locator('main form .govuk-button').first().click()])
    await page.goto(`${survey}?lang=${language.code}`)
    await listen()
    await next()
    await listen()
    // The first question has to be answered: the mistake is said, has the focus, and leads to the field.
    await next()
    await listen()
    const summary = page.locator('.govuk-error-summary')
    expect(
      await page.evaluate(`document.querySelector('.govuk-error-summary').contains(document.activeElement)`),
    ).toBe(true)
    expect(await summary.getByRole('alert').count()).toBe(1)
    expect(await page.title()).not.toContain('Error')
    await summary.getByRole('link').first().click()
    const described = await page.evaluate<string>(
      `(document.activeElement.getAttribute('aria-describedby') ?? document.activeElement.closest('fieldset').getAttribute('aria-describedby')).split(' ').map(id => document.getElementById(id).textContent).join(' ')`,
    )
    const said = await summary.getByRole('link').first().innerText()
    expect(described).toContain(said)
    expect(wrong).toEqual([])
    await window.close()
  })
})
