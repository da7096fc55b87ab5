import chromium from '@sparticuz/chromium'
import type { AddressInfo } from 'node:net'
import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { makeHttpServer } from '../../server/platform/http-server.ts'
import type { TestApplication } from './application.ts'
import { slowLine } from './slow-line.ts'

const unwanted: readonly RegExp[] = [
  // One process for everything ends the browser when one window of several is closed.
  /^--(single-process|no-zygote)$/,
  // What a visitor's browser refuses is to be refused here as well.
  /^--(disable-web-security|allow-running-insecure-content)$/,
  // No page draws in three dimensions; a graphics card done in software costs more than most pages.
  /^--(use-gl|use-angle|in-process-gpu|ignore-gpu-blocklist|enable-unsafe-swiftshader)\b/,
]

/** A real Chromium: the one of `CHROMIUM_PATH`, or the one that comes with the packages. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch(await chromiumToStart())
}

/** Which Chromium is started, and how. */
export async function chromiumToStart(): Promise<{ executablePath: string; args: string[]; headless: true }> {
  const given = process.env['CHROMIUM_PATH']
  return {
    executablePath: given ?? (await chromium.executablePath()),
    args: [
      ...(given === undefined
        ? chromium.args.filter(flag => !unwanted.some(one => one.test(flag)))
        : ['--no-sandbox']),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    headless: true,
  }
}

/** The application listening on a free port of this machine. */
export interface ServedApplication {
  readonly url: string
  /** Cuts the line, of everybody, and mends it; a window's scripts are told, as a device tells them. */
  lineIs(state: 'lost' | 'back', window: BrowserContext): Promise<void>
  /** The server goes and comes back; nobody's device notices anything but that nothing answers. */
  serverIs(state: 'down' | 'up'): void
  close(): Promise<void>
}

/** Milliseconds that each piece of a page may be late, by chance; for looking for what only waits on a fast line. */
const lateAtMost = Number(process.env['SLOW_LINE'] ?? 0)

/**
 * Serves a test application to a browser.
 *
 * @param application - the application
 */
export async function serve(application: TestApplication): Promise<ServedApplication> {
  let down = false
  // A browser that is told to be offline still lets its workers out, so the line itself is cut.
  const server = makeHttpServer({
    answer: (request, response) => {
      if (down) request.socket.destroy()
      else application.app(request, response)
    },
    kinds: application.kinds,
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const late = lateAtMost > 0 ? await slowLine(port, lateAtMost) : null
  const serverIs = (state: 'down' | 'up'): void => {
    down = state === 'down'
    if (!down) return
    server.closeAllConnections()
    late?.cut()
  }
  return {
    url: `http://127.0.0.1:${late?.port ?? port}`,
    lineIs: async (state, window) => {
      serverIs(state === 'lost' ? 'down' : 'up')
      await window.setOffline(down)
    },
    serverIs,
    close: async () => {
      await late?.close()
      await new Promise<void>(resolve => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
    },
  }
}

/**
 * A browser window that belongs to somebody who has signed in.
 *
 * @param browser - the browser
 * @param url - where the application is served
 * @param link - path of a one-time link, or null for somebody who has not signed in
 * @param options - such as the size of the window, or JavaScript off
 */
export async function openWindow(
  browser: Browser,
  url: string,
  link: string | null,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  // No test asserts a time: what comes late on a busy machine comes.
  context.setDefaultTimeout(90_000)
  if (link !== null) {
    const page = await context.newPage()
    await page.goto(link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/\/(home|account)$/)
    await page.close()
  }
  return context
}

/**
 * Ends a page's process, without a word to the page.
 *
 * @param page - the page
 */
export async function killPage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const gone = page.waitForEvent('crash')
  session.send('Page.crash').catch(() => undefined)
  await gone
  await page.close()
}
