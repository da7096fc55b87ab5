import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { listAnswers, listKeptAside, listResponses } from '../../server/surveys/index.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { keyboardOnly } from '../support/answering.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { look } from '../support/journey.ts'
import { goOnToTheEnd, partShown, ready, setsKept, untilCopyIsKept, untilKept } from '../support/offline.ts'

const longest = 180_000

describe('answering where the line is bad', () => {
  let app: TestApplication
  let served: ServedApplication
  let browser: Browser
  let context: BrowserContext
  let consultationId = ''
  let at = ''
  const troubles: string[] = []

  beforeAll(async () => {
    browser = await openBrowser()
  })
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    consultationId = made.consultationId
    at = `/consultations/${made.slug}/fen/survey`
    served = await serve(app)
    context = await openWindow(browser, served.url, null)
  })
  afterEach(async () => {
    await context.close()
    await served.close()
    await app.close()
    expect(troubles.splice(0)).toEqual([])
  })
  afterAll(() => browser.close())

  const lineIs = (state: 'lost' | 'back'): Promise<void> => served.lineIs(state, context)
  const open = async (path: string, inside = context): Promise<Page> => {
    const page = await inside.newPage()
    page.setDefaultTimeout(30_000)
    page.on('pageerror', error => troubles.push(error.message))
    page.on('dialog', dialog => void dialog.accept())
    await page.goto(path)
    return page
  }
  const begin = async (page: Page): Promise<void> => {
    await page.goto(at)
    await page.getByRole('button', { name: 'Start' }).click()
    await page.waitForURL('**/survey/role')
    await ready(page)
  }
  const next = (page: Page) => page.getByRole('button', { name: 'Continue' })
  const heading = (page: Page) => page.locator('section:not([hidden]), [data-whole-end]:not([hidden])')
  const responses = () => listResponses(app.db, consultationId)
  const texts = async () =>
    (await listAnswers(app.db, consultationId)).flatMap(answer => (answer.text === null ? [] : [answer.text]))
  const whatIsOnTheDevice = (page: Page): Promise<string> =>
    page.evaluate(`new Promise(resolve => {
      const asked = indexedDB.open('doorstep-survey')
      asked.onsuccess = () => {
        const all = asked.result.transaction('answers').objectStore('answers').getAll()
        all.onsuccess = () => {
          asked.result.close()
          resolve(all.result.map(row => new TextDecoder().decode(row.sealed) + JSON.stringify(row)).join())
        }
      }
    })`)

  it(
    'brings back what was typed and not saved after the tab was closed, says so, and removes it on request',
    async () => {
      const first = await open(at)
      await begin(first)
      await first.goto(`${at}/proposal-1`)
      await ready(first)
      await first.getByRole('textbox').first().fill('Half a sentence about the bus')
      await untilKept(first, 1)
      expect(await whatIsOnTheDevice(first)).not.toContain('Half a sentence')
      await first.close({ runBeforeUnload: false })

      const second = await open(`${at}/proposal-1`)
      await ready(second)
      await second.getByText(/We kept what you typed on this device at \d\d:\d\d/).waitFor()
      expect(await second.getByRole('textbox').first().inputValue()).toBe('Half a sentence about the bus')
      await look(second, 'offline-kept')
      await second.getByRole('button', { name: 'Remove it' }).click()
      expect(await second.getByRole('textbox').first().inputValue()).toBe('')
      await second.reload()
      await ready(second)
      expect(await second.getByRole('textbox').first().inputValue()).toBe('')
      // What was saved with Continue is no surprise, and is not announced.
      await second.getByRole('textbox').first().fill('Saved on the server')
      await next(second).click()
      await second.waitForURL(url => !url.pathname.endsWith('/proposal-1'))
      await second.goBack()
      await ready(second)
      expect(await second.getByText('We kept what you typed').count()).toBe(0)
    },
    longest,
  )

  it(
    'goes on when the line is lost in the middle, and sends when it is back: one response with everything',
    async () => {
      const page = await open(at)
      await begin(page)
      await untilCopyIsKept(page)
      await page.getByLabel('A parent', { exact: true }).check()
      await next(page).click()
      await page.goto(`${at}/proposal-1`)
      await ready(page)
      await page.getByRole('textbox').first().fill('Typed just before the tunnel')
      await lineIs('lost')
      await next(page).click()
      // The same survey, from the copy on the device, with what was typed.
      await page.getByText('There is no connection. What you type is kept on this device.').waitFor()
      await ready(page)
      expect(await page.getByLabel('A parent', { exact: true }).isChecked()).toBe(true)
      await goOnToTheEnd(page)
      expect(await page.locator('[data-whole-check]').innerText()).toContain('Typed just before the tunnel')
      await look(page, 'offline-check')
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByText('Not sent yet: 1 set of answers waits on this device.').waitFor()
      await look(page, 'offline-waiting')
      expect(await responses()).toEqual([])
      await page.getByRole('button', { name: 'Send now' }).click()
      await page.getByText('There is still no connection.').waitFor()

      await lineIs('back')
      await page
        .getByText(/The answers that waited on this device were sent\. The reference is [A-Z0-9-]+\./)
        .waitFor()
      const [stored, ...others] = await responses()
      expect(others).toEqual([])
      expect(await texts()).toContain('Typed just before the tunnel')
      expect(await setsKept(page)).toBe(0)
      await page.goto(`${at}/sent`)
      await page.getByText(stored?.reference ?? 'no reference').waitFor()
    },
    longest,
  )

  it(
    'survives a killed browser between finishing and sending',
    async () => {
      const page = await open(`${at}/offline`)
      await ready(page)
      await untilCopyIsKept(page)
      await page.getByLabel('A parent', { exact: true }).check()
      await untilKept(page, 1)
      await lineIs('lost')
      await page.reload()
      await ready(page)
      expect(await page.getByLabel('A parent', { exact: true }).isChecked()).toBe(true)
      await page.getByText(/We kept what you typed on this device/).waitFor()
      await goOnToTheEnd(page)
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByText('Your answers are not sent yet').waitFor()
      // Every page goes at once, without a chance to say good-bye.
      for (const one of context.pages()) await one.close({ runBeforeUnload: false })
      await lineIs('back')
      const later = await open(at)
      await later.getByText(/The answers that waited on this device were sent/).waitFor()
      expect(await responses()).toHaveLength(1)
    },
    longest,
  )

  it(
    'keeps the copy of the language that was read last, by one worker whatever the language',
    async () => {
      const worker = (page: Page): Promise<string> =>
        page.evaluate<string>('navigator.serviceWorker.ready.then(kept => kept.active.scriptURL)')
      const page = await open(at)
      await untilCopyIsKept(page)
      const first = await worker(page)
      await page.getByRole('link', { name: 'Polski' }).click()
      await page.locator('html[lang=pl]').waitFor()
      await untilCopyIsKept(page)
      // A second worker in the place of the first could leave the next page waiting for ever.
      expect(await worker(page)).toBe(first)
      await lineIs('lost')
      await page.goto(`${at}/role`)
      await ready(page)
      expect(await page.locator('html').getAttribute('lang')).toBe('pl')
    },
    longest,
  )

  it(
    'keeps two people on one device apart, and says how many sets wait',
    async () => {
      const page = await open(`${at}/offline`)
      await ready(page)
      await untilCopyIsKept(page)
      await lineIs('lost')
      for (const role of ['A parent', 'A grandparent, foster carer or other carer']) {
        const choice = page.getByLabel(role, { exact: true })
        const any = (await choice.count()) > 0 ? choice : page.getByRole('checkbox').nth(1)
        expect(await page.locator('section:not([hidden]) input:checked').count()).toBe(0)
        await any.check()
        await goOnToTheEnd(page)
        await page.getByRole('button', { name: 'Send my answers' }).click()
        await page.getByText('Your answers are not sent yet').waitFor()
        await page.getByRole('button', { name: 'Somebody else can answer on this device now' }).click()
        await page.waitForURL('**/offline')
        await ready(page)
      }
      await page.getByText('Not sent yet: 2 sets of answers wait on this device.').waitFor()
      await lineIs('back')
      await page
        .getByText(/were sent/)
        .nth(1)
        .waitFor()
      expect(await responses()).toHaveLength(2)
      expect(await listKeptAside(app.db, consultationId)).toEqual([])
    },
    longest,
  )

  it(
    'says so when what is saved came from another device, and keeps what was typed here for choosing',
    async () => {
      const page = await open(at)
      await begin(page)
      await page.goto(`${at}/proposal-1`)
      await ready(page)
      await page.getByRole('textbox').first().fill('Typed on this device')
      await untilKept(page, 1)
      const state = await context.storageState()
      await page.goto('about:blank')
      // The same draft elsewhere: its cookies, without what this device keeps.
      const elsewhere = await openWindow(browser, served.url, null, {
        storageState: { ...state, origins: [] },
      })
      const other = await open(`${at}/proposal-1`, elsewhere)
      await other.getByRole('textbox').first().fill('Saved on the other device')
      await next(other).click()
      await other.waitForURL(url => !url.pathname.endsWith('/proposal-1'))
      await elsewhere.close()

      await page.goto(`${at}/proposal-1`)
      await ready(page)
      await page.getByText('was saved later, perhaps on another device').waitFor()
      expect(await page.getByRole('textbox').first().inputValue()).toBe('Saved on the other device')
      await page.getByRole('button', { name: 'Use what I typed here' }).click()
      expect(await page.getByRole('textbox').first().inputValue()).toBe('Typed on this device')
    },
    longest,
  )

  it(
    'tells the truth when the deadline passes without a line, and keeps the answers to be told otherwise',
    async () => {
      const page = await open(`${at}/offline`)
      await ready(page)
      await untilCopyIsKept(page)
      await page.getByLabel('A parent', { exact: true }).check()
      await lineIs('lost')
      await goOnToTheEnd(page)
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByText('Your answers are not sent yet').waitFor()
      app.setClock('2026-07-02T09:00:00.000Z')
      await lineIs('back')
      await page.getByText('These answers came too late to be received here.').waitFor()
      await page.getByText('A parent').first().waitFor()
      expect(await responses()).toEqual([])
      expect(await page.getByText('Your answers are not sent yet').count()).toBe(0)
      await page.goto(at)
      await page.getByText('These answers came too late to be received here.').waitFor()
      await look(page, 'offline-too-late')
      await page.getByRole('button', { name: 'Delete them from this device' }).click()
      await page.getByText('too late').waitFor({ state: 'detached' })
      expect(await setsKept(page)).toBe(0)
    },
    longest,
  )

  it(
    'sends again under the same id when the answer of the server is lost on its way',
    async () => {
      const page = await open(`${at}/offline`)
      await ready(page)
      await page.getByLabel('A parent', { exact: true }).check()
      await goOnToTheEnd(page)
      let lost = 0
      await page.route('**/survey/whole', async route => {
        if (lost > 0) return route.continue()
        lost += 1
        await route.fetch()
        await route.abort('connectionreset')
      })
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByText('Your answers are not sent yet').waitFor()
      expect(await responses()).toHaveLength(1)
      await page.getByRole('button', { name: 'Send now' }).click()
      await page.getByText(/The answers that waited on this device were sent/).waitFor()
      await page.getByRole('heading', { name: 'Answers sent' }).waitFor()
      expect(await page.getByText('not sent yet').count()).toBe(0)
      const [stored, ...others] = await responses()
      expect(others).toEqual([])
      expect(await page.locator('main').innerText()).toContain(stored?.reference)
      expect(await listKeptAside(app.db, consultationId)).toEqual([])
    },
    longest,
  )

  it(
    'works with the keyboard alone, on a narrow screen, with a mistake on the way',
    async () => {
      const narrow = await openWindow(browser, served.url, null, { viewport: { width: 320, height: 640 } })
      const page = await open(`${at}/offline`, narrow)
      await ready(page)
      await look(page, 'offline-first')
      await keyboardOnly.press(page, next(page))
      const summary = page.getByRole('alert')
      await summary.getByText('Answer this question').waitFor()
      expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary')
      await look(page, 'offline-mistake')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Space')
      for (let pages = 0; pages < 60 && !(await page.locator('[data-whole-end]').isVisible()); pages += 1) {
        const before = page.url()
        await keyboardOnly.press(page, next(page))
        await partShown(page, before)
        if (pages === 3) await look(page, 'offline-fourth')
        // The focus moves to the page that is shown.
        expect(await page.evaluate('document.activeElement.closest("form[data-whole]") !== null')).toBe(true)
      }
      await page.goBack()
      expect(await heading(page).count()).toBe(1)
      await page.goForward()
      await keyboardOnly.press(page, page.getByRole('button', { name: 'Send my answers' }))
      await page.getByText('Answers sent').waitFor()
      await look(page, 'offline-sent')
      expect(await responses()).toHaveLength(1)
      expect(await setsKept(page)).toBe(0)
      await narrow.close()
    },
    longest,
  )

  it(
    'is one long form without JavaScript',
    async () => {
      const plain = await openWindow(browser, served.url, null, {
        javaScriptEnabled: false,
        viewport: { width: 320, height: 640 },
      })
      const page = await open(`${at}/offline`, plain)
      await page.getByLabel('A parent', { exact: true }).check()
      await page
        .getByRole('textbox', { name: 'Why do you say that?' })
        .first()
        .fill('The bus does not stop there')
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByRole('heading', { name: 'Answers sent' }).waitFor()
      expect(await texts()).toContain('The bus does not stop there')
      await plain.close()
    },
    longest,
  )

  it(
    'forgets on this device what is deleted or sent page by page',
    async () => {
      const page = await open(at)
      await begin(page)
      await page.getByLabel('A parent', { exact: true }).check()
      await untilKept(page, 1)
      await page.goto(`${at}/forget`)
      await ready(page)
      await page.getByRole('button', { name: 'Delete my answers' }).click()
      await page.waitForURL(url => !url.pathname.includes('/survey'))
      await begin(page)
      expect(await setsKept(page)).toBe(0)
    },
    longest,
  )
})
