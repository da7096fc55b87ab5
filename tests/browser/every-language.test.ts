import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { translatedLanguages, type Language } from '../../server/platform/languages.ts'
import type { TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { demonstrationApplication, loadingAtMost } from '../support/demonstration.ts'
import { outlineOf } from '../support/reading-order.ts'
import { untaggedEnglish } from '../support/untagged-english.ts'

// tests/browser/every-page.test.ts looks at every page in English; here each is looked at once in each other language.

let application: TestApplication
let served: ServedApplication
let browser: Browser
let paths: readonly string[]

/** One page of each kind that a visitor reaches by links. */
async function onePageOfEach(): Promise<string[]> {
  const visitor = await application.agent()
  const patterns = application.pages.declared
    .filter(page => page.method === 'get' && page.permission === 'public')
    .map(({ path }) => path.split('/'))
  const kindOf = (path: string): string | undefined => {
    const segments = path.split('/')
    return patterns
      .find(
        parts =>
          parts.length === segments.length &&
          parts.every((part, at) => part.startsWith(':') || part === segments[at]),
      )
      ?.join('/')
  }
  const found: string[] = []
  const [queue, queued] = [['/', '/nothing-here'], new Set<string>()]
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await visitor.get(path)
    if (!/^text\/html/.test(answer.headers['content-type'] ?? '')) continue
    found.push(path)
    for (const [, href = ''] of answer.text.matchAll(/href="(\/[^"#?]*)/g)) {
      const kind = kindOf(href)
      // Staff sign in in English.
      if (kind === undefined || kind.startsWith('/sign-in') || queued.has(kind)) continue
      queued.add(kind)
      queue.push(href)
    }
  }
  return found
}

beforeAll(async () => {
  application = await demonstrationApplication()
  served = await serve(application)
  browser = await openBrowser()
  paths = await onePageOfEach()
}, loadingAtMost)
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

async function faultsOf(page: Page, language: Language): Promise<string[]> {
  const faults: string[] = []
  const [lang, dir] = await page.evaluate<[string, string]>(
    '[document.documentElement.lang, document.documentElement.dir]',
  )
  if (lang !== language.code || dir !== language.direction) faults.push(`is in ${lang} ${dir}`)
  for (const { rule, help, where } of await axeOffences(page))
    faults.push(`axe ${rule}: ${help} ${where.join(' ')}`)
  for (const words of await page.evaluate<string[]>(untaggedEnglish))
    faults.push(`untagged English: ${words}`)
  const map = page.locator('.app-map')
  if ((await map.count()) > 0) {
    await page.locator('.app-map__legend').waitFor()
    const zooms = await page.locator('.leaflet-control-zoom-in').getAttribute('title')
    const words = `${await map.first().innerText()} ${zooms ?? ''}`
    for (const english of ['Find on the map', 'Choose a place', 'Meaning', 'Source', 'Zoom in'])
      if (words.includes(english)) faults.push(`the map says “${english}”`)
  }
  const { headings } = await outlineOf(page)
  if (headings.filter(heading => heading.startsWith('1 ')).length !== 1)
    faults.push('has not one main heading')
  return faults
}

async function look(window: BrowserContext, language: Language): Promise<string[]> {
  const page = await window.newPage()
  const wrong: string[] = []
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${path}?lang=${language.code}`)
    const faults = await faultsOf(page, language)
    await page.setViewportSize({ width: 320, height: 640 })
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (width > 320) faults.push(`is ${width} px wide in a window of 320 px`)
    for (const { where } of await axeOffences(page, ['target-size']))
      faults.push(`has no room for a finger at 320 px: ${where.join(' ')}`)
    wrong.push(...faults.map(fault => `${path} ${fault}`))
  }
  await page.close()
  return wrong
}

describe('every public page of the demonstration', () => {
  it('has an example of each kind', () => {
    expect(paths.length).toBeGreaterThan(30)
    expect(paths.some(path => path.endsWith('/survey'))).toBe(true)
  })

  it('is clean for axe, tags its English and fits into 320 px in every other language', async () => {
    const waiting = [...translatedLanguages]
    const wrong: string[] = []
    const lane = async (): Promise<void> => {
      for (let language = waiting.shift(); language !== undefined; language = waiting.shift()) {
        const window = await openWindow(browser, served.url, null)
        const faults = await look(window, language)
        const { code } = language
        wrong.push(...faults.map(fault => `${code} ${fault}`))
        await window.close()
      }
    }
    await Promise.all([lane(), lane()])
    expect(wrong).toEqual([])
  }, 900_000)
})
