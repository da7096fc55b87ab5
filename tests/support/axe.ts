import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** One rule that a page breaks, in words. */
export interface Offence {
  readonly rule: string
  readonly help: string
  readonly where: readonly string[]
}

/**
 * Runs axe in a page, also under a strict content security policy: WCAG 2.2 A and AA and axe's best practices.
 *
 * @param page - an open page
 * @returns what it breaks; empty when it is clean
 */
export async function axeOffences(page: Page): Promise<Offence[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return violations.map(violation => ({
    rule: violation.id,
    help: violation.help,
    where: violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200)),
  }))
}
