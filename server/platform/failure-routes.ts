import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { AppError, notFound } from './errors.ts'
import { newId } from './ids.ts'
import type { Logger } from './log.ts'
import { showPage } from './pages.ts'
import type { Surroundings } from './render.ts'
import { english, speakerOf } from './speaker.ts'

/** Answers what no page answered. */
export const nothingThere: RequestHandler = () => {
  throw notFound()
}

interface HttpError {
  readonly status: number
  readonly type?: string
}

function isHttpError(error: unknown): error is HttpError {
  return typeof (error as { status?: unknown } | null)?.status === 'number'
}

function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (!isHttpError(error) || error.status >= 500) return null
  if (error.status === 413) {
    return new AppError(
      'too-large',
      413,
      'What you sent is too large for this form. Go back, make it shorter and send it again.',
    )
  }
  if (error.status === 404) return notFound()
  return new AppError('bad-request', error.status, 'We could not read what was sent. Go back and try again.')
}

const views: Record<number, string> = {
  403: 'errors/forbidden',
  404: 'errors/not-found',
  503: 'errors/unavailable',
}
const titles: Record<number, string> = {
  403: 'You cannot see this page',
  404: 'Page not found',
  503: 'The service is not available',
}

// What somebody who works here is told instead, because a sentence alone would leave them without a way on.
const staffViews: Record<string, { view: string; title: string }> = {
  'no-county': { view: 'errors/no-county', title: 'A county’s files come first' },
}

// Staff work in English with their menu, whatever language they last looked at public pages in.
function isForStaff(response: Response): boolean {
  const { visitor } = response.locals['surroundings'] as Surroundings
  const { accountId } = visitor as { accountId: string | null }
  return accountId !== null && response.locals['permission'] !== 'public'
}

/**
 * Turns what was thrown into a page: a sentence fit to show, or a reference to the log for a defect.
 *
 * @param log - where defects are written, with their stack
 * @returns Express error handler
 */
export function failurePages(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown)
      return
    }
    const error = asAppError(thrown)
    const reference = newId().slice(0, 8)
    const status = error?.status ?? 500
    if (error === null)
      // As it was declared: the address itself may hold what only its reader should know.
      log.error(
        { err: thrown, reference, path: (request.route as { path?: unknown } | undefined)?.path },
        'defect',
      )
    const wantsJson = request.accepts(['html', 'json']) === 'json'
    if (wantsJson) {
      response
        .status(status)
        .json({ error: error?.code ?? 'defect', message: error?.message ?? 'Something went wrong.' })
      return
    }
    if (response.locals['surroundings'] === undefined) {
      response
        .status(status)
        .type('text')
        .send(error?.message ?? `Something went wrong. Reference: ${reference}`)
      return
    }
    const forStaff = isForStaff(response)
    const speaker = forStaff ? english : speakerOf(response)
    const more = forStaff ? staffViews[error?.code ?? ''] : undefined
    const locals = {
      title: speaker.say(more?.title ?? titles[status] ?? 'There is a problem'),
      layout: forStaff ? 'staff' : 'public',
      sentence: error === null ? null : speaker.say(error.sentence, error.values),
      reference: error === null ? reference : null,
    }
    const view = more?.view ?? views[status] ?? 'errors/problem'
    showPage(response, view, locals, status).catch((failed: unknown) => {
      log.error({ err: failed, reference }, 'the error page failed')
      response.status(status).type('text').send(`Something went wrong. Reference: ${reference}`)
    })
  }
}
