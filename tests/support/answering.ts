import type { Locator, Page } from 'playwright-core'

/** What somebody answers: questions by their words (or what they begin with), options by theirs. */
export type Answers = readonly {
  readonly asked: string
  /** Options to choose; or words to write. */
  readonly given: readonly string[] | string
}[]

/** How somebody uses a page: with a mouse or a finger, or with the keyboard alone. */
export interface Hands {
  choose(page: Page, question: string, option: string): Promise<void>
  write(page: Page, field: Locator, words: string): Promise<void>
  press(page: Page, target: Locator): Promise<void>
}

/** Clicks, as most people do; it works without JavaScript as well. */
export const pointing: Hands = {
  choose: async (page, question, option) => {
    await page.getByRole('group', { name: question }).getByLabel(option, { exact: true }).check()
  },
  write: (_page, field, words) => field.fill(words),
  press: (_page, target) => target.click(),
}

const tabsAtMost = 80

/** Runs in the page. */
const isFocused = (element: unknown): boolean =>
  (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement === element

/** Presses Tab until the focus is where it should be. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < tabsAtMost; pressed += 1) {
    if (await target.evaluate(isFocused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach ${String(target)}`)
}

/** Tab, arrows, Space and Enter only. */
export const keyboardOnly: Hands = {
  choose: async (page, question, option) => {
    const group = page.getByRole('group', { name: question })
    const choice = group.getByLabel(option, { exact: true })
    if ((await choice.getAttribute('type')) === 'checkbox') {
      await tabTo(page, choice)
      await page.keyboard.press('Space')
      return
    }
    // Radios are one stop of the Tab key; arrows choose among them.
    await tabTo(page, group.getByRole('radio').first())
    await page.keyboard.press('Space')
    const offered = await group.getByRole('radio').count()
    for (let moved = 0; moved < offered && !(await choice.isChecked()); moved += 1) {
      await page.keyboard.press('ArrowDown')
    }
  },
  write: async (page, field, words) => {
    await tabTo(page, field)
    await page.keyboard.type(words)
  },
  press: async (page, target) => {
    await tabTo(page, target)
    await page.keyboard.press('Enter')
  },
}

/**
 * Answers what a page of the survey asks, as far as the person has something to say to it.
 *
 * @param page - a page of the survey
 * @param answers - all that the person would answer
 * @param hands - how they use the page
 */
export async function answerPage(page: Page, answers: Answers, hands: Hands): Promise<void> {
  for (const { asked, given } of answers) {
    if (typeof given === 'string') {
      const field = page.getByRole('textbox', { name: asked })
      if ((await field.count()) > 0) await hands.write(page, field.first(), given)
    } else if ((await page.getByRole('group', { name: asked }).count()) > 0) {
      for (const option of given) await hands.choose(page, asked, option)
    }
  }
}

/**
 * Goes from page to page until a heading stands there.
 *
 * @param page - the first page of the survey
 * @param until - the heading at which to stop
 * @param answers - all that the person would answer
 * @param hands - how they use the pages
 * @param seeing - hears the key of each page before it is answered
 * @returns keys of the pages, in the order in which they were asked
 */
export async function answerUntil(
  page: Page,
  until: string,
  answers: Answers,
  hands: Hands,
  seeing: (key: string) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const keys: string[] = []
  const button = page.getByRole('button', { name: 'Continue' })
  await page.waitForLoadState()
  while ((await heading(page)) !== until) {
    const key = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    if (keys.includes(key)) throw new Error(`${page.url()} is asked again: ${await page.innerText('main')}`)
    keys.push(key)
    await seeing(key)
    await answerPage(page, answers, hands)
    const before = page.url()
    await hands.press(page, button)
    await page.waitForURL(url => url.href !== before)
  }
  return keys
}

async function heading(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).innerText()).replace(/\s+/g, ' ').trim()
}
