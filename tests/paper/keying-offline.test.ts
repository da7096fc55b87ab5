import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
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
    expect(rows.join()).not.toMatch(/neighbour|strongly|PE1/i)
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
    await again.getByText(/you typed something else on this device/).waitFor()
    expect(await words(again).inputValue()).toBe('There')
    await again.getByRole('button', { name: 'Use what was typed on this device' }).click()
    expect(await words(again).inputValue()).toBe('Here')
    await context.close()
  })

  it('is not shown to another person at the device, and goes when somebody signs out', async () => {
    const { context, page } = await signedIn('Ann')
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
    await ben.goto((await stage.keyer('Ben')).link)
    await ben.getByRole('button', { name: 'Sign in' }).click()
    await ben.goto(`${stage.batch}?next=1`)
    await ben.goto(at)
    await words(ben).fill('What Ben read')
    expect(await ben.getByText(/put back|Go on with/).count()).toBe(0)
    await ben.getByRole('button', { name: 'Sign out' }).click()
    await ben.getByText('You are signed out').waitFor()
    await untilHeld(ben, 0)
    expect(await ben.evaluate(`indexedDB.databases().then(all => all.map(one => one.name))`)).toEqual([])
    await context.close()
  })
})
