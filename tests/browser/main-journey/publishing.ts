import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'
import { look, type Stage } from '../../support/journey.ts'
import { consultationName } from './facts.ts'

/** The question that an analyst adds to every district's survey, and the one for Hallingford alone. */
export const built = {
  everywhere: 'How many minutes would be too long to walk to a Centre?',
  hallingford: 'Put these days in order: which suits you best for the Zone in Hallingford?',
} as const

const follow = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('main').getByRole('link', { name }).first().click()

async function addPage(page: Page, after: string, title: string, only: string | null): Promise<void> {
  const add = page.getByRole('link', {
    name: new RegExp(`^Add a page after this.*${after.slice(0, 40).replace(/[?]/g, '.')}`),
  })
  await add.first().click()
  await page.getByLabel('Title of the page').fill(title)
  if (only !== null) await page.getByRole('checkbox', { name: only }).check()
  await page.getByRole('button', { name: 'Add the page' }).click()
}

async function addQuestion(page: Page, kind: string, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a question' }).click()
  await page.getByRole('radio', { name: kind, exact: true }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Question', { exact: true }).fill(words)
}

/** An analyst adds one question for everybody and one for a district to the template, and tries what became of it. */
export async function buildSurveys(analyst: Page): Promise<void> {
  await analyst.goto('/manage/consultations')
  await follow(analyst, consultationName)
  await follow(analyst, 'Build the questions')
  await look(analyst, '5-builder')
  const after = 'Your ideas'
  await addPage(analyst, after, built.everywhere, null)
  await addQuestion(analyst, 'Number', built.everywhere)
  await analyst.getByLabel('Least number (optional)').fill('0')
  await analyst.getByLabel('Greatest number (optional)').fill('240')
  await analyst.getByLabel('What is counted (optional)').fill('minutes')
  await analyst.getByRole('button', { name: 'Add the question' }).click()
  await analyst.getByRole('link', { name: 'Questions', exact: true }).click()
  await addPage(analyst, built.everywhere, built.hallingford, 'Hallingford')
  await addQuestion(analyst, 'Ranking', built.hallingford)
  await analyst.getByLabel('Answers', { exact: true }).fill('Monday\nWednesday\nSaturday')
  await analyst.getByRole('button', { name: 'Add the question' }).click()
  await analyst.getByRole('link', { name: 'Questions', exact: true }).click()
  await look(analyst, '5-builder-changed')
  const lengths = await analyst.getByRole('table', { name: 'Each district’s survey' }).innerText()
  const pagesOf = (name: string): number => Number(new RegExp(`${name}\\s+(\\d+)`).exec(lengths)?.[1])
  expect(pagesOf('Hallingford')).toBe(pagesOf('South Sedge') + 1)
}

/** Every check is answered in words; then the planner asks for a review. */
export async function answerChecks(planner: Page): Promise<void> {
  await planner.goto('/manage/consultations')
  await follow(planner, consultationName)
  await follow(planner, 'Checks before publishing')
  await look(planner, '5-checklist')
  const links = planner.locator('.govuk-task-list__link')
  const addresses = await links.evaluateAll(found =>
    found.map(link => (link as unknown as { href: string }).href),
  )
  for (const [at, address] of addresses.entries()) {
    await planner.goto(address)
    if (at === 0) await look(planner, '5-check')
    await planner
      .locator('#answer')
      .fill(`Point ${at + 1}: we looked at this with care, and wrote down what we found.`)
    const evidence = planner.locator('#evidence')
    if ((await evidence.count()) > 0) await evidence.fill('The equality impact assessment of 1 September.')
    await planner.getByRole('button', { name: 'Save' }).click()
  }
  await planner.goto('/manage/consultations')
  await follow(planner, consultationName)
  await planner.getByRole('button', { name: 'Ask for a review' }).click()
  await planner.getByRole('button', { name: 'Ask for a review' }).click()
  await planner.getByRole('heading', { name: 'Send it back' }).waitFor()
}

/** Somebody else reads it over and publishes it; the public page says that it is open. */
export async function publishAfterReview(stage: Stage, planner: Page): Promise<void> {
  // Whoever asked for the review is not offered to publish.
  await planner.goto('/manage/consultations')
  await follow(planner, consultationName)
  await planner.getByText('You asked for a review. Somebody else has to read it').waitFor()
  const other = await stage.staff('Rae Reviewer', ['planner'])
  await other.goto('/manage/consultations')
  await follow(other, consultationName)
  await other.getByRole('button', { name: 'Read and publish' }).click()
  await look(other, '5-check-and-publish')
  await other.getByLabel('I have read the public pages, the questions and the checks').check()
  await other.getByRole('button', { name: 'Publish', exact: true }).click()
  await follow(other, 'The public page')
  await other.getByText(/This consultation is open until 5pm on/).waitFor()
  await look(other, '5-public')
  await other.context().close()
}

/** What the public log and the staff's record say of it all. */
export async function readTheLog(stage: Stage): Promise<void> {
  const page = await stage.resident()
  await page.goto('/')
  await page.getByRole('link', { name: consultationName, exact: true }).click()
  const address = page.url()
  await page.goto(`${address}/changes`)
  // What people did, and what the dates did, from its end to its beginning.
  for (const entry of [/^Findings$/, /^It closed: /, /^It opened: /, /^Publication$/]) {
    await page.getByRole('main').getByText(entry).first().waitFor()
  }
  await look(page, '9-changes')
  await page.goto(`${address}/record`)
  await look(page, '9-record')
  await page.context().close()
}
