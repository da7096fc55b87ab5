import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { takingPart } from '../../data/demo/taking-part.ts'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { importTakingPart } from '../../server/consultations/index.ts'
import { actor, aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'

let application: TestApplication
let served: ServedApplication
let browser: Browser
let base: string
let manage: string
const windows: BrowserContext[] = []

async function staffWindow(): Promise<BrowserContext> {
  const at = application.services.clock()
  const who = { email: 'walker@example.org', name: 'Walker', roles: ['administrator'] as const }
  const id = await addAccount(application.db, { ...who, at })
  const token = await addOneTimeLink(application.db, id, 'sign-in', at, 1)
  return openWindow(browser, served.url, `/sign-in/link/${token}`)
}

beforeAll(async () => {
  application = await testApplication({ clock: whileOpen })
  const { slug, consultationId } = await aPublishedConsultation(application.db)
  base = `/consultations/${slug}`
  manage = `/manage/consultations/${consultationId}`
  const boards = takingPart.boards.map(board => ({
    ...board,
    districtCode: board.districtCode === null ? null : 'E07009991',
  }))
  await importTakingPart(application.db, consultationId, { ...takingPart, boards }, actor, {
    now: application.services.clock(),
    publicUrl: 'http://localhost:3000',
  })
  served = await serve(application)
  browser = await openBrowser()
  windows.push(await openWindow(browser, served.url, null), await staffWindow())
}, 600_000)
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

/** What is wrong with the page that is open, wide and narrow. */
async function faults(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 900 })
  const wrong = (await axeOffences(page)).map(({ rule, where }) => `${page.url()} ${rule} ${where.join(' ')}`)
  await page.setViewportSize({ width: 320, height: 640 })
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
  return width > 320 ? [...wrong, `${page.url()} is ${width} px wide`] : wrong
}

it('a resident gets news, posts an idea and signs the pledge; staff read it first; every page passes axe', async () => {
  const wrong: string[] = []
  const [everybody, staff] = windows
  if (everybody === undefined || staff === undefined) throw new Error('no windows')
  const page = await everybody.newPage()
  const desk = await staff.newPage()
  const open = async (where: Page, path: string): Promise<void> => {
    await where.goto(path)
    wrong.push(...(await faults(where)))
  }
  const press = async (where: Page, name: string): Promise<void> => {
    await where.getByRole('button', { name }).first().click()
    await where.waitForLoadState('load')
    wrong.push(...(await faults(where)))
  }

  await open(page, `${base}/updates`)
  await page.getByLabel('Email address').fill('nobody')
  await press(page, 'Send me the link')
  expect(await page.title()).toMatch(/^Error: /)
  await page.getByLabel('Email address').fill('resident@example.org')
  await press(page, 'Send me the link')
  expect(await page.locator('h1').innerText()).toBe('Check your email')

  await open(desk, '/outbox')
  await desk.getByRole('link', { name: 'Confirm that you want updates' }).first().click()
  wrong.push(...(await faults(desk)))
  const letter = await desk.locator('.app-letter').innerText()
  const link = /http:\/\/localhost:3000(\/\S+)/.exec(letter)?.[1] ?? ''
  await open(page, link)
  await press(page, 'Yes, send me updates')
  expect(await page.locator('h1').innerText()).toBe('You will get updates')

  await open(desk, `${manage}/updates`)
  await desk.getByLabel('Title').fill('A new session')
  await desk.getByLabel('Text', { exact: true }).fill('On Friday.')
  await press(desk, 'Save and look at it')
  await press(desk, 'Publish and send')
  await open(page, `${base}/updates`)
  expect(await page.locator('main').innerText()).toContain('On Friday.')
  const stop = await application.db
    .selectFrom('letter')
    .select('unsubscribe_url')
    .where('recipient', '=', 'resident@example.org')
    .where('unsubscribe_url', 'is not', null)
    .executeTakeFirstOrThrow()
  await open(page, String(stop.unsubscribe_url).replace('http://localhost:3000', ''))
  await press(page, 'Stop updates')
  expect(await page.locator('h1').innerText()).toBe('You will get no more updates')

  await open(page, `${base}/ideas`)
  await page.getByRole('link', { name: 'What would make a visit' }).click()
  const board = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Post an idea' }).click()
  await press(page, 'Post the idea')
  await page.getByLabel('Your idea in a few words').fill('A bench outside')
  await page.getByLabel('Say more about it').fill('So that we can wait for the bus. Ask Jane Roe.')
  await press(page, 'Post the idea')
  expect(await page.locator('h1').innerText()).toBe('Thank you for your idea')

  await open(desk, `${manage}/ideas`)
  await open(desk, board.replace(base, manage))
  await desk.getByRole('link', { name: 'A bench outside' }).click()
  wrong.push(...(await faults(desk)))
  await desk.getByLabel('Words to take out').fill('Jane Roe')
  await press(desk, 'Take them out')
  await desk.getByLabel('Yes, show it').check()
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await open(page, board)
  expect(await page.locator('main').innerText()).toContain('Ask […].')
  await press(page, 'I agree with this : A bench outside')
  expect(await page.locator('main').innerText()).toContain('1 person agrees')

  await open(page, `${base}/pledge`)
  await page.getByRole('button', { name: 'Sign the pledge' }).click()
  await press(page, 'I sign this pledge')
  await page.getByLabel('Your name').fill('Ada Marsh')
  await page.getByLabel('Your role').fill('Health visitor')
  await page.getByLabel('Where you work').fill('Fenton clinic')
  await page.getByLabel('Yes').check()
  await press(page, 'I sign this pledge')
  expect(await page.locator('h1').innerText()).toBe('You have signed the pledge')
  await open(desk, `${manage}/pledge`)
  await press(desk, 'Show Ada Marsh')
  const mine = new URL(page.url()).pathname
  await open(page, `${base}/pledge`)
  expect(await page.locator('main').innerText()).toContain('Ada Marsh')
  await open(page, mine)
  await press(page, 'Withdraw my signature')
  await open(page, `${base}/pledge`)
  expect(await page.locator('main').innerText()).not.toContain('Ada Marsh')

  for (const path of ['/updates', '/ideas', '/pledge', '/pledge/sign'])
    await open(page, `${base}${path}?lang=ar`)
  await open(page, `${board}?lang=ar`)
  await open(page, `${board}/new?lang=ar`)
  expect(wrong).toEqual([])
}, 600_000)
