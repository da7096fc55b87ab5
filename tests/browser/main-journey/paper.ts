import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'
import { look, type Stage } from '../../support/journey.ts'
import { asked, consultationName } from './facts.ts'

/**
 * Keys a form of paper with the hands on the keyboard: number keys tick, Enter goes to the next question and stores.
 *
 * @param page - the page for keying, just opened
 * @param pressed - keys by what a question's words hold: `24` ticks the second and the fourth box; text after a
 *   quotation mark is typed as words
 */
async function keyForm(page: Page, pressed: Readonly<Record<string, string>>): Promise<void> {
  const questions = page.locator('[data-question]')
  const legends = await questions.locator('legend').allInnerTexts()
  // A ranking has a box for each place, and Enter goes from one to the next.
  const boxes = await Promise.all(
    legends.map((_, at) => questions.nth(at).locator('input[name^="place-"]').count()),
  )
  const left = new Set(Object.keys(pressed))
  for (const [at, legend] of legends.entries()) {
    const question = [...left].find(words => legend.includes(words))
    if (question !== undefined) {
      left.delete(question)
      const keys = pressed[question] ?? ''
      if (keys.startsWith('"')) await page.keyboard.type(keys.slice(1))
      else for (const key of keys) await page.keyboard.press(key)
    }
    for (let box = 0; box < Math.max(1, boxes[at] ?? 0); box += 1) await page.keyboard.press('Enter')
  }
  if (left.size > 0) throw new Error(`The form does not ask: ${[...left].join(', ')}`)
  await page.keyboard.press('Enter')
}

/** Prints three forms for a session, keys them as they came back, and closes the batch. */
export async function keyThreeForms(stage: Stage): Promise<void> {
  const page = await stage.staff('A drop-in worker', ['drop-in'])
  await page.goto('/home')
  await page.getByRole('main').getByRole('link', { name: 'Paper' }).click()
  await page.getByRole('link', { name: consultationName }).click()
  await page.getByLabel('District').selectOption('Hallingford')
  await page.getByRole('textbox', { name: /^Copies/ }).fill('3')
  await page.getByRole('textbox', { name: /^What for/ }).fill('Session at the library')
  await page.getByRole('button', { name: 'Number and show them' }).click()
  await page.waitForURL('**/print/*')
  const serials = (await page.getByRole('region', { name: /^Form / }).allInnerTexts()).map(
    words => /Form ([A-Z]+-\d+-[A-Z])/.exec(words)?.[1] ?? '',
  )
  expect(new Set(serials).size).toBe(3)
  await page.getByRole('link', { name: 'Back to paper forms' }).click()

  await page.getByRole('button', { name: 'Open a batch' }).click()
  await page.getByRole('radio', { name: 'Drop-in session' }).check()
  await page.getByRole('combobox', { name: 'Drop-in session' }).selectOption({ index: 1 })
  await page.getByLabel('How many forms were counted in?').fill('3')
  await page.getByRole('button', { name: 'Open the batch' }).click()
  const forms = [
    { [asked.role]: '1', [asked.overall]: '2', [asked.proposal]: '2' },
    { [asked.role]: '9', [asked.overall]: '4', 'Why do you say that?': '"Too far with a pram' },
    { [asked.role]: '1', [asked.overall]: '24', [asked.proposal]: '5' },
  ]
  await page.getByLabel('Number of the next form').focus()
  for (const [at, form] of forms.entries()) {
    const serial = serials[at] ?? ''
    await page.keyboard.type(serial.toLowerCase())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: `Enter ${serial}` }).waitFor()
    // The keys work once this says which they are.
    await page.getByText('Keyboard:').waitFor()
    if (at === 0) await look(page, '7-keying')
    await keyForm(page, form)
    await page.getByText(`${serial} is entered`).waitFor()
  }
  await look(page, '7-batch')
  await page.getByRole('button', { name: 'Close the batch' }).click()
  await page.getByText('Batch closed: every form is accounted for').waitFor()
  await page.context().close()
}
