import { expect } from '@jest/globals'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addAccount, addOneTimeLink, type Role } from '../../server/accounts/index.ts'
import type { TestApplication } from './application.ts'
import { axeOffences } from './axe.ts'
import { openBrowser, openWindow, serve } from './browser.ts'
import { demonstrationApplication } from './demonstration.ts'

/** A folder for pictures of each page that is looked at; none are taken without it. */
const pictures = process.env['JOURNEY_PICTURES']

/** The demonstration county, served, with a browser for everybody who takes part. */
export interface Stage {
  readonly application: TestApplication
  readonly browser: Browser
  readonly url: string
  /** A window of a member of staff who has signed in by a one-time link. */
  staff(name: string, roles: readonly Role[]): Promise<Page>
  /** A window of somebody who has not signed in. */
  resident(options?: BrowserContextOptions): Promise<Page>
  /** Cuts the line, of everybody, and mends it. */
  lineIs(state: 'lost' | 'back', page: Page): Promise<void>
  /** Errors in scripts and answers of 500 and above, in any window. */
  readonly troubles: readonly string[]
  /** Takes a picture of every page that is open, where pictures are wanted. */
  photographAll(name: string): Promise<void>
  close(): Promise<void>
}

/** Loads the demonstration county, serves it, and opens a browser. */
export async function openStage(): Promise<Stage> {
  const application = await demonstrationApplication()
  const served = await serve(application)
  const browser = await openBrowser()
  const troubles: string[] = []
  const listen = (page: Page): Page => {
    page.on('pageerror', error => troubles.push(`${page.url()}: ${error.message}`))
    page.on('response', response => {
      if (response.status() >= 500) troubles.push(`${response.url()} answered ${response.status()}`)
    })
    return page
  }
  return {
    application,
    browser,
    url: served.url,
    troubles,
    staff: async (name, roles) => {
      const email = `${name.toLowerCase().replace(/\s+/g, '.')}@example.org`
      const now = application.services.clock()
      const id = await addAccount(application.db, { email, name, roles, at: now })
      const token = await addOneTimeLink(application.db, id, 'sign-in', now, 1)
      const context = await openWindow(browser, served.url, `/sign-in/link/${token}`)
      return listen(await context.newPage())
    },
    resident: async options => listen(await (await openWindow(browser, served.url, null, options)).newPage()),
    lineIs: (state, page) => served.lineIs(state, page.context()),
    photographAll: async name => {
      const open = browser.contexts().flatMap(context => context.pages())
      for (const [at, page] of open.entries()) await picture(page, `${name}-${at}`)
    },
    close: async () => {
      await browser.close()
      await served.close()
      await application.close()
    },
  }
}

/**
 * Looks at a page as it stands: axe finds nothing, and it fits into a window of 320 px.
 *
 * @param page - an open page
 * @param name - of its picture
 */
export async function look(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 900 }
  await picture(page, name)
  expect({ name, offences: await axeOffences(page) }).toEqual({ name, offences: [] })
  if (size.width > 320) {
    await page.setViewportSize({ width: 320, height: 640 })
    await picture(page, `${name}-320`)
  }
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect({ name, fits: Number(width) <= 320 }).toEqual({ name, fits: true })
  expect({ name, tooClose: await axeOffences(page, ['target-size']) }).toEqual({ name, tooClose: [] })
  await page.setViewportSize(size)
}

/** Takes a picture of a page where pictures are wanted. */
export async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true })
}
