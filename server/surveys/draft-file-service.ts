import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { questionsOf, type SurveyDefinition } from '../model/survey.ts'
import { newId } from '../platform/ids.ts'
import type { UploadedFile } from '../platform/receive-files.ts'
import type { Uploads } from '../platform/uploads.ts'
import { askedOf, type Draft } from './draft.ts'
import { openFile, sealFile } from './draft-seal.ts'
import { readDraftFiles, saveDraftFile, type ResponseFile } from './response-file-repository.ts'

/** Largest file that answers a question. */
export const largestFile = 5_000_000

const head = z.object({ name: z.string(), mediaType: z.string() })

/**
 * Seals a file that arrived, and keeps it with the draft.
 *
 * @param db - the database, or a transaction
 * @param draft - the draft, with its key
 * @param questionKey - the question that it answers
 * @param file - checked by its content; `name` is fit to be shown
 * @param at - the moment
 */
export async function keepDraftFile(
  db: Db,
  draft: { readonly id: string; readonly key: Buffer },
  questionKey: string,
  file: UploadedFile & { readonly name: string },
  at: Date,
): Promise<void> {
  const first = Buffer.from(`${JSON.stringify({ name: file.name, mediaType: file.mediaType })}\n`)
  const content = Buffer.concat([first, await readFile(file.path)])
  await saveDraftFile(db, draft.id, questionKey, sealFile(draft.key, draft.id, questionKey, content), at)
}

/**
 * The files of a draft that is about to be sent, opened and put among the uploads. Files of questions that are no longer
 * asked are left out.
 *
 * @param needs - database and uploads
 * @param draft - the draft
 * @param definition - its survey
 * @returns what the response is stored with
 */
export async function filesToKeep(
  { db, uploads }: { readonly db: Db; readonly uploads: Uploads },
  draft: Draft,
  definition: SurveyDefinition,
): Promise<ResponseFile[]> {
  const { key } = draft
  const asked = questionsOf(askedOf(draft, definition))
  const questions = asked.filter(question => question.kind === 'file').map(question => question.key)
  if (key === null || questions.length === 0) return []
  const files: ResponseFile[] = []
  for (const [questionKey, sealed] of await readDraftFiles(db, draft.id)) {
    if (!questions.includes(questionKey)) continue
    const content = openFile(key, draft.id, questionKey, sealed)
    const end = content.indexOf('\n')
    const { name, mediaType } = head.parse(JSON.parse(content.subarray(0, end).toString('utf8')))
    const temporary = path.join(uploads.incoming, newId())
    await writeFile(temporary, content.subarray(end + 1), { mode: 0o600 })
    files.push({ questionKey, originalName: name, mediaType, ...(await uploads.keep(temporary)) })
  }
  return files
}
