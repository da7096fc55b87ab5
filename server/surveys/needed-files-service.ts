import type { Db } from '../db/index.ts'
import type { SurveyDefinition, SurveyPage } from '../model/survey.ts'
import type { Draft } from './draft.ts'
import { firstUnanswered } from './draft-progress.ts'
import { readFilePermission } from './file-permission-repository.ts'

/**
 * The first page with a question that must be answered and is not. A file is needed only while the consultation takes
 * files: whoever forbids them keeps nobody from sending their answers. No statement unless a file is missing.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param definition - the survey
 * @param draft - the draft
 * @returns the page; null when all is answered
 */
export async function firstNeeded(
  db: Db,
  consultationId: string,
  definition: SurveyDefinition,
  draft: Draft,
): Promise<SurveyPage | null> {
  const first = firstUnanswered(definition, draft)
  const mayBeFile = first?.questions.some(({ kind, required }) => kind === 'file' && required) ?? false
  if (!mayBeFile || (await readFilePermission(db, consultationId)) !== null) return first
  return firstUnanswered(withoutNeededFiles(definition), draft)
}

function withoutNeededFiles(definition: SurveyDefinition): SurveyDefinition {
  const pages = definition.pages.map(page => ({
    ...page,
    questions: page.questions.map(one => (one.kind === 'file' ? { ...one, required: false } : one)),
  }))
  return { ...definition, pages }
}
