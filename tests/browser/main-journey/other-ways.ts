import { expect } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { look, picture, type Stage } from '../../support/journey.ts'
import { goOnToTheEnd, ready, untilCopyIsKept } from '../../support/offline.ts'
import { closes, consultationName, inDays } from './facts.ts'

async function surveyOf(page: Page, district: string): Promise<string> {
  await page.goto('/')
  await page.getByRole('link', { name: consultationName, exact: true }).click()
  await page.getByRole('link', { name: district, exact: true }).click()
  await page.getByRole('button', { name: `Answer for ${district}` }).click()
  await page.waitForURL('**/survey')
  return new URL(page.url()).pathname
}

const mainForm = 'main form[method="post"]'

async function takeTheFirst(questions: Locator): Promise<void> {
  const radio = questions.locator('input[type=radio]').first()
  const box = questions.locator('input[type=checkbox]').first()
  if ((await radio.count()) > 0) await radio.check()
  else if ((await box.count()) > 0) await box.check()
}

/** Goes on from page to page, whatever the language, until the address ends so; the first choice of each page is taken. */
async function goOnUntil(page: Page, ending: string): Promise<void> {
  for (let pages = 0; pages < 80 && !page.url().endsWith(ending); pages += 1) {
    await takeTheFirst(page.locator(mainForm))
    const before = page.url()
    await page.locator(`${mainForm} button.govuk-button`).first().click()
    await page.waitForURL(url => url.href !== before)
  }
}

const referenceIn = (words: string): string => /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{2}/.exec(words)?.[0] ?? ''

async function referenceOn(page: Page): Promise<string> {
  await page.waitForURL('**/sent')
  const words = await page.locator('.govuk-panel').innerText()
  await page.context().close()
  return referenceIn(words)
}

async function changeToPolish(page: Page, survey: string): Promise<void> {
  await page.getByRole('link', { name: 'Polski' }).click()
  await page.locator('html[lang=pl]').waitFor()
  expect(new URL(page.url()).pathname).toBe(survey)
}

/** Answers in Polish; what has no translation yet is tagged as English. */
export async function answerInPolish(stage: Stage, javaScriptEnabled: boolean): Promise<string> {
  const page = await stage.resident({ javaScriptEnabled })
  const survey = await surveyOf(page, 'Tarrel Fens')
  await changeToPolish(page, survey)
  await page.locator(`${mainForm} button.govuk-button--start`).click()
  await page.waitForURL(/\/survey\/.+/)
  await picture(page, '6-polish')
  await goOnUntil(page, '/check')
  expect(await page.locator('html').getAttribute('lang')).toBe('pl')
  await picture(page, '6-polish-check')
  await page.locator('form[action$="/send"] button').click()
  await page.waitForURL('**/equality')
  await page.goto(`${survey}/sent`)
  return referenceOn(page)
}

/** Answers without a connection from beginning to end, in English or Polish; the answers are sent once it is back. */
export async function answerOffline(stage: Stage, district: string, language: 'en' | 'pl'): Promise<string> {
  const page = await stage.resident()
  const survey = await surveyOf(page, district)
  if (language === 'pl') await changeToPolish(page, survey)
  await page.locator('main a[href$="/survey/offline"]').click()
  await ready(page)
  await untilCopyIsKept(page)
  await stage.lineIs('lost', page)
  // The page comes from the device now.
  await page.reload()
  await ready(page)
  expect(await page.locator('html').getAttribute('lang')).toBe(language)
  await goOnToTheEnd(page, () => takeTheFirst(page.locator('form[data-whole] section:not([hidden])')))
  await page.locator('[data-whole-send]').click()
  await page.locator('[data-until]').waitFor()
  await look(page, `6-offline-waiting-${language}`)
  const sent = page.locator('.app-device__waiting').filter({ hasText: /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{2}/ })
  expect(await sent.count()).toBe(0)
  await stage.lineIs('back', page)
  const told = referenceIn(await sent.innerText())
  await page.goto(`${survey}/sent`)
  expect(await referenceOn(page)).toBe(told)
  return told
}

/** Two people are answering when it closes: one sends a little later and counts, one much later and is told the truth. */
export async function answerAcrossTheDeadline(stage: Stage): Promise<string> {
  const [inTime, tooLate] = [await stage.resident(), await stage.resident()]
  const at = (time: string): void => {
    stage.application.setClock(`${inDays(closes)}T${time}:00.000Z`)
  }
  // It closes at 5pm in London; which is 4pm or 5pm in UTC.
  const summer = new Date(`${inDays(closes)}T12:00:00Z`).toLocaleString('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
  })
  const hour = summer === '13' ? 16 : 17
  const clock = (minutesAfter: number): void => {
    const minutes = hour * 60 + minutesAfter
    at(`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)
  }
  clock(-10)
  for (const page of [inTime, tooLate]) {
    await surveyOf(page, 'Merehaven Coast')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.waitForURL(/\/survey\/.+/)
  }
  clock(10)
  await goOnUntil(inTime, '/check')
  await look(inTime, '6-after-closing')
  await inTime.getByRole('button', { name: 'Send my answers' }).click()
  await inTime.waitForURL('**/equality')
  clock(31)
  await tooLate.locator(`${mainForm} button.govuk-button`).first().click()
  await tooLate.getByRole('heading', { name: 'This consultation has closed' }).waitFor()
  await look(tooLate, '6-too-late')
  await tooLate.context().close()
  await inTime.goto(inTime.url().replace(/\/equality.*$/, '/sent'))
  await inTime.getByText('so they count').waitFor()
  return referenceOn(inTime)
}
