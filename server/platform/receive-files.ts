import type { NextFunction, Request, Response } from 'express'
import { fileTypeFromFile } from 'file-type'
import multer from 'multer'
import { rename } from 'node:fs/promises'
import { AppError } from './errors.ts'
import type { FieldError } from './forms.ts'
import { newId } from './ids.ts'
import { discard, sha256OfFile } from './uploads.ts'

/** What files a form may send. */
export interface FileRule {
  readonly field: string
  readonly maximumFiles: number
  readonly maximumBytes: number
  readonly kinds: readonly FileKind[]
}

/** Kinds of file, told by their content. `any` is for rooms that recognise files themselves. */
export type FileKind = 'image' | 'pdf' | 'csv' | 'any'

/** A file that arrived, in a temporary place. */
export interface UploadedFile {
  readonly path: string
  /** As the sender named it: shown, never used as a name here. */
  readonly originalName: string
  /** Told by the content. */
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
}

interface Received {
  readonly files: readonly UploadedFile[]
  readonly problems: readonly FieldError[]
}

const received = new WeakMap<Request, Received>()

const mediaTypes: Record<Exclude<FileKind, 'any' | 'csv'>, readonly string[]> = {
  image: ['image/jpeg', 'image/png', 'image/webp'],
  pdf: ['application/pdf'],
}

const kindNames: Record<FileKind, string> = {
  image: 'a JPEG, PNG or WebP picture',
  pdf: 'a PDF',
  csv: 'a CSV table',
  any: 'a file',
}

async function mediaTypeOf(path: string): Promise<string> {
  return (await fileTypeFromFile(path))?.mime ?? 'text/plain'
}

function allowed(kinds: readonly FileKind[], mediaType: string): boolean {
  return kinds.some(kind => {
    if (kind === 'any') return true
    if (kind === 'csv') return mediaType === 'text/plain'
    return mediaTypes[kind].includes(mediaType)
  })
}

async function check(rule: FileRule, file: Express.Multer.File): Promise<UploadedFile | FieldError> {
  const name = Buffer.from(file.originalname, 'latin1').toString('utf8').slice(0, 200)
  const mediaType = await mediaTypeOf(file.path)
  if (file.size === 0) {
    await discard(file.path)
    return { field: rule.field, message: `${name} is empty. Choose a file with something in it.` }
  }
  if (!allowed(rule.kinds, mediaType)) {
    await discard(file.path)
    const wanted = rule.kinds.map(kind => kindNames[kind]).join(' or ')
    return { field: rule.field, message: `${name} must be ${wanted}; its content is something else.` }
  }
  return {
    path: file.path,
    originalName: name,
    mediaType,
    bytes: file.size,
    sha256: await sha256OfFile(file.path),
  }
}

function refusal(rule: FileRule, error: unknown): FieldError | null {
  if (!(error instanceof multer.MulterError)) return null
  const megabytes = Math.round(rule.maximumBytes / 1_000_000)
  if (error.code === 'LIMIT_FILE_SIZE') {
    return { field: rule.field, message: `Each file must be ${megabytes} MB or smaller.` }
  }
  if (error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_UNEXPECTED_FILE') {
    return { field: rule.field, message: `Send ${rule.maximumFiles} files at most at a time.` }
  }
  return {
    field: rule.field,
    message: 'The form could not be read. Choose the file again and send once more.',
  }
}

// What the parser says of a body without a boundary, without an end or with a broken head has no code; what the disk
// says has one, and is ours to mend.
function unreadable(error: unknown): AppError | null {
  if (!(error instanceof Error) || 'code' in error) return null
  return new AppError('bad-request', 400, 'We could not read what was sent. Go back and try again.')
}

/**
 * Reads a multipart form with files; each is checked by its content and put in a temporary place. What is wrong with
 * them waits in `uploadProblems`, so that the page can show it beside the field. Temporary files that nobody kept are
 * removed when the answer has gone.
 *
 * @param incoming - folder for files on their way in
 * @param rule - what may be sent
 * @returns Express middleware
 */
export function receiveFiles(incoming: string, rule: FileRule) {
  const upload = multer({
    storage: multer.diskStorage({
      destination: incoming,
      filename: (_request, _file, done) => {
        done(null, newId())
      },
    }),
    limits: {
      fileSize: rule.maximumBytes,
      files: rule.maximumFiles,
      fields: 200,
      fieldSize: 200_000,
      parts: 300,
    },
  }).array(rule.field, rule.maximumFiles)
  return (request: Request, response: Response, next: NextFunction): void => {
    upload(request, response, (error: unknown) => {
      const arrived = (request.files as Express.Multer.File[] | undefined) ?? []
      response.once('close', () => {
        for (const file of arrived) void discard(file.path)
      })
      if (error) {
        const problem = refusal(rule, error)
        if (problem === null) return next(unreadable(error) ?? error)
        received.set(request, { files: [], problems: [problem] })
        return next()
      }
      Promise.all(arrived.map(file => check(rule, file)))
        .then(checked => {
          received.set(request, {
            files: checked.filter(file => 'path' in file),
            problems: checked.filter(file => 'message' in file),
          })
          next()
        })
        .catch(next)
    })
  }
}

/**
 * The files that a form sent and that passed the check.
 *
 * @param request - request of a page declared with `files`
 * @returns files, in the order sent; read or keep them before the answer has gone
 */
export function uploadedFiles(request: Request): readonly UploadedFile[] {
  return received.get(request)?.files ?? []
}

/**
 * What was wrong with the files that a form sent.
 *
 * @param request - request of a page declared with `files`
 * @returns mistakes fit to show; empty when all is well
 */
export function uploadProblems(request: Request): readonly FieldError[] {
  return received.get(request)?.problems ?? []
}

/**
 * Takes a file out of the request's care, for a job that reads it after the answer has gone; the job discards it.
 *
 * @param file - a file that passed the check
 * @returns the file at its new temporary place
 */
export async function takeFile(file: UploadedFile): Promise<UploadedFile> {
  const path = `${file.path}-taken`
  await rename(file.path, path)
  return { ...file, path }
}
