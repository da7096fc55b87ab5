import type { Db } from '../../server/db/index.ts'
import { pepperFrom, type Survey } from '../../server/surveys/index.ts'
import type { Draft, SavedPage } from '../../server/surveys/draft.ts'
import { readAnswering } from '../../server/surveys/draft-reading-repository.ts'
import { beginDraft } from '../../server/surveys/draft-repository.ts'
import { aSurvey, whileOpen } from './support.ts'

/** When the drafts of these tests are begun. */
export const at = new Date(whileOpen)
/** The server's part of their seal. */
export const pepper = pepperFrom('a secret for these tests')
/** How long they are kept. */
export const days = 14
/** A page on which somebody said who they are. */
export const said = (choice: string): SavedPage => ({
  answers: [{ questionKey: 'role', choices: [choice], text: null }],
  place: null,
})

/** The draft in use of a device with these tokens. */
export async function readDraftOf(
  db: Db,
  survey: Survey,
  tokens: string[],
  now = at,
  by = pepper,
): Promise<Draft | null> {
  const asked = { consultationId: survey.consultationId, districtCode: 'D1' }
  return (await readAnswering(db, by, asked, tokens, now))?.draft ?? null
}

/** A survey of the district Fen Edge, with a draft of it in which one page was saved. */
export async function aDraft(db: Db): Promise<{ survey: Survey; token: string; draft: Draft }> {
  const survey = await aSurvey(db)
  await db
    .insertInto('consultation_district')
    .values({
      consultation_id: survey.consultationId,
      district_code: 'D1',
      slug: 'fen',
      name: 'Fen Edge',
      position: 0,
      what_is_lost: '',
      what_is_proposed: '',
    })
    .execute()
  const token = await beginDraft(db, pepper, survey.id, { at, days }, new Map([['role', said('parent')]]))
  const draft = await readDraftOf(db, survey, [token])
  if (draft === null) throw new Error('The draft was not found.')
  return { survey, token, draft }
}
