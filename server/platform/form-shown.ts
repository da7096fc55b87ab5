import { createHash, randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { uploadedFiles } from './receive-files.ts'

/** Name of the hidden field that tells one showing of a form from another. */
export const shownName = 'shownForm'

/**
 * A hidden field for a form that adds something. It is another one each time that the form is shown.
 *
 * @returns the field's HTML
 */
export function shownFormField(): string {
  return `<input type="hidden" name="${shownName}" value="${randomUUID()}">`
}

/**
 * A mark of a form that adds something: the same when the same form arrives twice, by a double click or sent again.
 * A form that somebody goes back to and fills in differently has another one, and so has the form shown anew.
 *
 * @param request - the request that brings the form
 * @returns 64 hexadecimal characters; null for a form without the field, which nothing tells from another
 */
export function addingForm(request: Request): string | null {
  const body = (request.body ?? {}) as Record<string, unknown>
  const shown = body[shownName]
  if (typeof shown !== 'string' || shown === '') return null
  // The token may be another one by then.
  const fields = Object.entries(body).filter(([name]) => name !== '_csrf')
  const files = uploadedFiles(request).map(file => [file.originalName, file.sha256])
  return createHash('sha256')
    .update(JSON.stringify([request.path, fields, files]))
    .digest('hex')
}
