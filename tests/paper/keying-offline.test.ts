import { describe, expect, it } from '@jest/globals'
import type { BrowserContext, Page } from 'playwright-core'
import { addOneTimeLink } from '../../server/accounts/index.ts'
import { readDraft, saveDraft } from '../../server/paper/keying-repository.ts'
import { killPage } from '../support/browser.ts'
import { keyingStage } from '../support/keying-stage.ts'

/** Everything that the browser's database holds, as whoever opens it finds it. */
const heldHere = `(async () => {
  const all = await indexedDB.databases()
  if (!all.some(({ name }) => name === 'doorstep-keying')) return []
  const answer = asked => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
  const db = await answer(indexedDB.open('doorstep-keying'))
  const rows = await answer(db.transaction('forms').objectStore('forms').getAll())
  db.close()
  return rows.map(row => new TextDecoder('latin1').decode(row.sealed) + JSON.stringify(row))
})()`

describe('typing without a connection while keying', () => {
  const stage = keyingStage()
  const words = (page: Page) => page.getByLabel('Words beside “Other”').first()
  const held = (page: Page): Promise<string[]> => page.evaluate(heldHere)
  const untilHeld = async (page: Page, forms: number): Promise<string[]> => {
    for (;;) {
      const rows = await held(page)
      if (rows.length === forms) return rows
      await new Promise(resolve => setTimeout(resolve, 25))
    }
  }
  const signedIn = (name?: string) => stage.signedIn(name)
  /** A form that was typed on this device without a line, and kept with other words elsewhere; opened again. */
  const typedHereAndThere = async (): Promise<{ context: BrowserContext; again: Page }> => {
    const { context, page, id } = await signedIn()
    const form = await stage.nextForm()
    const at = stage.formAt(form)
    await page.goto(at)
    await stage.served.lineIs('lost', context)
    await words(page).fill('Here')
    await untilHeld(page, 1)
    await killPage(page)
    await stage.served.lineIs('back', context)
    await saveDraft(stage.app.db, form.id, id, { 'words-role': 'There' }, stage.app.services.clock())
    const again = await context.newPage()
    await again.goto(at)
    return { context, again }
  }

  it('is there again after the page was killed, and leaves the device with the form', async () => {
    const { context, page, id } = await signedIn()
    const form = await stage.nextForm()
    await page.goto(stage.formAt(form))
    await stage.served.lineIs('lost', context)
    await words(page).fill('A neighbour of ours')
    await page.getByLabel('Strongly agree').first().check()
    await page.locator('[data-postcode]').first().fill('PE1 1AA')
    const rows = await untilHeld(page, 1)
    // Sealed, and never with the postcode.
    expect(rows.join()).not.toMatch(/neighbour|strongly|PE1 ?1AA/i)
    await killPage(page)
    await stage.served.lineIs('back', context)
    expect(await readDraft(stage.app.db, form.id, id)).toBeNull()

    const again = await context.newPage()
    await again.goto(`${stage.batch}?next=1`)
    await again.getByRole('link', { name: `Go on with ${form.serial}` }).click()
    await again.getByText(/What you typed at .* was put back/).waitFor()
    expect(await words(again).inputValue()).toBe('A neighbour of ours')
    expect(await again.getByLabel('Strongly agree').first().isChecked()).toBe(true)
    expect(await again.locator('[data-postcode]').first().inputValue()).toBe('')
    await again.getByRole('button', { name: /^Store/ }).click()
    await again.waitForURL(/next=1/)
    await untilHeld(again, 0)
    expect(await stage.answersOf(form)).toEqual({ role: 'A neighbour of ours', overall: ['strongly-agree'] })
    await context.close()
  })

  it('leaves the device as soon as the server has it, and when it is thrown away', async () => {
    const { context, page, id } = await signedIn()
    const form = await stage.nextForm()
    const at = stage.formAt(form)
    await page.goto(at)
    await stage.served.lineIs('lost', context)
    await words(page).fill('An aunt')
    await untilHeld(page, 1)
    await stage.served.lineIs('back', context)
    await untilHeld(page, 0)
    expect((await readDraft(stage.app.db, form.id, id))?.typed['words-role']).toBe('An aunt')

    await stage.served.lineIs('lost', context)
    await words(page).fill('An uncle')
    await untilHeld(page, 1)
    await killPage(page)
    await stage.served.lineIs('back', context)
    const again = await context.newPage()
    await again.goto(at)
    await again.getByText(/was put back/).waitFor()
    expect(await words(again).inputValue()).toBe('An uncle')
    await again.getByRole('button', { name: 'Remove it' }).click()
    expect(await words(again).inputValue()).toBe('An aunt')
    await untilHeld(again, 0)
    await words(again).fill('A cousin')
    await again.getByRole('button', { name: 'Keep half keyed' }).click()
    await again.waitForURL(new RegExp(`${stage.batch}$`))
    await untilHeld(again, 0)
    expect((await readDraft(stage.app.db, form.id, id))?.typed['words-role']).toBe('A cousin')
    await context.close()
  })

  it('is not put over what was kept elsewhere meanwhile without a word', async () => {
    const { context, again } = await typedHereAndThere()
    await again.getByText(/you typed something else on this device/).waitFor()
    expect(await words(again).inputValue()).toBe('There')
    await again.getByRole('button', { name: 'Use what was typed on this device' }).click()
    expect(await words(again).inputValue()).toBe('Here')
    await context.close()
  })

  const signIn = async (page: Page, link: string): Promise<void> => {
    await page.goto(link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/\/(home|account)$/)
  }
  const signOut = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out').waitFor()
  }

  it('is not shown to another person at the device, and waits for whoever typed it', async () => {
    const { context, page, id } = await signedIn('Ann')
    const form = await stage.nextForm()
    const at = stage.formAt(form)
    await page.goto(at)
    await stage.served.lineIs('lost', context)
    await words(page).fill('What Ann read')
    await untilHeld(page, 1)
    await killPage(page)
    await stage.served.lineIs('back', context)

    await context.clearCookies()
    const ben = await context.newPage()
    await signIn(ben, (await stage.keyer('Ben')).link)
    await ben.goto(`${stage.batch}?next=1`)
    await ben.goto(at)
    await words(ben).fill('What Ben read')
    expect(await ben.getByText(/put back|Go on with/).count()).toBe(0)
    await signOut(ben)
    await ben.getByText(/^A paper form that was typed on this device has not reached the server/).waitFor()
    expect((await untilHeld(ben, 1)).join()).not.toContain('read')

    const dateNow = stage.app.services.clock()
    await signIn(ben, `/sign-in/link/${await addOneTimeLink(stage.app.db, id, 'sign-in', dateNow, 1)}`)
    await ben.goto('/paper')
    await ben.getByRole('link', { name: `Go to the batch of ${form.serial}` }).click()
    await ben.getByRole('link', { name: `Go on with ${form.serial}` }).click()
    await ben.getByText(/was put back/).waitFor()
    expect(await words(ben).inputValue()).toBe('What Ann read')
    await context.close()
  })

  it('reaches the server before its page is left by signing out', async () => {
    const { context, page, id } = await signedIn()
    const form = await stage.nextForm()
    await page.goto(stage.formAt(form))
    await words(page).fill('A child minder')
    await signOut(page)
    expect((await readDraft(stage.app.db, form.id, id))?.typed['words-role']).toBe('A child minder')
    expect(await held(page)).toEqual([])
    expect(await page.getByText('typed on this device').count()).toBe(0)
    await context.close()
  })

  it('stays in its page when somebody signs out without a server, who is told that they are still signed in', async () => {
    const { context, page, id } = await signedIn()
    const form = await stage.nextForm()
    await page.goto(stage.formAt(form))
    stage.served.serverIs('down')
    await words(page).fill('A doctor')
    await page.locator('[data-postcode]').first().fill('PE1 1AA')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are still signed in: there is no connection.').waitFor()
    await untilHeld(page, 1)
    expect(await words(page).inputValue()).toBe('A doctor')
    expect(await page.locator('[data-postcode]').first().inputValue()).toBe('PE1 1AA')
    stage.served.serverIs('up')
    await signOut(page)
    expect((await readDraft(stage.app.db, form.id, id))?.typed['words-role']).toBe('A doctor')
    await context.close()
  })

  it('of a page that was left open does not become the words of the next person at the device', async () => {
    const { context, page, id } = await signedIn('Ann')
    const form = await stage.nextForm()
    await page.goto(stage.formAt(form))
    await words(page).fill('Ann')
    await page.getByText(/^Kept at/).waitFor()
    const other = await context.newPage()
    await other.goto('/paper')
    await signOut(other)
    const ben = await stage.keyer('Ben')
    await signIn(other, ben.link)
    await words(page).fill('Ann, and more of it')
    await page.getByText(/^Not kept: open the form again/).waitFor()
    expect(await readDraft(stage.app.db, form.id, ben.id)).toBeNull()
    expect((await readDraft(stage.app.db, form.id, id))?.typed['words-role']).toBe('Ann')
    await untilHeld(page, 1)
    await page.getByRole('button', { name: /^Store/ }).click()
    await page.getByText('This form could not be checked').waitFor()
    expect(await stage.answersOf(form)).toEqual({})
    await context.close()
  })

  it('is not said to be kept when somebody has signed out meanwhile, and stays on the device', async () => {
    const { context, page, id } = await signedIn()
    const form = await stage.nextForm()
    await page.goto(stage.formAt(form))
    await context.clearCookies()
    await words(page).fill('A friend')
    await page.getByText(/^Not kept: open the form again/).waitFor()
    expect(await readDraft(stage.app.db, form.id, id)).toBeNull()
    await untilHeld(page, 1)
    await context.close()
  })

  it('is kept at the server again once that answers, though the browser noticed nothing', async () => {
    const { context, page, id } = await signedIn()
    const form = await stage.nextForm()
    await page.goto(stage.formAt(form))
    stage.served.serverIs('down')
    await words(page).fill('A godmother')
    await page.getByText('There is no connection. Kept on this device').waitFor()
    stage.served.serverIs('up')
    await page.getByText(/^Kept at/).waitFor()
    expect((await readDraft(stage.app.db, form.id, id))?.typed['words-role']).toBe('A godmother')
    await context.close()
  })

  it('stays with its postcode when the server is away as it is stored', async () => {
    const { context, page } = await signedIn()
    const form = await stage.nextForm()
    await page.goto(stage.formAt(form))
    await words(page).fill('A nurse')
    await page.locator('[data-postcode]').first().fill('PE1 1AA')
    stage.served.serverIs('down')
    await page.getByRole('button', { name: /^Store/ }).click()
    await page.getByText('Not stored: there is no connection').waitFor()
    expect(await page.locator('[data-postcode]').first().inputValue()).toBe('PE1 1AA')
    stage.served.serverIs('up')
    await page.getByRole('button', { name: /^Store/ }).dblclick()
    await page.waitForURL(/next=1/)
    expect(await stage.answersOf(form)).toMatchObject({ role: 'A nurse' })
    await context.close()
  })

  it('is not taken for old because the clock of the device was wrong, or is', async () => {
    const aYear = 366 * 86_400_000
    const { context, page } = await signedIn()
    const form = await stage.nextForm()
    await page.addInitScript(`Date.now = (now => () => now() - ${aYear})(Date.now)`)
    await page.goto(stage.formAt(form))
    await stage.served.lineIs('lost', context)
    await words(page).fill('A teacher')
    await untilHeld(page, 1)
    await killPage(page)
    await stage.served.lineIs('back', context)
    for (const wrong of [0, aYear]) {
      const again = await context.newPage()
      await again.addInitScript(`Date.now = (now => () => now() + ${wrong})(Date.now)`)
      const asked = again.waitForResponse('**/health')
      await again.goto(stage.batch)
      await again.getByRole('link', { name: `Go on with ${form.serial}` }).waitFor()
      // What is too old is removed after the server was asked what time it is.
      await asked
      await again.goto(stage.formAt(form))
      await again.getByText(/was put back/).waitFor()
      expect(await words(again).inputValue()).toBe('A teacher')
      await killPage(again)
    }
    await context.close()
  })

  it('is offered again until somebody chooses, also after the page was put away', async () => {
    const { context, again } = await typedHereAndThere()
    for (let opened = 0; opened < 2; opened += 1) {
      await again.getByText(/you typed something else on this device/).waitFor()
      await again.reload()
    }
    await again.getByRole('button', { name: 'Remove it' }).click()
    await untilHeld(again, 0)
    expect(await words(again).inputValue()).toBe('There')
    await context.close()
  })
})
