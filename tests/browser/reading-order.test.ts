import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { headingFaults, namingFaults, outlineOf, tabStops } from '../support/reading-order.ts'

// The pages on which people read and ask. Those of the survey itself are looked at in answering.test.ts.

let application: TestApplication
let served: ServedApplication
let browser: Browser
let window: BrowserContext
let at: string
let place: string

beforeAll(async () => {
  application = await testApplication({ clock: whileOpen })
  at = `/consultations/${(await aPublishedConsultation(application.db)).slug}`
  const alder = await application.db
    .selectFrom('site')
    .select('id')
    .where('reference', '=', 'alder')
    .executeTakeFirstOrThrow()
  place = `${at}/places/${alder.id}`
  served = await serve(application)
  browser = await openBrowser()
  window = await openWindow(browser, served.url, null)
})
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

async function open(path: string, where: BrowserContext = window): Promise<Page> {
  const page = await where.newPage()
  await page.goto(path)
  return page
}

const pages = (): string[] => [
  '/',
  '/accessibility',
  '/privacy',
  '/cookies',
  at,
  ...[
    '/fen',
    '/what-changes',
    '/places',
    '/options',
    '/data',
    '/data/method',
    '/record',
    '/changes',
    '/documents',
    '/sessions',
    '/questions',
    '/questions/ask',
    '/updates',
    '/ideas',
    '/pledge',
    '/decision',
    '/return',
    '/withdraw',
    '/fen/survey',
  ].map(path => at + path),
  place,
]

describe('a screen reader on the public pages', () => {
  it('finds the same parts in the same order on every page, and each heading a step below the one before', async () => {
    for (const path of pages()) {
      const page = await open(path)
      const { landmarks, headings } = await outlineOf(page)
      const outer = landmarks.filter(one => !/^(form|region) /.test(one))
      const way = outer.filter(one => /^navigation (Back|Breadcrumb)$/.test(one))
      expect([path, outer]).toEqual([path, ['banner', 'navigation Language', ...way, 'main', 'contentinfo']])
      expect([path, way.length]).toEqual([path, /^\/(accessibility|privacy|cookies)?$/.test(path) ? 0 : 1])
      expect([path, headingFaults(headings)]).toEqual([path, []])
      expect([path, await page.title()]).toEqual([path, expect.stringMatching(/\S – \S/)])
      await page.close()
    }
  }, 600_000)

  it('hears a name for each link, button and field, and no name twice for different places', async () => {
    const wrong: string[] = []
    for (const path of pages()) {
      const page = await open(path)
      for (const fault of await namingFaults(page)) wrong.push(`${path}: ${fault}`)
      await page.close()
    }
    expect(wrong).toEqual([])
  }, 600_000)

  it('hears what would be lost before what is proposed, and both before anything else', async () => {
    const headingsOf = async (path: string): Promise<readonly string[]> => {
      const page = await open(path)
      const { headings } = await outlineOf(page)
      await page.close()
      return headings
    }
    expect((await headingsOf(at)).slice(0, 4)).toEqual([
      '1 Children’s centres in Testshire',
      '2 What would be lost',
      '2 What changes for you',
      '2 See your district and answer',
    ])
    expect((await headingsOf(`${at}/fen`)).slice(0, 3)).toEqual([
      '1 Fen',
      '2 What would be lost',
      '2 What is proposed',
    ])
    expect((await headingsOf(place)).slice(0, 2)).toEqual(['1 Alder Centre', '2 What would be lost'])
  })

  it('reads what changes for somebody in the order loss, then what stays, then today, then proposed', async () => {
    const page = await open(`${at}/what-changes`)
    await page.getByLabel('Your postcode').fill('PE1 1AA')
    await page.getByRole('button', { name: 'Show what changes' }).click()
    const { headings } = await outlineOf(page)
    expect(headingFaults(headings)).toEqual([])
    expect(headings.slice(0, 2)).toEqual(['1 What changes for you', '2 What you would lose'])
    const [today, then] = ['2 Nearest to you today', '2 Nearest to you in the proposal'].map(heading =>
      headings.indexOf(heading),
    )
    expect(today).toBeGreaterThan(1)
    expect(then).toBeGreaterThan(today ?? 0)
    await page.close()
  })
})

describe('a mistake in a form', () => {
  it.each([
    ['/what-changes', 'Show what changes'],
    ['/questions/ask', 'Send the question'],
    ['/updates', 'Send me the link'],
    ['/return', 'Open my answers'],
    ['/withdraw', 'Continue'],
  ])('on %s is read first, and leads to its field', async (path, button) => {
    const page = await open(at + path)
    await page.getByRole('button', { name: button }).click()
    await page.waitForLoadState()
    expect(await page.title()).toMatch(/^Error: /)
    const focused = await page.evaluate<string>('document.activeElement.className')
    expect(focused).toContain('govuk-error-summary')
    const { headings } = await outlineOf(page)
    expect(headings[0]).toBe('2 There is a problem')
    expect(headingFaults(headings)).toEqual([])
    const link = page.locator('.govuk-error-summary a').first()
    const message = (await link.innerText()).trim()
    const id = (await link.getAttribute('href'))?.slice(1) ?? ''
    await link.press('Enter')
    expect(await page.evaluate<string>('document.activeElement.id')).toBe(id)
    const described = await page.evaluate<string>(
      `(document.activeElement.getAttribute('aria-describedby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ')`,
    )
    expect(described).toContain(message)
    await page.close()
  })

  it('comes first in the page without JavaScript as well', async () => {
    const still = await openWindow(browser, served.url, null, { javaScriptEnabled: false })
    const page = await open(`${at}/what-changes`, still)
    await page.getByRole('button', { name: 'Show what changes' }).click()
    const lines = (await page.locator('main').ariaSnapshot()).split('\n').map(line => line.trim())
    expect(lines.slice(0, 3)).toEqual(['- main:', '- alert:', '- heading "There is a problem" [level=2]'])
    await still.close()
  })
})

describe('the Tab key on the public pages', () => {
  it('goes from top to bottom, shows where it is, and first offers to skip to the content', async () => {
    for (const path of [
      '/',
      at,
      `${at}/fen`,
      `${at}/what-changes`,
      `${at}/sessions`,
      `${at}/questions/ask`,
    ]) {
      const page = await open(path)
      const stops = await tabStops(page)
      expect([path, stops[0]?.name]).toEqual([path, 'Skip to main content'])
      expect([path, stops.filter(({ seen }) => !seen).map(({ name }) => name)]).toEqual([path, []])
      const order = stops.map(({ position }) => position)
      expect([path, order]).toEqual([path, [...order].sort((a, b) => a - b)])
      expect([path, stops.at(-1)]).toEqual([
        path,
        expect.objectContaining({ name: 'Cookies', within: 'footer' }),
      ])
      await page.close()
    }
  }, 600_000)

  it('skips to the content when asked', async () => {
    const page = await open(at)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('main-content')
    await page.keyboard.press('Tab')
    expect(await page.evaluate<boolean>("document.activeElement.closest('main') !== null")).toBe(true)
    await page.close()
  })
})

describe('languages within a page', () => {
  it('are tagged: the page’s own, the names of the others, and what is not translated', async () => {
    const page = await open(`${at}?lang=pl`)
    expect(await page.getAttribute('html', 'lang')).toBe('pl')
    const names = await page.evaluate<[string, string][]>(
      "[...document.querySelectorAll('.app-choices__list [lang]')].map(one => [one.lang, one.textContent])",
    )
    expect(names).toContainEqual(['ar', 'العربية'])
    expect(names).toContainEqual(['pl', 'Polski'])
    // The council's own sentences have no translation here.
    expect(
      await page.locator('main [lang="en"]', { hasText: 'One of three centres would close.' }).count(),
    ).toBe(1)
    expect(await page.locator('main [lang="en"]', { hasText: 'We ask what you think.' }).count()).toBe(1)
    await page.close()
  })
})
