import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { choicesOf } from '../../server/scenarios/choices.ts'
import { readFates, storeFates } from '../../server/scenarios/choices-repository.ts'
import { copyScenario, statusQuo } from '../../server/scenarios/index.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { clock, meridian, planner } from './builders.ts'

describe('a scenario’s page in a browser', () => {
  let app: TestApplication
  let served: ServedApplication
  let browser: Browser
  let sites: Awaited<ReturnType<typeof meridian>>
  let scenarioId: string
  let window: BrowserContext
  let page: Page

  beforeAll(async () => {
    app = await testApplication()
    served = await serve(app)
    browser = await openBrowser()
    sites = await meridian(app.db)
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
    await app.close()
  })

  let windows = 0
  const open = async (options = {}): Promise<BrowserContext> => {
    const email = `planner-${++windows}@example.org`
    const id = await addAccount(app.db, { email, name: 'A planner', roles: ['planner'], at: new Date() })
    const token = await addOneTimeLink(app.db, id, 'sign-in', new Date(), 1)
    return openWindow(browser, served.url, `/sign-in/link/${token}`, options)
  }
  beforeEach(async () => {
    const from = await statusQuo(app.db, sites.county.id, clock().toISOString())
    const named = { name: `Drawn ${windows}`, description: '' }
    scenarioId = await copyScenario(app.db, sites.county, from, named, planner, clock)
    window = await open()
    page = await window.newPage()
    await page.goto(`/scenarios/${scenarioId}`)
  })
  afterEach(() => window.close())

  const fateOf = async (site: string): Promise<string | null | undefined> =>
    choicesOf(await readFates(app.db, scenarioId)).get(site)?.fate
  const saved = (words = 'Saved.') => page.getByText(words).first().waitFor()

  it('saves a choice as it is made, and shows what it does without leaving the page', async () => {
    await page.evaluate('window.stillHere = true')
    await page.getByLabel('Alder Centre').focus()
    await page.getByLabel('Alder Centre').selectOption('Closed')
    await saved()
    await page.getByText('300 children (86%) would be further from a Centre.').last().waitFor()
    await page.locator('#scenario-map').getByText('Closing').first().waitFor()
    expect(await page.evaluate('window.stillHere')).toBe(true)
    expect(await fateOf(sites.alder)).toBe('closed')
    // The box keeps the keyboard, so that the next choice is one key away.
    expect(await page.evaluate('document.activeElement.id')).toBe(`fate-${sites.alder}`)
    expect(await page.locator('#save-choices').isVisible()).toBe(false)
  })

  it('saves what was chosen before its script had come', async () => {
    let come = (): void => undefined
    const coming = new Promise<void>(resolve => (come = resolve))
    await page.route(/\/assets\/scenario[^/]*\.js/, async route => {
      await coming
      await route.continue()
    })
    await page.goto(`/scenarios/${scenarioId}`, { waitUntil: 'commit' })
    await page.getByLabel('Alder Centre').selectOption('Closed')
    expect(await fateOf(sites.alder)).toBe('centre')
    come()
    await saved()
    expect(await fateOf(sites.alder)).toBe('closed')
  })

  it('asks of which Centre a place is, as soon as it is one', async () => {
    await page.getByLabel('Alder Centre').selectOption('Place of a Centre')
    await saved()
    const lead = page.getByLabel('Centre that Alder Centre is a place of')
    expect(await lead.locator('option').allTextContents()).toEqual(['Choose its Centre', 'of Birch Centre'])
    await lead.selectOption('of Birch Centre')
    await page.getByText('Say which Centre Alder Centre belongs to.').waitFor({ state: 'detached' })
    const stored = choicesOf(await readFates(app.db, scenarioId)).get(sites.alder)
    expect(stored).toEqual({ fate: 'centre-place', leadSiteId: sites.birch })
    await page.getByLabel('Alder Centre', { exact: true }).selectOption('Zone')
    expect(await lead.count()).toBe(0)
  })

  it('takes over what somebody else changed meanwhile, and says so', async () => {
    await storeFates(app.db, scenarioId, [{ siteId: sites.birch, fate: 'zone', leadSiteId: null }])
    await page.getByLabel('Alder Centre').selectOption('Closed')
    await saved('Somebody else changed one other site')
    expect(await page.getByLabel('Birch Centre').inputValue()).toBe('zone')
    expect(await fateOf(sites.birch)).toBe('zone')
  })

  it('tells of a contradiction, and keeps this person’s choice when it is saved again', async () => {
    await storeFates(app.db, scenarioId, [{ siteId: sites.alder, fate: 'zone', leadSiteId: null }])
    await page.getByLabel('Alder Centre').selectOption('Closed')
    await page.getByText('Somebody else has changed this scenario').waitFor()
    expect(await page.getByLabel('Alder Centre').inputValue()).toBe('closed')
    expect(await fateOf(sites.alder)).toBe('zone')
    await page.locator('#save-choices').click()
    await saved()
    expect(await fateOf(sites.alder)).toBe('closed')
  })

  it('keeps a choice that could not be sent, and sends it later', async () => {
    // Refused by route rather than by going offline, which a busy browser may do after the request has left.
    await page.route('**/scenarios/**', route => route.abort('connectionfailed'))
    await page.getByLabel('Alder Centre').selectOption('Closed')
    await page.getByText('Not saved: the server could not be reached.').waitFor()
    expect(await page.getByLabel('Alder Centre').inputValue()).toBe('closed')
    await page.unrouteAll()
    await page.locator('#save-choices').click()
    await saved()
    expect(await fateOf(sites.alder)).toBe('closed')
  })

  it('does not take a server that is starting for being signed out', async () => {
    await page.route('**/scenarios/**', route => route.fulfill({ status: 503, body: '<h1>In a moment</h1>' }))
    await page.getByLabel('Alder Centre').selectOption('Closed')
    await page.getByText('Not saved: the server could not be reached.').waitFor()
    await page.unrouteAll()
    await page.locator('#save-choices').click()
    await saved()
    expect(await fateOf(sites.alder)).toBe('closed')
  })

  it('keeps a choice when somebody was signed out', async () => {
    await window.clearCookies()
    await page.getByLabel('Alder Centre').selectOption('Closed')
    await page.getByText('Not saved: you may have been signed out.').waitFor()
    expect(await page.getByLabel('Alder Centre').inputValue()).toBe('closed')
  })

  it('works without JavaScript, narrow, and breaks no rule of accessibility', async () => {
    await page.getByLabel('Alder Centre').selectOption('Place of a Centre')
    await saved()
    expect(await axeOffences(page)).toEqual([])
    const plain = await open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
    const narrow = await plain.newPage()
    await narrow.goto(`/scenarios/${scenarioId}`)
    await narrow.getByLabel('Alder Centre', { exact: true }).selectOption('Zone')
    await narrow.getByRole('button', { name: 'Save and show what it does' }).click()
    await narrow.getByText('One site changed').waitFor()
    expect(await fateOf(sites.alder)).toBe('zone')
    await plain.close()
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  })
})
