import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { readDraft } from '../../server/paper/keying-repository.ts'
import { killPage } from '../support/browser.ts'
import { keyingStage, type Keyer } from '../support/keying-stage.ts'

/** A browser that opens its databases late, by so many milliseconds, or never. */
const opensLate = (milliseconds: number | null): string => `(() => {
  const set = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess').set
  Object.defineProperty(IDBOpenDBRequest.prototype, 'onsuccess', {
    configurable: true,
    set(hear) {
      set.call(this, ${milliseconds === null ? 'null' : `event => setTimeout(() => hear.call(this, event), ${milliseconds})`})
    },
  })
})()`

/** A device that is full: nothing more can be put into a database. */
const isFull = `IDBObjectStore.prototype.put = () => {
  throw new DOMException('Full', 'QuotaExceededError')
}`

describe('keying where the device or the line is bad', () => {
  const stage = keyingStage()
  const words = (page: Page) => page.getByLabel('Words beside “Other”').first()
  const store = (page: Page) => page.getByRole('button', { name: /^Store/ })
  const isKeptHere = (page: Page) => page.getByText(/Kept on this device/)
  /** Words that are on the device only. */
  const typedHere = async (text: string): Promise<Keyer & { at: string }> => {
    const keyer = await stage.signedIn()
    const at = stage.formAt(await stage.nextForm())
    await keyer.page.goto(at)
    await stage.served.lineIs('lost', keyer.context)
    await words(keyer.page).fill(text)
    await isKeptHere(keyer.page).waitFor()
    return { ...keyer, at }
  }

  it('says that nothing was stored when the server takes what is sent and never answers', async () => {
    const { context, page } = await stage.signedIn()
    const form = await stage.nextForm()
    await page.goto(stage.formAt(form))
    await page.route('**/draft', () => undefined)
    await words(page).fill('A neighbour')
    await store(page).click()
    await page.getByText('Waiting for the server. Stay on this page.').waitFor()
    await page.getByText('Not stored: there is no connection.').waitFor()
    await page.unrouteAll()
    await store(page).click()
    await page.waitForURL(/next=1/)
    expect(await stage.answersOf(form)).toEqual({ role: 'A neighbour' })
    await context.close()
  })

  it('does not say that a device keeps what it has no room for', async () => {
    const { context, page } = await typedHere('An aunt')
    await page.evaluate(isFull)
    await words(page).fill('An uncle')
    await page.getByText('Not kept: there is no connection. Stay on this page.').waitFor()
    await stage.served.lineIs('back', context)
    await context.close()
  })

  it('leaves what is typed while the device still looks for what was typed before, and offers that', async () => {
    const { context, page, at } = await typedHere('Before')
    await killPage(page)
    await stage.served.lineIs('back', context)
    const again = await context.newPage()
    await again.addInitScript(opensLate(1000))
    await again.goto(at)
    await words(again).fill('Now')
    await again.getByText(/you typed something else on this device/).waitFor()
    expect(await words(again).inputValue()).toBe('Now')
    await again.getByRole('button', { name: 'Use what was typed on this device' }).click()
    expect(await words(again).inputValue()).toBe('Before')
    await context.close()
  })

  it('keeps at the server what a device never begins to keep', async () => {
    const { context, page, id } = await stage.signedIn()
    const form = await stage.nextForm()
    await page.addInitScript(opensLate(null))
    await page.goto(stage.formAt(form))
    await words(page).fill('A cousin')
    await page.getByText(/^Kept at/).waitFor()
    expect((await readDraft(stage.app.db, form.id, id))?.typed['words-role']).toBe('A cousin')
    await store(page).click()
    await page.waitForURL(/next=1/)
    expect(await stage.answersOf(form)).toEqual({ role: 'A cousin' })
    await context.close()
  })
})
