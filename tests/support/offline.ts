import type { Page } from 'playwright-core'

// A survey that goes on without a line: what its page and its device are asked, whatever the language.

/**
 * Waits until a page of a survey keeps what is typed on the device.
 *
 * @param page - a page of a survey
 */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector('[data-device][data-ready]', { state: 'attached' })
}

/**
 * Waits until something holds on a page. A page's own waiting takes a promise for true before it is kept.
 *
 * @param page - the page
 * @param what - an expression, or the promise of one
 */
export async function until(page: Page, what: string): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await page.evaluate<unknown>(what))) {
    if (Date.now() > end) throw new Error(`It never came to this: ${what}`)
    await page.waitForTimeout(50)
  }
}

/**
 * Waits until the page can be opened without a line: a worker is in charge of it and has its copy, in its language.
 *
 * @param page - a page of a survey
 */
export function untilCopyIsKept(page: Page): Promise<void> {
  return until(
    page,
    `(async () => {
      await navigator.serviceWorker.ready
      const language = document.documentElement.lang
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
          const kept = await cache.match(request)
          if (kept.url.endsWith('/offline?shell=yes&lang=' + language)) return true
        }
      }
      return false
    })()`,
  )
}

/**
 * How many sets of answers the device keeps.
 *
 * @param page - a page of a survey
 */
export function setsKept(page: Page): Promise<number> {
  return page.evaluate<number>(`new Promise(resolve => {
    const asked = indexedDB.open('doorstep-survey')
    asked.onsuccess = () => {
      const all = asked.result.transaction('answers').objectStore('answers').getAll()
      all.onsuccess = () => { asked.result.close(); resolve(all.result.length) }
    }
  })`)
}

/**
 * Waits until the device keeps so many sets of answers; what is typed is kept a moment later.
 *
 * @param page - a page of a survey
 * @param sets - how many
 */
export async function untilKept(page: Page, sets: number): Promise<void> {
  const end = Date.now() + 30_000
  for (;;) {
    const kept = await setsKept(page)
    if (kept === sets) return
    if (Date.now() > end) throw new Error(`The device keeps ${kept} sets of answers and not ${sets}`)
    await page.waitForTimeout(50)
  }
}

/**
 * Acts, and waits until the device has kept something because of it.
 *
 * @param page - a page of a survey
 * @param act - types or chooses something
 */
export async function keptAfter(page: Page, act: () => Promise<void>): Promise<void> {
  const seals = `new Promise(resolve => {
    const asked = indexedDB.open('doorstep-survey')
    asked.onsuccess = () => {
      const all = asked.result.transaction('answers').objectStore('answers').getAll()
      all.onsuccess = () => { asked.result.close(); resolve(all.result.map(row => String(row.iv)).join(' ')) }
    }
  })`
  const before = await page.evaluate<string>(seals)
  await act()
  const end = Date.now() + 30_000
  while ((await page.evaluate<string>(seals)) === before) {
    if (Date.now() > end) throw new Error('The device kept nothing more.')
    await page.waitForTimeout(50)
  }
}

/**
 * Waits until the page that has the whole survey shows another part of it.
 *
 * @param page - the page
 * @param before - its address before
 */
export async function partShown(page: Page, before: string): Promise<void> {
  await page.waitForURL(url => url.href !== before)
  const key = new URL(page.url()).hash.slice(1)
  await page.waitForSelector(`form[data-step="${key}"]`)
}

/**
 * Goes on to the end of the page that has the whole survey.
 *
 * @param page - the page, at one of its parts
 * @param answer - answers what a part asks; nothing is answered without it
 */
export async function goOnToTheEnd(
  page: Page,
  answer: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (let parts = 0; parts < 60; parts += 1) {
    if (await page.locator('[data-whole-end]').isVisible()) return
    await answer(page)
    const before = page.url()
    await page.locator('[data-whole-next]').click()
    await partShown(page, before)
  }
  throw new Error('The end is not reached.')
}
