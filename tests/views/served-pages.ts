import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { renderView } from './support.ts'
import ejs from 'ejs'

const projectRoot = path.resolve(import.meta.dirname, '../..')
const views = path.join(projectRoot, 'views')
const built = path.join(projectRoot, 'public/build')
const mediaTypes: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }
// As strict as the application's own.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"

/** A page made of parts, in a layout. */
export async function pageOf(
  layout: string,
  template: string,
  given: Record<string, unknown> = {},
): Promise<string> {
  const names = JSON.parse(readFileSync(path.join(built, 'manifest.json'), 'utf8')) as Record<string, string>
  const locals = {
    title: 'Sample',
    visitor: { accountId: 'a', name: 'Planner', may: () => true },
    notice: null,
    siteName: 'Doorstep',
    councilName: 'Fen County Council',
    demonstration: true,
    path: '/sites',
    asset: (name: string) => `/assets/${names[name] ?? name}`,
    csrfField: '',
    errors: [],
    typed: {},
    scripts: [],
    ...given,
  }
  const content = ejs.render(template, locals, { root: views, filename: path.join(views, 'page.ejs') })
  return renderView(`layouts/${layout}`, { ...locals, content })
}

/** Serves pages, JSON and the built assets on a free port of this machine. */
export async function servePages(
  pages: Record<string, string>,
  json: Record<string, unknown> = {},
): Promise<{ url: string; posts: string[]; close: () => void }> {
  const posts: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('content-security-policy', policy)
    if (request.method === 'POST') {
      posts.push(pathname)
      // The answer never comes, as on a slow line: that is when people press twice.
      return
    }
    if (pathname.startsWith('/assets/')) {
      const name = path.basename(pathname)
      response.setHeader('content-type', mediaTypes[path.extname(name).slice(1)] ?? 'text/plain')
      response.end(readFileSync(path.join(built, name)))
      return
    }
    const page = pages[pathname]
    const data = json[pathname]
    response.statusCode = page === undefined && data === undefined ? 404 : 200
    response.setHeader('content-type', page === undefined ? 'application/json' : 'text/html; charset=utf-8')
    response.end(page ?? JSON.stringify(data ?? null))
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
