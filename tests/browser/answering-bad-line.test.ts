import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { listResponses } from '../../server/surveys/index.ts'
import { goOnToTheEnd, keptAfter, ready, setsKept, until, untilCopyIsKept } from '../support/offline.ts'
import { surveyStage } from '../support/survey-stage.ts'

const longest = 180_000
const noConnection = 'There is no connection. What you type is kept on this device.'

/** The browser refuses to keep answers, as when the disk is full. */
const refuseToKeep = `(() => {
  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === 'answers') throw new DOMException('No room is left.', 'QuotaExceededError')
    return put.apply(this, given)
  }
})()`
/** The browser has no database, as in some private windows. */
const noDatabase = `Object.defineProperty(window, 'indexedDB', { value: undefined })`

describe('answering while the server, the line or the browser fails', () => {
  const stage = surveyStage()
  const parent = (page: Page) => page.getByLabel('A parent', { exact: true })
  const send = (page: Page) => page.getByRole('button', { name: 'Send my answers' })
  const responses = () => listResponses(stage.app.db, stage.consultationId)
  const whole = async (before = ''): Promise<Page> => {
    const window = await stage.openWindow()
    if (before !== '') await window.addInitScript(before)
    const page = await stage.open(`${stage.at}/offline`, window)
    await ready(page)
    return page
  }

  it(
    'says that there is no connection until the server answers again, though the browser noticed neither',
    async () => {
      const page = await whole()
      await untilCopyIsKept(page)
      stage.served.serverIs('down')
      await page.reload()
      await page.getByText(noConnection).waitFor()
      await ready(page)
      stage.served.serverIs('up')
      await page.getByText(noConnection).waitFor({ state: 'detached' })
    },
    longest,
  )

  it.each([
    ['refuses to keep anything', refuseToKeep],
    ['has no database', noDatabase],
  ])(
    'sends from a browser that %s, and says without a line that nothing is sent',
    async (_, before) => {
      const page = await whole(before)
      await parent(page).check()
      await goOnToTheEnd(page)
      stage.served.serverIs('down')
      await send(page).click()
      await page
        .getByRole('alert')
        .getByText('There is no connection, and your answers are not sent.')
        .waitFor()
      expect(await page.getByText(/kept on this device\.$|wait on this device/).count()).toBe(0)
      stage.served.serverIs('up')
      await send(page).click()
      await page.getByText('Answers sent').waitFor()
      expect(await responses()).toHaveLength(1)
    },
    longest,
  )

  it(
    'answers one page at a time in a browser that refuses to keep anything',
    async () => {
      const window = await stage.openWindow()
      await window.addInitScript(refuseToKeep)
      const page = await stage.open(stage.at, window)
      await stage.begin(page)
      await parent(page).check()
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.waitForURL(url => !url.pathname.endsWith('/role'))
      await ready(page)
      await page.goBack()
      await ready(page)
      expect(await parent(page).isChecked()).toBe(true)
    },
    longest,
  )

  it(
    'keeps what is typed after the browser was told to forget everything',
    async () => {
      const page = await whole()
      await keptAfter(page, () => parent(page).check())
      await page.evaluate(
        `new Promise(done => { indexedDB.deleteDatabase('doorstep-survey').onsuccess = done })`,
      )
      await page.getByRole('checkbox').nth(1).check()
      await until(
        page,
        `indexedDB.databases().then(all => all.some(one => one.name === 'doorstep-survey' && one.version === 1))`,
      )
      await keptAfter(page, () => page.getByRole('checkbox').nth(2).check())
      expect(await setsKept(page)).toBe(1)
    },
    longest,
  )

  it(
    'waits for a slow page where there is no copy to show',
    async () => {
      const script = await stage.app.agent().then(visitor => visitor.get(`${stage.at}/worker.js`))
      const hasty = script.text.replace(/(setTimeout\(\w+,)[\w.]+(,null\))/, '$10$2')
      expect(hasty).not.toBe(script.text)
      stage.before = (request, response, next) => {
        if (request.url?.endsWith('/worker.js') === true) {
          response.writeHead(200, { 'content-type': 'text/javascript', 'service-worker-allowed': stage.at })
          response.end(hasty)
        } else if (request.url?.includes('shell=yes') === true) {
          response.writeHead(404).end()
        } else {
          next()
        }
      }
      const page = await stage.open(stage.at)
      await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
      await page.reload()
      await page.getByRole('button', { name: 'Start' }).waitFor()
      await page.goto(`${stage.at}/offline`)
      await ready(page)
    },
    longest,
  )

  it(
    'goes on from the copy while the server is starting',
    async () => {
      const page = await stage.open(stage.at)
      await stage.begin(page)
      await untilCopyIsKept(page)
      await parent(page).check()
      stage.before = (_request, response) => {
        response.writeHead(503, { 'content-type': 'text/plain' }).end('The server is starting.')
      }
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByText(noConnection).waitFor()
      await ready(page)
      expect(await parent(page).isChecked()).toBe(true)
    },
    longest,
  )
})
