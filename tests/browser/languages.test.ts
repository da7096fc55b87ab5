import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { languages } from '../../server/platform/languages.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'

let application: TestApplication
let served: ServedApplication
let browser: Browser
let at: string

beforeAll(async () => {
  application = await testApplication({ clock: whileOpen })
  served = await serve(application)
  browser = await openBrowser()
  at = `/consultations/${(await aPublishedConsultation(application.db)).slug}`
})
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')

// Words in the page's language that look like an English sentence: names of places and what stands apart may be in any
// letters.
const untaggedEnglish = `(() => {
  const found = []
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim()
    const language = node.parentElement.closest('[lang]').getAttribute('lang')
    if (/[a-z]{3,} [a-z]{2,} [a-z]{2,}/.test(words) && language === 'ar' && !node.parentElement.closest('bdi')) {
      found.push(words.slice(0, 80))
    }
  }
  return found
})()`

async function pageIn(context: BrowserContext, path: string, language: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
  return page
}

describe.each(languages.map(({ code }) => code))('public pages in %s', language => {
  it('are clean for axe, as narrow as a phone and with bigger text too', async () => {
    const window = await openWindow(browser, served.url, null)
    const narrow = await openWindow(browser, served.url, null, { viewport: { width: 320, height: 700 } })
    for (const path of [
      '/',
      at,
      `${at}/fen`,
      `${at}/fen/survey`,
      `${at}/what-changes`,
      '/cookies',
      '/nothing-here',
    ]) {
      const page = await pageIn(window, path, language)
      const lang = await page.locator('html').getAttribute('lang')
      expect([path, lang]).toEqual([path, language])
      expect([path, await axeOffences(page)]).toEqual([path, []])
      await page.close()
      const phone = await pageIn(narrow, `${path}?text=bigger`, language)
      expect([path, await overflow(phone)]).toEqual([path, 0])
      await phone.close()
    }
    await narrow.close()
    await window.close()
  })

  it('keep the language while somebody answers without JavaScript, and say mistakes in it', async () => {
    const window = await openWindow(browser, served.url, null, { javaScriptEnabled: false })
    const page = await pageIn(window, `${at}/fen/survey`, language)
    await page.locator('main form button').first().click()
    const first = page.url()
    expect(first).toContain('/survey/')
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    // The first question has to be answered.
    await page.locator('main form button').first().click()
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    const summary = page.locator('.govuk-error-summary')
    expect(await summary.count()).toBe(1)
    const title = await summary.locator('h2').innerText()
    expect(title === 'There is a problem').toBe(language === 'en')
    await window.close()
  })
})

describe('a page from right to left', () => {
  it('has its boxes, arrows and borders on the right, where the words begin', async () => {
    const window = await openWindow(browser, served.url, null, { viewport: { width: 320, height: 700 } })
    const page = await pageIn(window, `${at}/fen/survey`, 'ar')
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    const middle = async (selector: string): Promise<number> => {
      const box = await page.locator(selector).first().boundingBox()
      return (box?.x ?? 0) + (box?.width ?? 0) / 2
    }
    expect(await middle('.govuk-radios__input')).toBeGreaterThan(await middle('.govuk-radios__label'))
    await page.goto('/cookies')
    // A card of the table begins on the right.
    const align = "getComputedStyle(document.querySelector('.govuk-table__cell')).textAlign"
    expect(await page.evaluate<string>(align)).toMatch(/start|right/)
    await window.close()
  })

  it('reads every English sentence as English', async () => {
    const window = await openWindow(browser, served.url, null)
    const page = await pageIn(window, at, 'ar')
    expect(await page.evaluate<string[]>(untaggedEnglish)).toEqual([])
    await window.close()
  })
})

describe('what somebody set on their device', () => {
  it.each([
    ['dark', { colorScheme: 'dark' as const }],
    ['forced colours', { forcedColors: 'active' as const }],
    ['more contrast', { contrast: 'more' as const }],
    ['less motion', { reducedMotion: 'reduce' as const }],
  ])('is respected: %s', async (name, options) => {
    const window = await openWindow(browser, served.url, null, options)
    const page = await pageIn(window, `${at}/fen/survey`, 'pl')
    expect([name, await axeOffences(page)]).toEqual([name, []])
    if (name === 'dark') {
      const colour = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      expect(Number(/\d+/.exec(colour)?.[0])).toBeLessThan(60)
    }
    if (name === 'less motion') {
      const lasts = await page.evaluate<string>(
        "getComputedStyle(document.querySelector('a')).transitionDuration",
      )
      expect(parseFloat(lasts)).toBeLessThan(0.01)
    }
    await window.close()
  })
})
