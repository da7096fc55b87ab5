import { inTransaction, type Db } from '../db/index.ts'
import { hashToken, newId, newToken } from '../platform/ids.ts'
import type { Draft, SavedPage } from './draft.ts'
import { pageRows, pagesFrom, readDraft } from './draft-reading-repository.ts'
import { lookupHash, newDraftKey, sealPage, wrapKey, type Pepper } from './draft-seal.ts'

/**
 * Begins a draft: makes the id of the response before anything is sent, and the key to its pages. Drafts that have run
 * out are removed.
 *
 * @param db - the database, or a transaction when pages are saved with it
 * @param pepper - wraps the key together with the token
 * @param surveyId - the survey
 * @param span - the moment, for how many days it is kept, and the id of the response where a device made it already
 * @param pages - pages that are saved with it, by their key
 * @returns the token for the visitor's cookie, which is kept nowhere
 */
export async function beginDraft(
  db: Db,
  pepper: Pepper,
  surveyId: string,
  span: { readonly at: Date; readonly days: number; readonly responseId?: string },
  pages: ReadonlyMap<string, SavedPage> = new Map(),
): Promise<string> {
  const token = newToken()
  const id = newId()
  const key = newDraftKey()
  await removeOldDrafts(db, span.at)
  const row = {
    id,
    token_hash: hashToken(token),
    survey_id: surveyId,
    response_id: span.responseId ?? newId(),
    begun_at: span.at.toISOString(),
    updated_at: span.at.toISOString(),
    expires_at: new Date(span.at.getTime() + span.days * 86_400_000).toISOString(),
    sent_at: null,
    reference: null,
  }
  await inTransaction(db, async tx => {
    await tx.insertInto('draft').values(row).execute()
    await addToken(tx, pepper, { id, key }, { kind: 'device', holder: token, at: span.at })
    for (const [pageKey, page] of pages) await savePage(tx, { id, key }, pageKey, page, span.at)
  })
  return token
}

/**
 * Lets one more device, code or link open a draft.
 *
 * @param db - the database, or a transaction
 * @param pepper - wraps the draft's key together with the holder's secret
 * @param draft - the draft
 * @param token - what opens it
 */
export async function addToken(
  db: Db,
  pepper: Pepper,
  draft: { readonly id: string; readonly key: Buffer },
  token: { readonly kind: 'device' | 'code' | 'link'; readonly holder: string; readonly at: Date },
): Promise<void> {
  const { kind, holder, at } = token
  await db
    .insertInto('draft_token')
    .values({
      // A device's token is 256 random bits; a code is short, so that its hash is keyed.
      lookup_hash: kind === 'device' ? hashToken(holder) : lookupHash(pepper, `${kind} ${holder}`),
      draft_id: draft.id,
      kind,
      wrapped_key: wrapKey(pepper, holder, draft.id, draft.key),
      made_at: at.toISOString(),
    })
    .execute()
}

/**
 * Saves one page; pages saved in another tab stay as they are. One statement.
 *
 * @param db - the database, or a transaction
 * @param draft - the draft
 * @param pageKey - the page
 * @param page - what was answered on it
 * @param at - the moment
 * @param over - what it takes the place of: its text in the database as it was read (null for none); without it,
 *   whatever is there
 * @returns false when something else stands there meanwhile; then nothing was saved
 */
export async function savePage(
  db: Db,
  draft: Pick<Draft, 'id' | 'key'>,
  pageKey: string,
  page: SavedPage,
  at: Date,
  over?: string | null,
): Promise<boolean> {
  const saved = sealPage(draft.key, draft.id, pageKey, page)
  const savedAt = at.toISOString()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('draft_page')
    .values({ draft_id: draft.id, page_key: pageKey, saved, saved_at: savedAt })
    .onConflict(same => {
      const there = same.columns(['draft_id', 'page_key'])
      if (over === null) return there.doNothing()
      const update = there.doUpdateSet({ saved, saved_at: savedAt })
      return over === undefined ? update : update.where('draft_page.saved', '=', over)
    })
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows) === 1
}

/**
 * Seals a draft that was begun before pages were sealed, with everything that it holds.
 *
 * @param db - the database
 * @param pepper - wraps the new key together with the token
 * @param draft - the draft, without a key
 * @param token - from the visitor's cookie
 * @param at - the moment
 * @returns the draft with its key
 */
export async function sealOldDraft(
  db: Db,
  pepper: Pepper,
  draft: Draft,
  token: string,
  at: Date,
): Promise<Draft> {
  const key = newDraftKey()
  return inTransaction(db, async tx => {
    const { numUpdatedRows } = await tx
      .updateTable('draft_token')
      .set({ wrapped_key: wrapKey(pepper, token, draft.id, key) })
      .where('lookup_hash', '=', hashToken(token))
      .where('wrapped_key', 'is', null)
      .executeTakeFirst()
    // Another tab was quicker: its key holds.
    if (Number(numUpdatedRows) === 0) return (await readDraft(tx, pepper, token)) ?? draft
    const rows = await pageRows(tx, draft.id)
    const { pages } = pagesFrom(draft.id, null, rows)
    for (const [pageKey, page] of pages) await savePage(tx, { id: draft.id, key }, pageKey, page, at)
    return { ...draft, key, ...pagesFrom(draft.id, key, await pageRows(tx, draft.id)) }
  })
}

/**
 * Takes hold of a draft to send it; of two people, tabs or clicks at once only the first gets it.
 *
 * @param db - a transaction
 * @param draft - the draft
 * @param at - the moment
 * @returns the pages as they are now; null when it was sent already
 */
export async function holdDraft(
  db: Db,
  draft: Pick<Draft, 'id' | 'key'>,
  at: Date,
): Promise<ReadonlyMap<string, SavedPage> | null> {
  const held = await db
    .updateTable('draft')
    .set({ sent_at: at.toISOString(), updated_at: at.toISOString() })
    .where('id', '=', draft.id)
    .where('sent_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!held) return null
  return pagesFrom(draft.id, draft.key, await pageRows(db, draft.id)).pages
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
  // A letter with a link may lie about longer than the draft: from now on it leads nowhere.
  await db.deleteFrom('draft_token').where('draft_id', '=', draftId).where('kind', '!=', 'device').execute()
  await db.deleteFrom('draft_file').where('draft_id', '=', draftId).execute()
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
