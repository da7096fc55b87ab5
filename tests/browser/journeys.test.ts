import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { aCounty } from '../sites/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { mainSaying } from '../support/page-texts.ts'
import { aTown, corner, townRoads, townTimetable } from '../travel/town.ts'

/** The longest that a test may take on busy cores, and that it waits for one thing, in milliseconds. */
const longest = 600_000
const longestWait = 240_000

let application: TestApplication
let served: ServedApplication
let browser: Browser
let window: BrowserContext
let page: Page
let folder: string

beforeAll(async () => {
  application = await testApplication()
  const { db, services } = application
  folder = services.settings.dataDirectory
  await aTown(db, await aCounty(db), { dataDirectory: folder, uploads: services.uploads })
  served = await serve(application)
  browser = await openBrowser()
  const at = services.clock()
  const id = await addAccount(db, { email: 'planner@example.org', name: 'Planner', roles: ['planner'], at })
  window = await openWindow(
    browser,
    served.url,
    `/sign-in/link/${await addOneTimeLink(db, id, 'sign-in', at, 1)}`,
  )
  page = await window.newPage()
}, longest)
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

const go = (address: string) => page.goto(`${served.url}${address}`)

async function passes(): Promise<void> {
  expect(await axeOffences(page)).toEqual([])
  const wide = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(wide).toBe(0)
}

/** Loads a file and waits until it was read. */
async function load(kind: string, name: string, content: Buffer): Promise<void> {
  const file = path.join(folder, name)
  await writeFile(file, content)
  await go('/journeys')
  await page.check(`input[name="kind"][value="${kind}"]`)
  await page.setInputFiles('input[type="file"]', file)
  await page.fill('#publisher', 'A mapper')
  await page.fill('#period', 'September 2026')
  await page.click('text=Load the file')
  await page.waitForSelector(`text=${name} is loaded`, { timeout: longestWait })
}

describe('a planner’s journeys in a browser', () => {
  it(
    'are worked out on roads and buses that the planner loads',
    async () => {
      await load('roads', 'town.osm.pbf', townRoads())
      await load('timetable', 'town.zip', townTimetable())
      await go('/journeys')
      await page.click('text=Work out what is missing')
      await page.waitForSelector('text=Every journey is worked out', { timeout: longestWait })
      await page.click('text=See the result')
      await mainSaying(page, 'Everything is worked out')
      await passes()
    },
    longest,
  )

  it(
    'tell why a family across the river is far',
    async () => {
      const home = await application.db
        .selectFrom('postcode')
        .select('postcode')
        .where('lon', '=', corner(4, 0)[0])
        .where('lat', '=', corner(4, 0)[1])
        .executeTakeFirstOrThrow()
      await go('/journeys/route')
      await page.fill('#postcode', home.postcode)
      await page.selectOption('#to', { label: 'Site west' })
      await page.click('text=Show the way')
      const said = await mainSaying(page, /4\d minutes to Site west/)
      expect(said).toContain('Bridge Street')
      expect(said).toContain('times as long as the straight line')
      expect(page.url()).toBe(`${served.url}/journeys/route`)
      await page.waitForSelector('path.app-map__line--route', { state: 'attached' })
      await passes()
    },
    longest,
  )

  it(
    'are shown around a site as land that is reached in so many minutes',
    async () => {
      await go('/journeys/sites')
      await page.click('text=Site west')
      await page.waitForSelector('#reach-map .leaflet-interactive', {
        state: 'attached',
        timeout: longestWait,
      })
      await passes()
      await page.setViewportSize({ width: 320, height: 800 })
      await passes()
      await page.setViewportSize({ width: 1280, height: 900 })
    },
    longest,
  )

  it(
    'are cut by a barrier that the planner draws on the map',
    async () => {
      await go('/journeys/barriers/new')
      await page.waitForSelector('.app-map__canvas.leaflet-container')
      await page.fill('#barrier', 'The Lark')
      await page.fill('#reason', 'A river')
      const canvas = page.locator('.app-map__canvas')
      await canvas.click({ position: { x: 200, y: 60 } })
      await canvas.click({ position: { x: 200, y: 200 } })
      await page.click('text=Now mark gaps')
      await canvas.click({ position: { x: 200, y: 120 } })
      expect((await page.inputValue('#course')).split('\n')).toHaveLength(2)
      expect((await page.inputValue('#gaps')).split('\n')).toHaveLength(1)
      await page.click('text=Take back the last point')
      expect(await page.inputValue('#gaps')).toBe('')
      await passes()
      await page.click('text=Save the barrier')
      await page.waitForSelector('text=The Lark is a barrier now')
      await page.click('table >> text=The Lark')
      await passes()
    },
    longest,
  )
})
