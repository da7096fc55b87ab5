import type { Db } from '../../server/db/index.ts'
import { readDraft } from '../../server/surveys/draft-reading-repository.ts'
import { beginDraft } from '../../server/surveys/draft-repository.ts'
import { pepperFrom } from '../../server/surveys/draft-seal.ts'

/** How long ago the copies were begun, in milliseconds: as long as a careful respondent takes. */
const takenToAnswer = 20 * 60_000

/**
 * Begins drafts that hold what another one holds, each with an id, a key and a token of its own: many respondents who
 * have answered everything, in a moment.
 *
 * @param db - the database
 * @param secret - the server's secret
 * @param token - opens the draft that is copied
 * @param count - how many
 * @returns a token for each
 */
export async function copyDraft(db: Db, secret: string, token: string, count: number): Promise<string[]> {
  const pepper = pepperFrom(secret)
  const draft = await readDraft(db, pepper, token)
  if (draft === null) throw new Error('There is no draft to copy.')
  const span = { at: new Date(Date.now() - takenToAnswer), days: 14 }
  return Promise.all(
    Array.from({ length: count }, () => beginDraft(db, pepper, draft.surveyId, span, draft.pages)),
  )
}
