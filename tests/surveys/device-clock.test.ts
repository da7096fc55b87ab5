import { describe, expect, it } from '@jest/globals'
import type { BrowserContext, Page } from 'playwright-core'
import { listResponses } from '../../server/surveys/index.ts'
import { whileOpen } from '../consultations/builders.ts'
import { killPage } from '../support/browser.ts'
import { goOnToTheEnd, ready, untilKept } from '../support/offline.ts'
import { surveyStage } from '../support/survey-stage.ts'

const aDay = 86_400_000
const longest = 180_000

describe('answering on a device that is not as it should be', () => {
  const stage = surveyStage()

  /** A window whose clock is so much ahead of the server's. */
  const withClock = async (ahead: number): Promise<BrowserContext> => {
    const window = await stage.openWindow()
    await setClock(window, ahead)
    return window
  }
  const setClock = (window: BrowserContext, ahead: number): Promise<unknown> =>
    window.addInitScript(`{
      const RealDate = Date.real ?? Date
      const shift = ${Date.parse(whileOpen) + ahead} - RealDate.now()
      Date = class extends RealDate {
        static real = RealDate
        static now() { return RealDate.now() + shift }
        constructor(...given) { if (given.length > 0) super(...given); else super(RealDate.now() + shift) }
      }
    }`)
  const finish = async (page: Page): Promise<void> => {
    await page.getByLabel('A parent', { exact: true }).check()
    await goOnToTheEnd(page)
    await page.getByRole('button', { name: 'Send my answers' }).click()
  }

  it(
    'finds what was typed, whether its clock was a year behind then or is a year ahead now',
    async () => {
      const window = await withClock(-366 * aDay)
      const first = await stage.open(stage.at, window)
      await stage.begin(first)
      await first.goto(`${stage.at}/proposal-1`)
      await ready(first)
      await first.getByRole('textbox').first().fill('The bus stops at five')
      await untilKept(first, 1)
      await killPage(first)
      for (const ahead of [0, 366 * aDay]) {
        await setClock(window, ahead)
        const again = await stage.open(`${stage.at}/proposal-1`, window)
        await ready(again)
        await again.getByText(/^We kept what you typed on this device/).waitFor()
        expect(await again.getByRole('textbox').first().inputValue()).toBe('The bus stops at five')
        await killPage(again)
      }
    },
    longest,
  )

  it(
    'removes what was typed so many days after that, whatever its clock says, though no page was opened meanwhile',
    async () => {
      const window = await withClock(366 * aDay)
      const page = await stage.open(stage.at, window)
      await stage.begin(page)
      await page.goto(`${stage.at}/proposal-1`)
      await ready(page)
      await page.getByRole('textbox').first().fill('The bus stops at five')
      await untilKept(page, 1)
      await killPage(page)
      await setClock(window, 0)
      stage.app.setClock(new Date(Date.parse(whileOpen) + 29 * aDay).toISOString())
      try {
        const again = await stage.open(stage.at, window)
        await untilKept(again, 0)
      } finally {
        stage.app.setClock(whileOpen)
      }
    },
    longest,
  )

  it(
    'keeps finished answers until there is a line, and says by the server’s clock until when',
    async () => {
      const window = await withClock(-366 * aDay)
      const page = await stage.open(`${stage.at}/offline`, window)
      await ready(page)
      stage.served.serverIs('down')
      await finish(page)
      const day = new Date(Date.parse(whileOpen) + 28 * aDay).toLocaleDateString('en-GB', {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
      })
      await page.locator('[data-until]', { hasText: `They stay on this device until ${day}.` }).waitFor()
      await killPage(page)
      stage.served.serverIs('up')
      await setClock(window, 0)
      const again = await stage.open(stage.at, window)
      await again.getByText(/^The answers that waited on this device were sent/).waitFor()
      expect(await listResponses(stage.app.db, stage.consultationId)).toHaveLength(1)
    },
    longest,
  )

  it(
    'sends answers where the browser refuses a worker and a store, and says nothing of keeping them',
    async () => {
      const window = await stage.openWindow()
      await window.addInitScript(`
        Object.defineProperty(navigator.serviceWorker, 'register', { value: () => Promise.reject(new DOMException('no', 'SecurityError')) })
        indexedDB.open = () => { throw new DOMException('no', 'InvalidStateError') }
      `)
      const page = await stage.open(`${stage.at}/offline`, window)
      await ready(page)
      stage.served.serverIs('down')
      await finish(page)
      await page.getByText('There is no connection, and your answers are not sent.').waitFor()
      expect(
        await page
          .getByText(/kept on this device|wait on this device/)
          .filter({ visible: true })
          .count(),
      ).toBe(0)
      stage.served.serverIs('up')
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.locator('[data-shown=sent] [data-reference]').waitFor()
      expect(await listResponses(stage.app.db, stage.consultationId)).toHaveLength(1)
    },
    longest,
  )
})
