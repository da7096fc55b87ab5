import { expect } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { answerUntil, keyboardOnly, pointing } from '../../support/answering.ts'
import { look, picture, type Stage } from '../../support/journey.ts'
import { asked, consultationName } from './facts.ts'

/** A postcode of a district, from the demonstration's own file. */
async function somePostcode(stage: Stage, districtCode: string): Promise<string> {
  const folder = path.join(stage.application.services.settings.dataDirectory, 'demonstration')
  const lines = (await readFile(path.join(folder, 'codepoint_open_fn.csv'), 'utf8')).split('\n')
  const [postcode = ''] = lines.find(line => line.includes(districtCode))?.split(',') ?? []
  return postcode.replaceAll('"', '')
}

/** Asks what changes for a postcode; it stands in no address. */
export async function seeWhatChanges(stage: Stage): Promise<void> {
  const page = await stage.resident()
  const postcode = await somePostcode(stage, 'E07900001')
  const addresses: string[] = []
  page.on('request', request => addresses.push(request.url()))
  await page.goto('/')
  await page.getByRole('link', { name: consultationName, exact: true }).click()
  await page.getByLabel('Your postcode').fill(postcode.toLowerCase())
  await page.getByRole('button', { name: 'Show what changes' }).click()
  await page.getByRole('heading', { name: 'Nearest to you today' }).waitFor()
  await page.getByRole('button', { name: 'Answer for Sedgeminster' }).waitFor()
  await look(page, '6-what-changes')
  const [outward = '', inward = ''] = postcode.toLowerCase().split(' ')
  const telling = addresses.filter(address => {
    const words = decodeURIComponent(address).toLowerCase()
    return words.includes(outward) || words.includes(inward)
  })
  expect([addresses.length > 3, telling]).toEqual([true, []])
  await page.context().close()
}

/** Opens a district's survey as the public finds it, and starts. */
async function begin(page: Page, district: string, hands = pointing): Promise<void> {
  await page.goto('/')
  await hands.press(page, page.getByRole('link', { name: consultationName, exact: true }))
  await hands.press(page, page.getByRole('link', { name: district, exact: true }))
  await hands.press(page, page.getByRole('button', { name: `Answer for ${district}` }))
  await hands.press(page, page.getByRole('button', { name: 'Start' }))
  await page.waitForURL('**/survey/role')
}

const send = (page: Page) => page.getByRole('button', { name: 'Send my answers' })

/** Reads the reference, and closes the window. */
async function reference(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'Answers sent' }).waitFor()
  const words = await page.getByRole('heading', { name: 'Answers sent' }).locator('xpath=..').innerText()
  await page.context().close()
  return /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{2}/.exec(words)?.[0] ?? ''
}

async function skipTheRest(page: Page, hands = pointing): Promise<string> {
  await page.getByRole('heading', { name: 'Your answers were sent' }).waitFor()
  await hands.press(page, page.getByRole('link', { name: 'Skip them' }))
  return reference(page)
}

/** Answers for Hallingford without JavaScript. */
export async function answerWithoutScripts(stage: Stage): Promise<string> {
  const page = await stage.resident({ javaScriptEnabled: false })
  await begin(page, 'Hallingford')
  const keys = await answerUntil(
    page,
    'Check your answers',
    [
      { asked: asked.role, given: ['A parent'] },
      { asked: 'Which centres do you or your family use', given: ['None'] },
      { asked: asked.overall, given: ['Strongly disagree'] },
      { asked: asked.proposal, given: ['Disagree'] },
      { asked: 'Why do you say that?', given: 'The bus does not go there on Saturdays' },
    ],
    pointing,
  )
  expect(keys).not.toContain('services')
  await picture(page, '6-check-without-scripts')
  await send(page).click()
  return skipTheRest(page)
}

/** Answers for Merehaven Coast on a narrow screen, every question page looked at, the equality questions too. */
export async function answerOnNarrowScreen(stage: Stage): Promise<string> {
  const page = await stage.resident({ viewport: { width: 320, height: 640 } })
  await begin(page, 'Merehaven Coast')
  const answers = [
    { asked: asked.role, given: ['A group or organisation, on its behalf', 'A parent'] },
    { asked: 'name of the group or organisation', given: 'Harbour Toddlers' },
    { asked: 'Which services do you or your family use?', given: ['Childcare or a crèche'] },
    { asked: 'How often?', given: ['Once a week or more'] },
    { asked: asked.overall, given: ['Agree'] },
    { asked: asked.proposal, given: ['Neither agree nor disagree'] },
    { asked: 'What have we missed, or got wrong?', given: 'The harbour bridge is shut in storms' },
    { asked: 'Postcode', given: await somePostcode(stage, 'E07900005') },
    { asked: 'Do you have any physical or mental health', given: ['Yes'] },
    { asked: 'reduce your ability', given: ['Yes, a little'] },
    { asked: 'What is your ethnic group?', given: ['White'] },
  ]
  const see = (key: string): Promise<void> => look(page, `6-question-${key}`)
  const before = await answerUntil(page, 'Check your answers', answers, pointing, see)
  expect(before).toContain('organisation')
  await look(page, '6-check')
  await send(page).click()
  await page.getByRole('heading', { name: 'Your answers were sent' }).waitFor()
  await look(page, '6-equality')
  await page.getByRole('button', { name: 'Answer these questions' }).click()
  const after = await answerUntil(page, 'Answers sent', answers, pointing, see)
  expect(after).toEqual(expect.arrayContaining(['age', 'day-to-day', 'ethnic-background-white']))
  await look(page, '6-sent')
  return reference(page)
}

/** Answers for Sedgeminster with the keyboard alone. */
export async function answerByKeyboard(stage: Stage): Promise<string> {
  const page = await stage.resident()
  await begin(page, 'Sedgeminster', keyboardOnly)
  await answerUntil(
    page,
    'Check your answers',
    [
      { asked: asked.role, given: ['A parent', 'Expecting a baby'] },
      { asked: asked.overall, given: ['Neither agree nor disagree'] },
      { asked: asked.proposal, given: ['Strongly agree'] },
      { asked: 'How would they affect you?', given: 'I would walk for longer' },
    ],
    keyboardOnly,
  )
  await keyboardOnly.press(page, send(page))
  return skipTheRest(page, keyboardOnly)
}

/** Answers for South Sedge, goes back and forth, and changes an answer before sending. */
export async function answerAndChange(stage: Stage): Promise<string> {
  const page = await stage.resident()
  await begin(page, 'South Sedge')
  await answerUntil(
    page,
    'Check your answers',
    [
      { asked: asked.role, given: ['A resident'] },
      { asked: asked.overall, given: ['Strongly agree'] },
    ],
    pointing,
  )
  await page.goBack()
  await page.goBack()
  await page.getByRole('link', { name: 'Back', exact: true }).click()
  await page.goForward()
  await answerUntil(page, 'Check your answers', [], pointing)
  await page.getByRole('link', { name: `Change ${asked.overall}` }).click()
  expect(await page.getByLabel('Strongly agree').isChecked()).toBe(true)
  await page.getByLabel('Disagree', { exact: true }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  const answer = page.locator('.govuk-summary-list__row', { hasText: asked.overall })
  expect(await answer.locator('dd').first().innerText()).toBe('Disagree')
  await send(page).click()
  return skipTheRest(page)
}

/** Answers for Tarrel Fens and sends with a double click. */
export async function answerAndSendTwice(stage: Stage): Promise<string> {
  const page = await stage.resident()
  await begin(page, 'Tarrel Fens')
  await answerUntil(
    page,
    'Check your answers',
    [
      { asked: asked.role, given: ['Somebody who works in a children’s centre'] },
      { asked: asked.overall, given: ['Disagree'] },
    ],
    pointing,
  )
  await send(page).dblclick()
  return skipTheRest(page)
}
