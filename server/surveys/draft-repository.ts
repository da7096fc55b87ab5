import type { Db } from '../db/index.ts'
import { hashToken, newId, newToken } from '../platform/ids.ts'
import { draftDays, type Draft, type SavedPage } from './draft.ts'
import { savedPageJson } from './survey-json.ts'
import { definitionFrom, knownDefinition } from './survey-repository.ts'
import type { SurveyDefinition } from '../model/survey.ts'

/** A district's survey as it is answered, with the visitor's draft. */
export interface Answering {
  readonly surveyId: string
  readonly definition: SurveyDefinition
  /** null when the visitor has begun none, or it has expired. */
  readonly draft: Draft | null
}

/**
 * The survey of a district and the visitor's draft: one statement, and another when the survey was not read before.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param districtCode - the district
 * @param token - from the visitor's cookie; '' for none
 * @param at - the moment
 * @returns the newest survey, or the one that the draft was begun with; null when none is published
 */
export async function readAnswering(
  db: Db,
  consultationId: string,
  districtCode: string,
  token: string,
  at: Date,
): Promise<Answering | null> {
  const rows = await db
    .selectFrom('survey')
    .leftJoin('draft', join =>
      join
        .onRef('draft.survey_id', '=', 'survey.id')
        .on('draft.token_hash', '=', token === '' ? '' : hashToken(token))
        .on('draft.expires_at', '>', at.toISOString()),
    )
    .leftJoin('draft_page', 'draft_page.draft_id', 'draft.id')
    .select([
      'survey.id as survey_id',
      'survey.hash',
      'survey.version',
      'draft.id as draft_id',
      'draft.response_id',
      'draft.begun_at',
      'draft.expires_at',
      'draft.sent_at',
      'draft.reference',
      'draft_page.page_key',
      'draft_page.saved',
    ])
    .where('survey.consultation_id', '=', consultationId)
    .where('survey.district_code', '=', districtCode)
    .orderBy('survey.version', 'desc')
    .orderBy('draft_page.page_key')
    .execute()
  const own = rows.filter(row => row.draft_id !== null)
  const first = own[0] ?? rows[0]
  if (!first) return null
  const definition = knownDefinition(first.hash) ?? (await readDefinition(db, first.survey_id, first.hash))
  const { draft_id, response_id, begun_at, expires_at } = first
  const draft =
    draft_id === null || response_id === null || begun_at === null || expires_at === null
      ? null
      : {
          id: draft_id,
          surveyId: first.survey_id,
          responseId: response_id,
          begunAt: begun_at,
          expiresAt: expires_at,
          sentAt: first.sent_at,
          reference: first.reference,
          pages: pagesFrom(own),
        }
  return { surveyId: first.survey_id, definition, draft }
}

async function readDefinition(db: Db, surveyId: string, hash: string): Promise<SurveyDefinition> {
  const { definition } = await db
    .selectFrom('survey')
    .select('definition')
    .where('id', '=', surveyId)
    .executeTakeFirstOrThrow()
  return definitionFrom(hash, definition)
}

function pagesFrom(
  rows: readonly { page_key: string | null; saved: string | null }[],
): Map<string, SavedPage> {
  const pages = new Map<string, SavedPage>()
  for (const { page_key, saved } of rows) {
    if (page_key !== null && saved !== null) pages.set(page_key, savedPageJson.parse(JSON.parse(saved)))
  }
  return pages
}

/**
 * Begins a draft: makes the id of the response before anything is sent. Drafts that have run out are removed.
 *
 * @param db - the database
 * @param surveyId - the survey
 * @param at - the moment
 * @param first - a page that is saved with it, where there is one
 * @returns the token for the visitor's cookie, which is kept nowhere
 */
export async function beginDraft(
  db: Db,
  surveyId: string,
  at: Date,
  first: { readonly key: string; readonly page: SavedPage } | null = null,
): Promise<string> {
  const token = newToken()
  const id = newId()
  await removeOldDrafts(db, at)
  await db
    .insertInto('draft')
    .values({
      id,
      token_hash: hashToken(token),
      survey_id: surveyId,
      response_id: newId(),
      begun_at: at.toISOString(),
      updated_at: at.toISOString(),
      expires_at: new Date(at.getTime() + draftDays * 86_400_000).toISOString(),
      sent_at: null,
      reference: null,
    })
    .execute()
  if (first !== null) await savePage(db, id, first.key, first.page, at)
  return token
}

/**
 * Saves one page; pages saved in another tab stay as they are. One statement.
 *
 * @param db - the database, or a transaction
 * @param draftId - the draft
 * @param pageKey - the page
 * @param page - what was answered on it
 * @param at - the moment
 */
export async function savePage(
  db: Db,
  draftId: string,
  pageKey: string,
  page: SavedPage,
  at: Date,
): Promise<void> {
  const saved = JSON.stringify(page)
  const savedAt = at.toISOString()
  await db
    .insertInto('draft_page')
    .values({ draft_id: draftId, page_key: pageKey, saved, saved_at: savedAt })
    .onConflict(same => same.columns(['draft_id', 'page_key']).doUpdateSet({ saved, saved_at: savedAt }))
    .execute()
}

/**
 * Takes hold of a draft to send it; of two people, tabs or clicks at once only the first gets it.
 *
 * @param db - a transaction
 * @param draftId - the draft
 * @param at - the moment
 * @returns the pages as they are now; null when it was sent already
 */
export async function holdDraft(
  db: Db,
  draftId: string,
  at: Date,
): Promise<ReadonlyMap<string, SavedPage> | null> {
  const held = await db
    .updateTable('draft')
    .set({ sent_at: at.toISOString(), updated_at: at.toISOString() })
    .where('id', '=', draftId)
    .where('sent_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!held) return null
  const rows = await db
    .selectFrom('draft_page')
    .select(['page_key', 'saved'])
    .where('draft_id', '=', draftId)
    .execute()
  return pagesFrom(rows)
}

/**
 * Ends a draft that was sent: the response holds the answers now, the draft only its receipt.
 *
 * @param db - the same transaction
 * @param draftId - the draft
 * @param reference - on the receipt
 */
export async function endDraft(db: Db, draftId: string, reference: string): Promise<void> {
  await db.updateTable('draft').set({ reference }).where('id', '=', draftId).execute()
  await db.deleteFrom('draft_page').where('draft_id', '=', draftId).execute()
}

/**
 * Removes a draft with everything in it, because its owner asked for that. What was sent stays sent.
 *
 * @param db - the database
 * @param draftId - the draft
 */
export async function forgetDraft(db: Db, draftId: string): Promise<void> {
  await db.deleteFrom('draft').where('id', '=', draftId).execute()
}

/**
 * Removes drafts that have run out.
 *
 * @param db - the database
 * @param at - the moment
 */
export async function removeOldDrafts(db: Db, at: Date): Promise<void> {
  await db.deleteFrom('draft').where('expires_at', '<=', at.toISOString()).execute()
}
