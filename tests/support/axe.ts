import type axe from 'axe-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

/** One rule that a page breaks, in words. */
export interface Offence {
  readonly rule: string
  readonly help: string
  readonly where: readonly string[]
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Sent once to a window, where each page reads it when it is first asked for: sending half a megabyte to every page
// takes longer than most pages take to load.
const whenAskedFor = `Object.defineProperty(globalThis, 'axe', {
  configurable: true,
  get() {
    delete globalThis.axe
    ;(function () {${source}
    }).call(globalThis)
    return globalThis.axe
  },
})`

const prepared = new WeakSet<BrowserContext>()

async function bringAxe(page: Page): Promise<void> {
  // Half of a page breaks rules that the whole of it keeps.
  await page.waitForLoadState()
  const window = page.context()
  if (!prepared.has(window)) {
    prepared.add(window)
    await window.addInitScript(whenAskedFor)
  }
  // A page that was open already has none.
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(`${source};0`)
}

/** WCAG 2.2 A and AA, and axe's best practices. */
const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Runs axe in a page, also under a strict content security policy.
 *
 * @param page - an open page
 * @param rules - rules or groups of rules to keep
 * @returns what it breaks; empty when it is clean
 */
export async function axeOffences(page: Page, rules: string[] = allRules): Promise<Offence[]> {
  await bringAxe(page)
  // Only offences leave the page: all that axe has to say of a long table takes longer to send than to find out.
  return page.evaluate(async runOnly => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly,
      resultTypes: ['violations'],
    })
    return violations.map(violation => ({
      rule: violation.id,
      help: violation.help,
      where: violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200)),
    }))
  }, rules)
}
