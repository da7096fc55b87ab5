import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { testApplication, type TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { askEveryKind } from '../surveys/every-kind.ts'

let application: TestApplication
let served: ServedApplication
let browser: Browser
let home: string
let at: string

beforeAll(async () => {
  application = await testApplication({ clock: whileOpen })
  const { consultationId, slug } = await aPublishedConsultation(application.db)
  await askEveryKind(application.db, consultationId)
  home = `/consultations/${slug}`
  at = `${home}/fen/survey`
  served = await serve(application)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

const wrong: string[] = []

async function look(page: Page): Promise<void> {
  const address = page.url().replace(served.url, '')
  for (const { rule, where } of await axeOffences(page)) wrong.push(`${address}: ${rule} ${where.join(' ')}`)
  await page.setViewportSize({ width: 320, height: 700 })
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
  if (width > 320) wrong.push(`${address} is ${width} wide at 320`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

const next = async (page: Page, button = 'main form .govuk-button'): Promise<void> => {
  await Promise.all([page.waitForEvent('load'), page.click(button)])
}

describe.each(['en', 'ar'])('every page of answering in %s', language => {
  it('is clean for axe, fits on a small screen, and leads from the start to the receipt and back out', async () => {
    wrong.length = 0
    const window = await openWindow(browser, served.url, null)
    const page = await window.newPage()
    const goTo = async (path: string): Promise<void> => {
      await page.goto(path)
      await look(page)
    }
    await goTo(`${at}?lang=${language}`)
    await goTo(`${home}/return`)
    await next(page)
    await look(page)
    await goTo(`${home}/withdraw`)
    await page.goto(at)
    await page.check('input[value="organisation"]')
    await next(page, 'form[action$="/start"] button')
    await look(page)
    await page.check('input[name="official"][value="yes"]')
    await next(page)
    await next(page)
    await look(page)
    await page.check('input[value="worker"]')
    await next(page)
    await look(page)
    for (const key of ['views', 'order', 'help', 'photo', 'file/photo', 'postcode'])
      await goTo(`${at}/${key}`)
    await page.goto(`${at}/order`)
    await page.selectOption('#order', '1')
    await page.selectOption('[name="order--place"]', '1')
    await next(page)
    await look(page)
    for (const key of ['count', 'views', 'order']) await goTo(`${at}/${key}?view=easy`)
    await goTo(`${at}/count?view=usual`)
    await page.fill('[name="count"]', '2')
    const other = await window.newPage()
    await other.goto(`${at}/count`)
    await other.fill('[name="count"]', '3')
    await next(other)
    await other.close()
    await next(page)
    expect(page.url()).toContain(`${at}/choose/count`)
    await look(page)
    await page.check('input[value^="aside/"]')
    await next(page)
    await goTo(`${at}/save/later`)
    await next(page)
    await look(page)
    await goTo(`${at}/check`)
    await goTo(`${at}/forget`)
    await page.goto(`${at}/check`)
    await next(page, 'form[action$="/send"] button')
    await goTo(`${at}/sent`)
    await goTo(`${at}/sent/copy`)
    await goTo(`${at}/forget`)
    await page.goto(`${at}/sent`)
    const reference = (await page.textContent('.govuk-panel strong')) ?? ''
    const word = /[A-Z0-9]{4}-[A-Z0-9]{4}(?![-A-Z0-9])/.exec(
      (await page.textContent('main'))?.replace(reference, '') ?? '',
    )
    await page.goto(`${home}/withdraw`)
    await page.fill('#reference', reference)
    await page.fill('#word', word?.[0] ?? '')
    await next(page)
    await look(page)
    await next(page)
    await look(page)
    await goTo(`${at}/sent`)
    expect(wrong).toEqual([])
    const withdrawn = await application.db
      .selectFrom('response')
      .select('reference')
      .where('withdrawn_at', 'is not', null)
      .execute()
    expect(withdrawn.map(row => row.reference)).toContain(reference)
    await window.close()
  }, 600_000)
})

describe('a survey by keyboard', () => {
  it('puts the focus on the summary of mistakes, whose links lead to the fields', async () => {
    const window = await openWindow(browser, served.url, null)
    const page = await window.newPage()
    await page.goto(at)
    await next(page, 'form[action$="/start"] button')
    await next(page)
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary')
    await page.click('.govuk-error-summary a')
    expect(await page.evaluate('document.activeElement.id')).toBe('who')
    await page.check('input[value="parent"]')
    await next(page)
    await page.goto(`${at}/order`)
    await page.selectOption('#order', '1')
    await page.selectOption('[name="order--place"]', '1')
    await next(page)
    await page.click('.govuk-error-summary a')
    expect(await page.evaluate('document.activeElement.id')).toBe('order')
    await window.close()
  })
})
