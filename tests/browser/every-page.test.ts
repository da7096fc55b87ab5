import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import type { TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'
import { patternOf } from '../support/declared-page.ts'
import { demonstrationApplication, loadingAtMost } from '../support/demonstration.ts'

/** Examples of one declared page that are looked at. */
const examplesOfEach = 2
/** The same for an address that stands for many pages, such as the preview of all that the public will see. */
const examplesOfMany = 20

/** The longest that anything on a page and a whole walk may take on busy cores, in milliseconds. */
const longestLook = 120_000
const longestWalk = 1_800_000

/** Addresses of files, which a browser would put among the downloads. */
const isFile = /\.[a-z]+$/

/**
 * What is not a page (maps' figures, files), and pages that no link leads to: they answer a form or need a secret, and
 * the journeys look at them.
 */
const reachedOtherwise: readonly RegExp[] = [
  /\.(json|csv|ics|xlf)$/,
  /\/file(s\/:fileId)?$/,
  /^\/sign-in\/link/,
  // Links in letters and on receipts, and what answers a form: tests/consultations/taking-part looks at them.
  /\/link\/:token$/,
  /\/(check-your-email|thank-you)$/,
  /^\/jobs\//,
  // A barrier would change the journeys of every other page: tests/browser/journeys.test.ts draws one.
  /^\/journeys\/barriers\/:id$/,
  /\/survey\//,
  // There is one while a correction is written: tests/browser/record-pages.test.ts looks at it.
  /\/correction\/proposals\/:district\/:proposal$/,
  /\/batches\/:batch\/forms\//,
  /^\/findings\/:consultation\/comments\/:comment\/flag$/,
]

let application: TestApplication
let served: ServedApplication
let browser: Browser
let staff: BrowserContext
let everybody: BrowserContext
let slug: string

const link = async (): Promise<string> => {
  const at = application.services.clock()
  const who = {
    email: `walker-${at.getTime()}@example.org`,
    name: 'Walker',
    roles: ['administrator'] as const,
  }
  const id = await addAccount(application.db, { ...who, at })
  return `/sign-in/link/${await addOneTimeLink(application.db, id, 'sign-in', at, 1)}`
}

/** Makes what the demonstration has none of, so that its pages can be looked at; returns where they are. */
async function makeTheRest(): Promise<string[]> {
  const administrator = await application.agent('administrator')
  const scenario = await application.db
    .selectFrom('scenario')
    .select('id')
    .where('hash', 'is not', null)
    .executeTakeFirstOrThrow()
  const site = await application.db
    .selectFrom('site')
    .select('id')
    .where('kind', '=', 'centre')
    .executeTakeFirstOrThrow()
  const district = await application.db
    .selectFrom('consultation_district')
    .select('slug')
    .executeTakeFirstOrThrow()
  const answers = [
    await administrator.post('/manage/consultations/new', { name: 'A second one', scenarioId: scenario.id }),
    await administrator.post(`/paper/${slug}/print`, {
      district: district.slug,
      copies: '2',
      label: 'Library',
    }),
    await administrator.post(`/paper/${slug}/batches`, {
      kind: 'post',
      label: 'First post',
      'heldOn-day': '1',
      'heldOn-month': '11',
      'heldOn-year': '2026',
      countIn: '2',
    }),
    await administrator.send('/sites/import', {}, [
      {
        field: 'register',
        name: 'register.csv',
        content: 'reference,name,kind\nnew-1,A new hall,community-building\n',
      },
    ]),
  ]
  expect(answers.map(answer => answer.status)).toEqual(answers.map(() => 303))
  const { code } = await application.db
    .selectFrom('consultation_district')
    .select('district_code as code')
    .executeTakeFirstOrThrow()
  const ofDistrict = `${String(answers[0]?.headers['location'])}/districts/${code}`
  const proposal = { title: 'A hall', whatIsLost: '', whatChanges: 'A session each week', siteId: '' }
  expect((await administrator.post(`${ofDistrict}/proposals/new`, proposal)).status).toBe(303)
  const drawn = await administrator.post('/scenarios/new', {
    name: 'A new one',
    description: '',
    from: scenario.id,
  })
  await administrator.post(`/appraisal/sites/${site.id}/assessor`, { place: 'first', act: 'take' })
  const plan = await administrator.post('/scenarios/suggest', {
    name: 'Nine Centres',
    goal: 'least-journey',
    within: '',
    mode: 'straight-line',
    deprivedCount: '1',
    centres: '9',
    zones: '0',
    zoneWorth: '0',
    rules: 'oneInEachDistrict',
    deprivedShare: '',
    saving: '',
    worseChildren: '',
    worseBy: '',
    searchSeconds: '20',
  })
  await application.services.jobs.settled()
  const study = await administrator.post(`${String(plan.headers['location'])}/how-sure`)
  await application.services.jobs.settled()
  expect([plan.status, study.status]).toEqual([303, 303])
  const { body_text } = await application.db
    .selectFrom('letter')
    .select('body_text')
    .where('purpose', '=', 'Confirm a subscription')
    .executeTakeFirstOrThrow()
  const confirming = /http:\/\/[^/]+(\/\S+\/link\/[\w-]{43})/.exec(body_text ?? '')?.[1] ?? ''
  const sign = `/consultations/${slug}/pledge/sign`
  const form = (await administrator.get(sign)).text
  const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1] ?? ''
  const signed = await administrator.post(sign, {
    id: hidden('id'),
    version: hidden('version'),
    name: 'A walker',
    role: 'Health visitor',
    organisation: 'A clinic',
    named: 'no',
  })
  const consultation = await application.db
    .selectFrom('consultation')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const correction = await administrator.post(`/manage/consultations/${consultation.id}/correction/begin`)
  expect([correction.status, signed.status]).toEqual([303, 303])
  const board = await application.db.selectFrom('idea_board').select('id').executeTakeFirstOrThrow()
  const opinion = await administrator.post('/useful', {
    page: `/consultations/${slug}/questions`,
    useful: 'no',
  })
  return [
    `/consultations/${slug}/questions/sent`,
    `/consultations/${slug}/updates/check-your-email`,
    `/consultations/${slug}/ideas/${board.id}/thank-you`,
    confirming,
    confirming.replace('/updates/', '/updates/stop/'),
    String(signed.headers['location']),
    String(opinion.headers['location']),
    ...[drawn, plan, study, ...answers].map(answer => String(answer.headers['location'])),
    ofDistrict,
    `/appraisal/sites/${site.id}/ratings/current/1`,
    `/scenarios/${scenario.id}/check`,
  ]
}

beforeAll(async () => {
  application = await demonstrationApplication()
  served = await serve(application)
  browser = await openBrowser()
  slug = (await application.db.selectFrom('consultation').select('slug').executeTakeFirstOrThrow()).slug
  staff = await openWindow(browser, served.url, await link())
  everybody = await openWindow(browser, served.url, null)
}, loadingAtMost)
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

interface Look {
  readonly path: string
  readonly wrong: readonly string[]
}

interface Looked extends Look {
  readonly links: readonly string[]
}

/** What is wrong with a page, and where it leads; null for a file. */
async function look(page: Page, path: string): Promise<{ wrong: string[]; links: string[] } | null> {
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
  page.setDefaultTimeout(longestLook)
  await page.setViewportSize({ width: 1280, height: 900 })
  const response = isFile.test(path.split('?')[0] ?? path)
    ? null
    : await page.goto(path).catch((failure: unknown) => {
        if (String(failure).includes('Download is starting')) return null
        throw failure
      })
  if (response === null || !(response.headers()['content-type'] ?? '').startsWith('text/html')) {
    const file = response ?? (await page.context().request.get(path, { timeout: longestLook }))
    return file.ok() ? null : { wrong: [`answered ${file.status()}`], links: [] }
  }
  // A map's figures arrive after the page; what is drawn of them is looked at too.
  await page
    .locator('.app-map:has(.app-map__frame):not(:has(.app-source))')
    .first()
    .waitFor({ state: 'detached' })
  const wrong = [...said]
  if (response.status() >= 400) wrong.push(`answered ${response.status()}`)
  for (const { rule, help, where } of await axeOffences(page))
    wrong.push(`axe ${rule}: ${help} ${where.join(' ')}`)
  await page.setViewportSize({ width: 320, height: 640 })
  const [width, links] = await page.evaluate<[number, string[]]>(`[
    document.documentElement.scrollWidth,
    Array.from(document.querySelectorAll('a[href^="/"]'), link => link.getAttribute('href')),
  ]`)
  if (width > 320) wrong.push(`is ${width} px wide in a window of 320 px`)
  // What stands side by side in a wide window stands close above each other here.
  for (const { rule, help, where } of await axeOffences(page, ['target-size']))
    wrong.push(`axe ${rule} at 320 px: ${help} ${where.join(' ')}`)
  return { wrong, links }
}

/** Looks at pages in two tabs at once; what was found stands in the order of the paths. */
async function lookAtAll(window: BrowserContext, paths: readonly string[]): Promise<Looked[]> {
  const found = new Map<string, Looked>()
  const waiting = [...paths]
  const tab = async (): Promise<void> => {
    const page = await window.newPage()
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const looked = await look(page, path).catch((failure: unknown) => ({
        wrong: [`could not be looked at: ${String(failure)}`],
        links: [],
      }))
      if (looked !== null) found.set(path, { path, ...looked })
    }
    await page.close()
  }
  await Promise.all([tab(), tab()])
  return paths.flatMap(path => found.get(path) ?? [])
}

/** Follows links from some pages, level by level, until there is no page of a kind that has not been looked at. */
async function walk(
  window: BrowserContext,
  starts: readonly string[],
): Promise<{ looks: Look[]; seen: Set<string> }> {
  let level = [...starts]
  const queued = new Set(level)
  const seen = new Map<string, number>()
  const looks: Look[] = []
  while (level.length > 0) {
    const chosen = level.filter(path => {
      const pattern = patternOf(application.pages, path.split('?')[0] ?? path)
      if (pattern === null) {
        looks.push({ path, wrong: ['leads nowhere: no such page is declared'] })
        return false
      }
      const before = seen.get(pattern) ?? 0
      if (before >= (pattern.includes('*') ? examplesOfMany : examplesOfEach)) return false
      seen.set(pattern, before + 1)
      return true
    })
    level = []
    for (const { path, wrong, links } of await lookAtAll(window, chosen)) {
      if (wrong.length > 0) looks.push({ path, wrong })
      for (const link of links) {
        const plain = link.split('#')[0] ?? link
        if (plain === '' || plain.startsWith('/assets/') || queued.has(plain)) continue
        queued.add(plain)
        level.push(plain)
      }
    }
  }
  return { looks, seen: new Set(seen.keys()) }
}

describe('every page of the demonstration, in a real browser', () => {
  const reached = new Set<string>()

  it(
    'that anybody may see has no error, passes axe and fits into 320 px',
    async () => {
      const { looks, seen } = await walk(everybody, ['/'])
      for (const pattern of seen) reached.add(pattern)
      expect(looks).toEqual([])
    },
    longestWalk,
  )

  it(
    'that staff may see has no error, passes axe and fits into 320 px',
    async () => {
      const { looks, seen } = await walk(staff, ['/home', '/account', ...(await makeTheRest())])
      for (const pattern of seen) reached.add(pattern)
      expect(looks).toEqual([])
    },
    longestWalk,
  )

  it(
    'that anybody may see once the consultation has closed and its findings are public',
    async () => {
      application.setClock(new Date(Date.now() + 60 * 86_400_000).toISOString())
      const analyst = await application.agent('analyst')
      expect((await analyst.post(`/findings/${slug}/publish`)).status).toBe(303)
      const { id } = await application.db
        .selectFrom('consultation')
        .select('id')
        .where('slug', '=', slug)
        .executeTakeFirstOrThrow()
      const manage = `/manage/consultations/${id}`
      const today = application.services.clock().toISOString().slice(0, 10).split('-')
      const [year = '', month = '', day = ''] = today
      const dated = (name: string): Record<string, string> => ({
        [`${name}-day`]: day,
        [`${name}-month`]: month,
        [`${name}-year`]: year,
      })
      const decided = await analyst.post(`${manage}/decision`, {
        ...dated('decidedOn'),
        decidedBy: 'Full Council',
        decision: 'Eleven Centres instead of ten.',
        whatChanged: 'One building stays that would have closed.',
      })
      const followed = await analyst.post(`${manage}/next`, {
        ...dated('on'),
        happened: 'The eleventh Centre has a manager.',
      })
      expect([decided.status, followed.status]).toEqual([303, 303])
      const later = await openWindow(browser, served.url, await link())
      const page = await later.newPage()
      const back = await application.db
        .selectFrom('decision_follow_up')
        .select('id')
        .executeTakeFirstOrThrow()
      for (const path of ['', '/decision', '/next', `/next/${back.id}/take-back`]) {
        const found = await look(page, `${manage}${path}`)
        expect([path, found?.wrong]).toEqual([path, []])
        reached.add(patternOf(application.pages, `${manage}${path}`) ?? '')
      }
      await later.close()
      const { looks, seen } = await walk(everybody, [
        `/consultations/${slug}/findings`,
        `/consultations/${slug}`,
      ])
      for (const pattern of seen) reached.add(pattern)
      expect(looks).toEqual([])
    },
    longestWalk,
  )

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
