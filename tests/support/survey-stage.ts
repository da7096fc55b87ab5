import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from './application.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from './browser.ts'
import { ready } from './offline.ts'

/** A survey that is open, served to a browser; everything is new for each test. */
export interface SurveyStage {
  readonly app: TestApplication
  readonly served: ServedApplication
  readonly browser: Browser
  readonly context: BrowserContext
  readonly consultationId: string
  /** Address of the survey. */
  readonly at: string
  /** Comes before the application, to answer in its place or otherwise; nothing without it. */
  before: (request: IncomingMessage, response: ServerResponse, next: () => void) => void
  /** Opens a page, in the window unless another is given; an error of its scripts fails the test. */
  open(path: string, inside?: BrowserContext): Promise<Page>
  /** Begins to answer one page at a time. */
  begin(page: Page): Promise<void>
  /** A window of another person, who has nothing on their device. */
  openWindow(options?: BrowserContextOptions): Promise<BrowserContext>
}

/**
 * Prepares a survey for each test of a description.
 *
 * @param prepare - changes what was made before it is served
 * @returns the stage, whose parts are there once a test runs
 */
export function surveyStage(
  prepare: (app: TestApplication, consultationId: string) => Promise<void> = () => Promise.resolve(),
): SurveyStage {
  const troubles: string[] = []
  const windows: BrowserContext[] = []
  const made = {} as { -readonly [Key in keyof SurveyStage]: SurveyStage[Key] }
  const pass: SurveyStage['before'] = (_request, _response, next) => {
    next()
  }
  beforeAll(async () => {
    made.browser = await openBrowser()
  })
  beforeEach(async () => {
    made.app = await testApplication({ clock: whileOpen })
    const { consultationId, slug } = await aPublishedConsultation(made.app.db)
    made.consultationId = consultationId
    made.at = `/consultations/${slug}/fen/survey`
    await prepare(made.app, consultationId)
    made.before = pass
    const application = made.app.app
    const app = ((request: IncomingMessage, response: ServerResponse): void => {
      made.before(request, response, () => {
        application(request, response)
      })
    }) as TestApplication['app']
    made.served = await serve({ ...made.app, app })
    made.context = await made.openWindow()
  })
  afterEach(async () => {
    for (const one of windows.splice(0)) await one.close()
    await made.served.close()
    await made.app.close()
    expect(troubles.splice(0)).toEqual([])
  })
  afterAll(() => made.browser.close())
  return Object.assign(made, {
    open: async (path: string, inside = made.context): Promise<Page> => {
      const page = await inside.newPage()
      page.setDefaultTimeout(30_000)
      page.on('pageerror', error => troubles.push(error.message))
      page.on('dialog', dialog => void dialog.accept())
      await page.goto(path)
      return page
    },
    begin: async (page: Page): Promise<void> => {
      await page.goto(made.at)
      await page.getByRole('button', { name: 'Start' }).click()
      await page.waitForURL('**/survey/role')
      await ready(page)
    },
    openWindow: async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
      const window = await openWindow(made.browser, made.served.url, null, options)
      windows.push(window)
      return window
    },
  })
}
