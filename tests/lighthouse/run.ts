// npm run lighthouse [-- --json]: Lighthouse's scores for accessibility and best practice of every kind of page of the
// demonstration: what anybody sees, a survey from its start to its receipt in two languages, and what staff see.
import { mkdtemp, rm } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import type { TestApplication } from '../support/application.ts'
import { chromiumToStart, serve } from '../support/browser.ts'
import { patternOf } from '../support/declared-page.ts'
import { demonstrationApplication } from '../support/demonstration.ts'
import { findLighthouse, scored, type Scored } from './lighthouse.ts'

const line = (words: string): void => void process.stdout.write(`${words}\n`)
const asJson = process.argv.includes('--json')
/** What is no page, and what ends somebody's being signed in. */
const passedBy = /\.[a-z]+$|\/file(s\/[^/]+)?$|^\/assets\/|^\/sign-out|\/survey\//

const look = await findLighthouse()
if (look === null) {
  line(
    'Lighthouse is not installed here. This puts it beside the other packages and leaves the project as it is:',
  )
  line('  npm install --no-save lighthouse@12')
  process.exit(1)
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

/** A browser with one window, which Lighthouse opens its tabs in. */
async function withWindow(
  run: (window: BrowserContext, port: number) => Promise<Scored[]>,
): Promise<Scored[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-window-'))
  const [port, settings] = [await freePort(), await chromiumToStart()]
  const window = await chromium.launchPersistentContext(folder, {
    ...settings,
    args: [...settings.args, `--remote-debugging-port=${port}`],
  })
  try {
    return await run(window, port)
  } finally {
    await window.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

let version = ''
async function at(port: number, url: string): Promise<Scored> {
  if (look === null) throw new Error('There is no Lighthouse.')
  const { version: of, ...one } = await scored(look, port, url)
  version = of
  if (!asJson)
    line(`${one.accessibility ?? '–'} ${one.bestPractices ?? '–'} ${one.path} ${one.shortOf.join('; ')}`)
  return one
}

/** One page of each kind that links lead to. */
async function eachKind(application: TestApplication, url: string, signIn: string | null): Promise<Scored[]> {
  return withWindow(async (window, port) => {
    const page = await window.newPage()
    if (signIn !== null) {
      await page.goto(url + signIn)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(/\/(home|account)$/)
    }
    const waiting = signIn === null ? ['/'] : ['/home', '/account']
    const queued = new Set(waiting)
    const kinds = new Set<string>()
    const scores: Scored[] = []
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const kind = patternOf(application.pages, next.split('?')[0] ?? next)
      if (kind === null || kinds.has(kind)) continue
      kinds.add(kind)
      await page.goto(url + next)
      scores.push(await at(port, url + next))
      const links = await page.evaluate<string[]>(
        `Array.from(document.querySelectorAll('a[href^="/"]'), link => link.getAttribute('href').split('#')[0])`,
      )
      for (const link of links) {
        if (queued.has(link) || passedBy.test(link.split('?')[0] ?? link)) continue
        queued.add(link)
        waiting.push(link)
      }
    }
    return scores
  })
}

/** Chooses the first of everything that is asked on a page. */
async function answer(page: Page): Promise<void> {
  for (const group of await page.locator('main form fieldset').all()) {
    const first = group.locator('input[type=radio], input[type=checkbox]').first()
    if ((await first.count()) > 0) await first.check()
  }
}

/** A survey from its start to its receipt. */
async function survey(url: string, start: string, language: string): Promise<Scored[]> {
  return withWindow(async (window, port) => {
    const page = await window.newPage()
    await page.goto(`${url}${start}?lang=${language}`)
    const scores = [await at(port, page.url())]
    await page.locator('form[action$="/start"] button, button[formaction$="/start"]').first().click()
    for (let pages = 0; pages < 60; pages += 1) {
      await page.waitForLoadState()
      scores.push(await at(port, page.url()))
      if (page.url().endsWith('/sent')) return scores
      await answer(page)
      const before = page.url()
      await page
        .locator('main .govuk-button:not(.govuk-button--secondary, .govuk-button--warning)')
        .first()
        .click()
      await page.waitForURL(now => now.href !== before)
    }
    throw new Error(`The survey has no end: ${page.url()}`)
  })
}

const shared = await mkdtemp(path.join(os.tmpdir(), 'doorstep-lighthouse-'))
process.env['DOORSTEP_TEST_SHARED'] = shared
const application = await demonstrationApplication()
const served = await serve(application)
try {
  const now = application.services.clock()
  const who = {
    email: 'lighthouse@example.org',
    name: 'Lighthouse',
    roles: ['administrator'] as const,
    at: now,
  }
  const link = await addOneTimeLink(application.db, await addAccount(application.db, who), 'sign-in', now, 1)
  const { slug } = await application.db.selectFrom('consultation').select('slug').executeTakeFirstOrThrow()
  const district = await application.db
    .selectFrom('consultation_district')
    .select('slug')
    .executeTakeFirstOrThrow()
  const start = `/consultations/${slug}/${district.slug}/survey`
  const parts: Readonly<Record<string, readonly Scored[]>> = {
    'A survey in English': await survey(served.url, start, 'en'),
    'A survey in Arabic': await survey(served.url, start, 'ar'),
    'What anybody sees': await eachKind(application, served.url, null),
    'What staff see': await eachKind(application, served.url, `/sign-in/link/${link}`),
  }
  if (asJson) line(JSON.stringify({ version, parts }))
  else {
    line(`\nLighthouse ${version}, as on a telephone\n`)
    line('| | pages | accessibility, lowest | at 100 | best practice, lowest | at 100 |')
    line('|---|---|---|---|---|---|')
    for (const [name, scores] of Object.entries(parts)) {
      const of = (pick: (one: Scored) => number | null): string => {
        const all = scores.map(one => pick(one) ?? 0)
        return `${Math.min(...all)} | ${all.filter(one => one === 100).length}`
      }
      line(
        `| ${name} | ${scores.length} | ${of(one => one.accessibility)} | ${of(one => one.bestPractices)} |`,
      )
    }
  }
} finally {
  await served.close()
  await application.close()
  await rm(shared, { recursive: true, force: true })
}
