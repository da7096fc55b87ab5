// Keeps an empty copy of one survey and what it looks like, and shows it when the line is lost. It keeps no answers and
// nobody's pages: the copy is asked for without cookies.

/** What the server puts before this script. */
interface Settings {
  /** Address of the survey. */
  readonly at: string
  readonly version: string
  readonly assets: readonly string[]
  /** Address of the empty copy; in a language with `&lang=` behind it. */
  readonly shell: string
}

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Fetching extends Lasting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface Worker {
  readonly doorstep: Settings
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(kind: 'install' | 'activate', act: (event: Lasting) => void): void
  addEventListener(kind: 'fetch', act: (event: Fetching) => void): void
  addEventListener(kind: 'message', act: (event: Lasting & { readonly data: unknown }) => void): void
}

const worker = self as unknown as Worker
const { at, version, assets, shell } = worker.doorstep
const prefix = `doorstep-survey ${at} `
const cacheName = prefix + version

/** How long a page may take before the copy is shown, in milliseconds. */
const patience = 15_000
/** How old the copy may become, in milliseconds. */
const freshFor = 3_600_000

/** The copy in a language is kept in the place of any other: it is the language that was read last. */
async function keepShell(copy: string): Promise<void> {
  const answer = await fetch(copy, { credentials: 'omit', cache: 'no-store' })
  if (!answer.ok || answer.redirected) throw new Error('There is no survey to keep.')
  const html = await answer.clone().text()
  // A newer release looks different: its own worker keeps it with what it looks like.
  if (!assets.filter(asset => asset.endsWith('.js')).every(asset => html.includes(asset))) return
  await (await caches.open(cacheName)).put(shell, answer)
}

worker.addEventListener('install', event => {
  event.waitUntil(
    (async () => {
      const before = await caches.match(shell)
      await (await caches.open(cacheName)).addAll([...assets])
      // Where a worker before this one kept no copy, a page asks for it and tells its language.
      if (before) await keepShell(before.url)
      await worker.skipWaiting()
    })(),
  )
})

worker.addEventListener('activate', event => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name)
      }
      await worker.clients.claim()
    })(),
  )
})

worker.addEventListener('message', event => {
  const { language } = event.data as { readonly language?: unknown }
  if (typeof language !== 'string') return
  const copy = new URL(`${shell}&lang=${encodeURIComponent(language)}`, location.origin).href
  event.waitUntil(
    (async () => {
      const kept = await caches.match(shell)
      const age = Date.now() - Date.parse(kept?.headers.get('date') ?? '')
      if (kept?.url !== copy || !(Math.abs(age) < freshFor)) await keepShell(copy)
    })().catch(() => undefined),
  )
})

const shellKept = (): Promise<Response | undefined> => caches.match(shell)

/** The copy in the place of a page that did not come; undefined where there is none, or it would mislead. */
async function inPlaceOf({ method, url }: Request): Promise<Response | undefined> {
  const kept = await shellKept()
  const rest = new URL(url).pathname.slice(at.length)
  if (!kept || method === 'GET') return kept
  // Whoever begins anew is not shown what somebody else typed; and the copy would not tell that nothing was deleted,
  // or that other answers were not taken up.
  if (rest === '/start') return Response.redirect(`${at}/offline?new=yes`, 303)
  return rest === '/forget' || rest.startsWith('/use/') ? undefined : kept
}

// Somebody in between answers because the server does not, or it is still starting.
const noAnswer = ({ status, headers }: Response): boolean =>
  [502, 504].includes(status) || (status === 503 && !headers.get('content-type')?.includes('html'))

async function page(request: Request): Promise<Response> {
  const answering = fetch(request)
  const slow = new Promise<null>(resolve => {
    // What is being sent is waited for: only what is asked for may be asked again.
    if (request.method === 'GET') setTimeout(resolve, patience, null)
  })
  try {
    const answer = await Promise.race([answering, slow])
    // Without a copy there is nothing better than to wait on.
    if (answer === null) return (await shellKept()) ?? (await answering)
    return noAnswer(answer) ? ((await inPlaceOf(request)) ?? answer) : answer
  } catch {
    return (await inPlaceOf(request)) ?? Response.error()
  }
}

worker.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (assets.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then(kept => kept ?? fetch(request)))
    return
  }
  if (request.mode !== 'navigate' || !(url.pathname === at || url.pathname.startsWith(`${at}/`))) return
  // What follows a receipt is about answers that the council has: a new survey in its place would mislead.
  if (/^\/(sent|equality|receipt|withdraw)/.test(url.pathname.slice(at.length))) return
  event.respondWith(page(request))
})
