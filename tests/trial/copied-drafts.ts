import type { Db } from '../../server/db/index.ts'
import { readDraft } from '../../server/surveys/draft-reading-repository.ts'
import { beginDraft } from '../../server/surveys/draft-repository.ts'
import { pepperFrom } from '../../server/surveys/draft-seal.ts'

/** How long ago the copies were begun, in milliseconds: as long as a careful respondent takes. */
const takenToAnswer = 20 * 60_000

/** What is copied, and into what. */
export interface Copying {
  /** Opens the draft that is copied. */
  readonly token: string
  /** What its respondent wrote into every long answer. */
  readonly words: string
  /** What each copy has in its place. */
  readonly copies: readonly string[]
}

/**
 * Begins drafts that hold what another one holds, but their own words, each with an id, a key and a token of its own:
 * many respondents who have answered everything, in a moment.
 *
 * @param db - the database
 * @param secret - the server's secret
 * @param copying - what is copied
 * @returns a token for each copy
 */
export async function copyDraft(db: Db, secret: string, copying: Copying): Promise<string[]> {
  const { token, words, copies } = copying
  const pepper = pepperFrom(secret)
  const draft = await readDraft(db, pepper, token)
  if (draft === null) throw new Error('There is no draft to copy.')
  const span = { at: new Date(Date.now() - takenToAnswer), days: 14 }
  return Promise.all(
    copies.map(own => {
      const pages = [...draft.pages].map(([key, page]) => {
        const answers = page.answers.map(one => (one.text === words ? { ...one, text: own } : one))
        return [key, { ...page, answers }] as const
      })
      return beginDraft(db, pepper, draft.surveyId, span, new Map(pages))
    }),
  )
}
