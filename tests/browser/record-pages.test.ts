import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'

let application: TestApplication
let served: ServedApplication
let browser: Browser

beforeAll(async () => {
  application = await testApplication({ clock: whileOpen })
  served = await serve(application)
  browser = await openBrowser()
}, 600_000)
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

/** Doubles the letters; gives the width of the page. */
const inLargeText = `(() => {
  document.documentElement.style.fontSize = '200%'
  return document.documentElement.scrollWidth
})()`

it('shows the record of a consultation so that axe has nothing to say, in 320 px', async () => {
  const { consultationId, slug } = await aPublishedConsultation(application.db)
  const planner = await application.agent('planner')
  const manage = `/manage/consultations/${consultationId}`
  await planner.post(`${manage}/correction/begin`)
  const proposal = /href="([^"]+\/correction\/proposals\/[^"/]+\/(?!new")[^"/]+)"/.exec(
    (await planner.get(`${manage}/correction/texts/fen`)).text,
  )?.[1]
  expect(proposal).toBeDefined()
  const at = application.services.clock()
  const who = { email: 'walker@example.org', name: 'Walker', roles: ['administrator'] as const }
  const account = await addAccount(application.db, { ...who, at })
  const token = await addOneTimeLink(application.db, account, 'sign-in', at, 1)
  const window = await openWindow(browser, served.url, `/sign-in/link/${token}`)
  const page = await window.newPage()
  const wrong: string[] = []
  for (const path of [
    ...['record', 'record/1', 'changes', 'decision'].map(one => `/consultations/${slug}/${one}`),
    manage,
    '/manage/calendar',
    ...[
      'checklist',
      'checklist/calendar',
      'change-dates',
      'close',
      'correction',
      'correction/texts/county',
      'correction/texts/options',
      'correction/places',
      'correction/scenario',
      'correction/options/new',
      'preview',
    ].map(one => `${manage}/${one}`),
    `${manage}/governance`,
    `${manage}/contact`,
    String(proposal),
  ]) {
    await page.setViewportSize({ width: 320, height: 640 })
    const response = await page.goto(path, { waitUntil: 'load' })
    if (response?.status() !== 200) wrong.push(`${path} answered ${response?.status() ?? 'nothing'}`)
    for (const { rule, help, where } of await axeOffences(page))
      wrong.push(`${path} ${rule}: ${help} ${where.join(' ')}`)
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (width > 320) wrong.push(`${path} is ${width} px wide`)
    const large = Number(await page.evaluate(inLargeText))
    if (large > 320) wrong.push(`${path} is ${large} px wide in letters of twice the size`)
  }
  await window.close()
  expect(wrong).toEqual([])
}, 600_000)

it('shows staff’s lists, forms and figures in letters of twice the size without scrolling sideways', async () => {
  const { consultationId } = await aPublishedConsultation(application.db)
  const at = application.services.clock()
  const who = { email: 'third@example.org', name: 'Third', roles: ['administrator'] as const }
  const account = await addAccount(application.db, { ...who, at })
  const token = await addOneTimeLink(application.db, account, 'sign-in', at, 1)
  const window = await openWindow(browser, served.url, `/sign-in/link/${token}`)
  const page = await window.newPage()
  await page.setViewportSize({ width: 320, height: 640 })
  const manage = `/manage/consultations/${consultationId}`
  const wrong: string[] = []
  for (const path of [
    ...['/account', '/sites', '/scenarios/new', '/appraisal/weights', '/journeys', '/audit'],
    ...['documents', 'sessions', 'ideas', 'actions', 'builder'].map(one => `${manage}/${one}`),
  ]) {
    const response = await page.goto(path, { waitUntil: 'load' })
    if (response?.status() !== 200) wrong.push(`${path} answered ${response?.status() ?? 'nothing'}`)
    const width = Number(await page.evaluate(inLargeText))
    if (width > 320) wrong.push(`${path} is ${width} px wide`)
  }
  await window.close()
  expect(wrong).toEqual([])
}, 600_000)

it('breaks a name of three hundred letters without a space, and runs none, in 320 px', async () => {
  const { consultationId, slug } = await aPublishedConsultation(application.db)
  const name = `<script>document.title='run'</script>${'W'.repeat(263)}`
  await application.db.updateTable('consultation').set({ name }).where('id', '=', consultationId).execute()
  const at = application.services.clock()
  const who = { email: 'second@example.org', name: 'Second', roles: ['administrator'] as const }
  const account = await addAccount(application.db, { ...who, at })
  const token = await addOneTimeLink(application.db, account, 'sign-in', at, 1)
  const window = await openWindow(browser, served.url, `/sign-in/link/${token}`)
  const page = await window.newPage()
  await page.setViewportSize({ width: 320, height: 640 })
  const manage = `/manage/consultations/${consultationId}`
  const wrong: string[] = []
  for (const path of [
    '/manage/consultations',
    manage,
    ...['documents', 'sessions', 'change-dates', 'governance', 'actions'].map(one => `${manage}/${one}`),
    ...['documents', 'changes', 'record'].map(one => `/consultations/${slug}/${one}`),
  ]) {
    const response = await page.goto(path, { waitUntil: 'load' })
    if (response?.status() !== 200) wrong.push(`${path} answered ${response?.status() ?? 'nothing'}`)
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (width > 320) wrong.push(`${path} is ${width} px wide`)
    if ((await page.title()) === 'run') wrong.push(`${path} ran the name`)
  }
  await window.close()
  expect(wrong).toEqual([])
}, 600_000)
