import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { listAnswers, listKeptAside, listResponses } from '../../server/surveys/index.ts'
import { askEveryKind } from '../surveys/every-kind.ts'
import { killPage } from '../support/browser.ts'
import {
  goOnToTheEnd,
  keptAfter,
  partShown,
  ready,
  setsKept,
  untilCopyIsKept,
  untilKept,
} from '../support/offline.ts'
import { surveyStage } from '../support/survey-stage.ts'

const longest = 180_000

/** The person goes to another tab, as the page is told. */
const putAway = `(() => {
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
  delete document.visibilityState
})()`

describe('answering in several tabs, forward and back', () => {
  const stage = surveyStage()
  const words = (page: Page) => page.getByRole('textbox').first()
  const parent = (page: Page) => page.getByLabel('A parent', { exact: true })
  const responses = () => listResponses(stage.app.db, stage.consultationId)
  const send = (page: Page) => page.getByRole('button', { name: 'Send my answers' })
  const texts = async (): Promise<unknown[]> =>
    (await listAnswers(stage.app.db, stage.consultationId)).flatMap(answer => answer.text ?? [])
  const kept = (page: Page) => page.getByText('We kept what you typed on this device')

  it(
    'keeps what was typed in each of two tabs',
    async () => {
      const first = await stage.open(stage.at)
      await stage.begin(first)
      const second = await stage.open(`${stage.at}/proposal-1`)
      await ready(second)
      await parent(first).check()
      await untilKept(first, 1)
      await keptAfter(second, () => words(second).fill('Typed in the second tab'))
      await first.evaluate(putAway)
      const again = await stage.open(`${stage.at}/proposal-1`)
      await kept(again).waitFor()
      expect(await words(again).inputValue()).toBe('Typed in the second tab')
      await again.goto(`${stage.at}/role`)
      await kept(again).waitFor()
      expect(await parent(again).isChecked()).toBe(true)
    },
    longest,
  )

  it(
    'finds again what was typed into the whole survey while it was open in another tab too',
    async () => {
      const first = await stage.open(`${stage.at}/offline`)
      await ready(first)
      const second = await stage.open(`${stage.at}/offline`)
      await ready(second)
      await parent(first).check()
      await untilKept(first, 1)
      await first.close()
      await second.close()
      const again = await stage.open(`${stage.at}/offline`)
      await kept(again).waitFor()
      expect(await parent(again).isChecked()).toBe(true)
    },
    longest,
  )

  it(
    'sends what was finished without a line, whatever another tab of the same survey does',
    async () => {
      const first = await stage.open(`${stage.at}/offline`)
      await ready(first)
      await parent(first).check()
      await untilKept(first, 1)
      const second = await stage.open(`${stage.at}/offline`)
      await ready(second)
      stage.served.serverIs('down')
      await goOnToTheEnd(first)
      await send(first).click()
      await first.getByText('Your answers are not sent yet').waitFor()
      await killPage(first)
      await keptAfter(second, () => second.getByRole('checkbox').nth(1).check())
      await killPage(second)
      stage.served.serverIs('up')
      const later = await stage.open(stage.at)
      await later.getByText(/The answers that waited on this device were sent/).waitFor()
      expect(await responses()).toHaveLength(1)
      expect(await setsKept(later)).toBe(0)
    },
    longest,
  )

  it(
    'keeps nothing more on the device once another tab has sent',
    async () => {
      const first = await stage.open(`${stage.at}/offline`)
      await ready(first)
      await parent(first).check()
      await untilKept(first, 1)
      const second = await stage.open(`${stage.at}/offline`)
      await ready(second)
      await goOnToTheEnd(first)
      await send(first).click()
      await first.getByText('Answers sent').waitFor()
      await second.evaluate(putAway)
      await second.reload()
      await ready(second)
      expect(await setsKept(second)).toBe(0)
    },
    longest,
  )

  it(
    'sends one response when the button is pressed twice, and says that it was received',
    async () => {
      const page = await stage.open(`${stage.at}/offline`)
      await ready(page)
      await parent(page).check()
      await goOnToTheEnd(page)
      await send(page).dblclick()
      await page.getByText('Answers sent').waitFor()
      expect(await responses()).toHaveLength(1)
      expect(await listKeptAside(stage.app.db, stage.consultationId)).toEqual([])
      expect(await setsKept(page)).toBe(0)
    },
    longest,
  )

  it(
    'shows the next page after a double click, and not the one behind it',
    async () => {
      const page = await stage.open(`${stage.at}/offline`)
      await ready(page)
      await parent(page).check()
      const before = page.url()
      await page.locator('[data-whole-next]').dblclick()
      await partShown(page, before)
      await page.getByText(/^Page 2 of/).waitFor()
    },
    longest,
  )

  it(
    'asks the server again when the browser shows a page as it left it',
    async () => {
      const page = await stage.open(stage.at)
      await stage.begin(page)
      await page.evaluate(`document.documentElement.dataset.left = 'yes'`)
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`)
      await page.waitForSelector('html:not([data-left])')
      await ready(page)
    },
    longest,
  )

  it(
    'begins anew without a line with empty answers, and without deleting or opening anything that it cannot',
    async () => {
      const page = await stage.open(stage.at)
      await stage.begin(page)
      await parent(page).check()
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.waitForURL(url => !url.pathname.endsWith('/role'))
      await page.goto(stage.at)
      await untilCopyIsKept(page)
      stage.served.serverIs('down')
      await page.getByRole('button', { name: 'Start new answers' }).click()
      await page.getByText('There is no connection. What you type is kept on this device.').waitFor()
      await ready(page)
      expect(await page.locator('input:checked').count()).toBe(0)
      await page.getByRole('checkbox').nth(1).check()
      await untilKept(page, 2)
      await page.reload()
      await ready(page)
      expect(await page.locator('section:not([hidden]) input:checked').count()).toBe(1)
      expect(await texts()).toEqual([])
    },
    longest,
  )

  it(
    'does not show the survey in the place of what could not be deleted',
    async () => {
      const page = await stage.open(stage.at)
      await stage.begin(page)
      await untilCopyIsKept(page)
      await page.goto(`${stage.at}/forget`)
      await ready(page)
      stage.served.serverIs('down')
      await page.getByRole('button', { name: 'Delete my answers' }).click()
      await page.waitForURL('chrome-error://chromewebdata/')
    },
    longest,
  )
})

describe('answering what the server writes in another way', () => {
  const stage = surveyStage((app, consultationId) => askEveryKind(app.db, consultationId))
  const count = (page: Page) => page.locator('[name="count"]')
  const begun = async (): Promise<Page> => {
    const page = await stage.open(stage.at)
    await page.getByRole('button', { name: 'Start' }).click()
    await page.waitForURL('**/survey/who')
    await page.goto(`${stage.at}/count`)
    await ready(page)
    return page
  }
  const notes = (page: Page) => page.locator('.app-device__note')

  it(
    'brings back what was wrong after a change of language, and says nothing about another device',
    async () => {
      const page = await begun()
      await count(page).fill('many')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.locator('.govuk-error-summary').waitFor()
      await ready(page)
      await page.goto(`${stage.at}/count?lang=pl`)
      await ready(page)
      expect(await count(page).inputValue()).toBe('many')
      expect(await notes(page).getByRole('button').count()).toBe(1)
    },
    longest,
  )

  it(
    'does not take what it sent itself for another device’s',
    async () => {
      const page = await begun()
      await count(page).fill('007')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.waitForURL(url => !url.pathname.endsWith('/count'))
      await ready(page)
      await page.goto(`${stage.at}/count`)
      await ready(page)
      expect(await count(page).inputValue()).toBe('7')
      expect(await notes(page).count()).toBe(0)
    },
    longest,
  )

  it(
    'knows what it sent itself also where the device had no moment to write it down',
    async () => {
      const page = await begun()
      await keptAfter(page, () => count(page).fill('007'))
      await page.evaluate(`crypto.subtle.encrypt = () => new Promise(() => undefined)`)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.waitForURL(url => !url.pathname.endsWith('/count'))
      await page.goto(`${stage.at}/count`)
      await ready(page)
      expect(await count(page).inputValue()).toBe('7')
      expect(await notes(page).count()).toBe(0)
    },
    longest,
  )

  it(
    'knows what it sent itself also where the next page was left before the device answered',
    async () => {
      const page = await begun()
      await keptAfter(page, () => count(page).fill('007'))
      await page.addInitScript(`
        if (!location.pathname.endsWith('/count')) IDBFactory.prototype.open = () => ({})
      `)
      await page.evaluate(`crypto.subtle.encrypt = () => new Promise(() => undefined)`)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.waitForURL(url => !url.pathname.endsWith('/count'))
      await page.goto(`${stage.at}/count`)
      await ready(page)
      expect(await count(page).inputValue()).toBe('7')
      expect(await notes(page).count()).toBe(0)
    },
    longest,
  )
})
