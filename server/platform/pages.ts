import type { NextFunction, Request, RequestHandler, Response, Router } from 'express'
import { stringify } from 'csv-stringify/sync'
import { AppError, notFound } from './errors.ts'
import { receiveFiles, type FileRule } from './receive-files.ts'
import { renderPage } from './render.ts'
import { takeNotice, leaveNotice } from './notices.ts'
import type { Said } from './said.ts'
import { sendPage } from './send-page.ts'
import type { SaidValues } from './speaker.ts'

/** Whoever asks for a page. */
export interface Visitor {
  /** null for somebody who has not signed in. */
  readonly accountId: string | null
  readonly name: string
  may(permission: string): boolean
}

/** Answers one request; a rejected promise becomes the error page. */
export type Handler = (request: Request, response: Response, visitor: Visitor) => unknown

/** What a form may send. */
export interface PostOptions {
  /** Files, checked by content; without this a multipart form is refused. */
  readonly files?: FileRule
  /** Most bytes of an ordinary form (256 KB unless said otherwise). */
  readonly form?: { readonly maximumBytes?: number; readonly fields?: number }
  /**
   * Sent by others' programs too, such as a mail program that ends a subscription: no form token is asked for. Only
   * where a secret in the address says what may be done, and nothing depends on who is signed in.
   */
  readonly fromElsewhere?: boolean
}

/** One route as declared, for the test that walks every route as every role. */
export interface DeclaredPage {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly permission: string
  /** Whether its form is multipart. */
  readonly files: boolean
  /** Whether a secret in its address stands for the form token. */
  readonly fromElsewhere: boolean
}

/** Where rooms declare their pages; permission, files and form token are checked here and nowhere else. */
export interface Pages {
  get(path: string, permission: string, handler: Handler): void
  post(path: string, permission: string, handler: Handler, options?: PostOptions): void
  readonly declared: readonly DeclaredPage[]
}

/** The register, and what answers requests by it. */
export interface AnsweringPages extends Pages {
  /** Answers requests for declared pages; passes on all others. */
  readonly answer: (request: Request, response: Response, next: NextFunction) => void
}

/** What the pages need from the outside. */
export interface PagesNeeds {
  newRouter(): Router
  visitorOf(request: Request): Visitor
  /** Folder for files on their way in. */
  readonly incoming: string
  readForm(options: PostOptions['form']): (request: Request, response: Response, next: NextFunction) => void
  checkToken(request: Request, response: Response, next: NextFunction): void
  readonly signInPath: string
}

// A request is compared only with the pages of its own method whose addresses begin alike and have as many parts: there
// are hundreds. A parameter is one part of an address, and a slash at its end changes nothing.
function roomOf(method: string, path: string): string {
  const parts = path.split('/')
  const count = parts.at(-1) === '' ? parts.length - 1 : parts.length
  return `${beginningOf(method, path)} ${count}`
}

// A page whose address ends with any number of parts comes after those with as many.
const beginningOf = (method: string, path: string): string =>
  `${method === 'HEAD' ? 'GET' : method} ${path.split('/', 2)[1]?.toLowerCase() ?? ''}`

const pass: RequestHandler = (_request, _response, next) => {
  next()
}

/**
 * The register of pages.
 *
 * @param needs - makes routers, and the checks that each request passes
 * @returns the register, empty
 */
export function createPages(needs: PagesNeeds): AnsweringPages {
  const declared: DeclaredPage[] = []
  const routers = new Map<string, Router>()
  const routerFor = (method: string, path: string): Router => {
    const room = path.includes('*') ? beginningOf(method, path) : roomOf(method, path)
    const router = routers.get(room) ?? needs.newRouter()
    routers.set(room, router)
    return router
  }
  const guard =
    (permission: string) =>
    (request: Request, response: Response, next: NextFunction): void => {
      const visitor = needs.visitorOf(request)
      response.locals['permission'] = permission
      if (visitor.may(permission)) return next()
      if (visitor.accountId !== null) {
        throw new AppError('forbidden', 403, 'Your account does not have permission to see this page.')
      }
      const next_ = request.method === 'GET' ? `?next=${encodeURIComponent(request.originalUrl)}` : ''
      response.redirect(303, `${needs.signInPath}${next_}`)
    }
  const run =
    (handler: Handler) =>
    async (request: Request, response: Response): Promise<void> => {
      await handler(request, response, needs.visitorOf(request))
      if (!response.headersSent && !response.writableEnded) throw notFound()
    }
  return {
    declared,
    answer(request, response, next) {
      const { method, path } = request
      const own = routers.get(roomOf(method, path)) ?? pass
      const longer = routers.get(beginningOf(method, path)) ?? pass
      own(request, response, (error?: unknown) => {
        if (error === undefined) longer(request, response, next)
        else next(error)
      })
    },
    get(path, permission, handler) {
      declared.push({ method: 'get', path, permission, files: false, fromElsewhere: false })
      routerFor('GET', path).get(path, guard(permission), run(handler))
    },
    post(path, permission, handler, options = {}) {
      const fromElsewhere = options.fromElsewhere === true
      declared.push({ method: 'post', path, permission, files: options.files !== undefined, fromElsewhere })
      const body = options.files ? receiveFiles(needs.incoming, options.files) : needs.readForm(options.form)
      const check = fromElsewhere ? [] : [needs.checkToken.bind(needs)]
      routerFor('POST', path).post(path, guard(permission), body, ...check, run(handler))
    },
  }
}

/**
 * Shows a page.
 *
 * @param response - answer to write
 * @param view - template under `views/`, without its ending
 * @param locals - what the template receives; `layout` is staff (default), public, print or bare
 * @param status - 200 unless said otherwise; 422 for a form with mistakes
 */
export async function showPage(
  response: Response,
  view: string,
  locals: Record<string, unknown> & { title: string | Said },
  status = 200,
): Promise<void> {
  const html = await renderPage(response, view, locals, takeNotice(response))
  sendPage(response, html, status)
}

/**
 * Goes to another page after a change, and says there, once, what was done.
 *
 * @param response - answer to write
 * @param url - where to go, on this site
 * @param notice - what was done, in a few English words
 * @param values - what is put into the words; the next page says them in the visitor's language
 */
export function redirectWithNotice(
  response: Response,
  url: string,
  notice: string,
  values: SaidValues = {},
): void {
  leaveNotice(response, notice, values)
  response.redirect(303, url)
}

// Overrides and isolates: a name with one of them would show a line of the table in another order.
const reordering = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * A table for a spreadsheet: UTF-8 with its mark, no cell that a spreadsheet would run as a formula, and nothing that
 * reorders what people read.
 *
 * @param rows - heading row first; null is an empty cell
 * @returns the file's text
 */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return stringify(rows as unknown as (string | number | null)[][], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { string: text => text.replace(reordering, '') },
  })
}

/**
 * Answers with a table for a spreadsheet: UTF-8 with its mark, and no cell that a spreadsheet would run as a formula.
 *
 * @param response - answer to write
 * @param fileName - name offered for saving
 * @param rows - heading row first; null is an empty cell
 */
export function sendCsv(
  response: Response,
  fileName: string,
  rows: readonly (readonly (string | number | null)[])[],
): void {
  response.attachment(fileName).type('text/csv; charset=utf-8').send(csvText(rows))
}

/**
 * One parameter of the path.
 *
 * @param request - the request
 * @param name - the parameter's name in the path
 * @returns its text
 */
export function pathParameter(request: Request, name: string): string {
  const value = request.params[name]
  // Nothing has a NUL byte in its name, and PostgreSQL would not even look for it.
  if (typeof value !== 'string' || value.length > 200 || value.includes('\0')) throw notFound()
  return value
}

/**
 * One value of the query, or '' when it is absent.
 *
 * @param request - the request
 * @param name - the value's name
 * @returns its text without NUL bytes, at most 500 characters
 */
export function queryText(request: Request, name: string): string {
  const value = request.query[name]
  return typeof value === 'string' ? value.slice(0, 500).replaceAll('\0', '') : ''
}
