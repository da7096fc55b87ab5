import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { loadDemonstration } from '../../server/commands/demonstration.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'

/** Examples of one declared page that are looked at. */
const examplesOfEach = 2

/** Pages that no link leads to: they answer a form, or need a secret; journeys look at them. */
const reachedOtherwise: readonly RegExp[] = [/^\/sign-in\/link/, /^\/jobs\//, /\/survey\//]

let application: TestApplication
let served: ServedApplication
let browser: Browser
let staff: BrowserContext
let everybody: BrowserContext

beforeAll(async () => {
  application = await testApplication()
  await loadDemonstration(application.services, () => undefined)
  served = await serve(application)
  browser = await openBrowser()
  const who = { email: 'walker@example.org', name: 'Walker', roles: ['administrator'] as const }
  const id = await addAccount(application.db, { ...who, at: new Date() })
  const link = `/sign-in/link/${await addOneTimeLink(application.db, id, 'sign-in', new Date(), 1)}`
  staff = await openWindow(browser, served.url, link)
  everybody = await openWindow(browser, served.url, null)
}, 300_000)
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

function patternOf(path: string): string | null {
  const segments = path.split('/')
  const fits = application.pages.declared.find(({ method, path: declared }) => {
    const parts = declared.split('/')
    return (
      method === 'get' &&
      parts.length === segments.length &&
      parts.every((part, at) => part.startsWith(':') || part === segments[at])
    )
  })
  return fits?.path ?? null
}

interface Look {
  readonly path: string
  readonly wrong: readonly string[]
}

async function look(page: Page, path: string): Promise<{ wrong: string[]; links: string[] } | null> {
  const answer = await page.context().request.get(path)
  const isPage = (answer.headers()['content-type'] ?? '').startsWith('text/html')
  if (!isPage) return answer.status() >= 400 ? { wrong: [`answered ${answer.status()}`], links: [] } : null
  const said: string[] = []
  const hear = (text: string): void => void said.push(text)
  page.removeAllListeners('console')
  page.removeAllListeners('pageerror')
  page.on('console', message => {
    if (message.type() === 'error') hear(`console: ${message.text()}`)
  })
  page.on('pageerror', error => {
    hear(`script: ${error.message}`)
  })
  await page.setViewportSize({ width: 1280, height: 900 })
  const response = await page.goto(path, { waitUntil: 'networkidle' })
  const wrong = [...said]
  if (response === null || response.status() >= 400) wrong.push(`answered ${response?.status() ?? 'nothing'}`)
  for (const { rule, help, where } of await axeOffences(page))
    wrong.push(`axe ${rule}: ${help} ${where.join(' ')}`)
  await page.setViewportSize({ width: 320, height: 640 })
  const width = await page.evaluate('document.documentElement.scrollWidth')
  if (Number(width) > 320) wrong.push(`is ${String(width)} px wide in a window of 320 px`)
  const links = await page.evaluate(
    `Array.from(document.querySelectorAll('a[href^="/"]'), link => link.getAttribute('href'))`,
  )
  return { wrong, links: links as string[] }
}

async function walk(
  window: BrowserContext,
  starts: readonly string[],
): Promise<{ looks: Look[]; seen: Set<string> }> {
  const page = await window.newPage()
  const queue = [...starts]
  const queued = new Set(queue)
  const seen = new Map<string, number>()
  const looks: Look[] = []
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const pattern = patternOf(path.split('?')[0] ?? path)
    if (pattern === null) {
      looks.push({ path, wrong: ['leads nowhere: no such page is declared'] })
      continue
    }
    const before = seen.get(pattern) ?? 0
    if (before >= examplesOfEach) continue
    seen.set(pattern, before + 1)
    const found = await look(page, path)
    if (found === null) continue
    if (found.wrong.length > 0) looks.push({ path, wrong: found.wrong })
    for (const link of found.links) {
      const plain = link.split('#')[0] ?? link
      if (plain === '' || plain.startsWith('/assets/') || queued.has(plain)) continue
      queued.add(plain)
      queue.push(plain)
    }
  }
  await page.close()
  return { looks, seen: new Set(seen.keys()) }
}

describe('every page of the demonstration, in a real browser', () => {
  const reached = new Set<string>()

  it('that anybody may see has no error, passes axe and fits into 320 px', async () => {
    const { looks, seen } = await walk(everybody, ['/'])
    for (const pattern of seen) reached.add(pattern)
    expect(looks).toEqual([])
  }, 900_000)

  it('that staff may see has no error, passes axe and fits into 320 px', async () => {
    const { looks, seen } = await walk(staff, ['/home', '/account'])
    for (const pattern of seen) reached.add(pattern)
    expect(looks).toEqual([])
  }, 900_000)

  it('can be reached by a link', () => {
    const lost = application.pages.declared.filter(
      page =>
        page.method === 'get' &&
        !reached.has(page.path) &&
        !reachedOtherwise.some(one => one.test(page.path)),
    )
    expect(lost.map(page => page.path)).toEqual([])
  })
})
