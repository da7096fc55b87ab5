import { inTransaction, type Db } from '../db/index.ts'
import { hashToken, newId, newToken } from '../platform/ids.ts'
import { pageOfAside, type AsidePage, type Draft, type SavedPage } from './draft.ts'
import { lookupHash, newDraftKey, openPage, sealPage, unwrapKey, wrapKey, type Pepper } from './draft-seal.ts'
import { definitionFrom, knownDefinition } from './survey-repository.ts'
import type { SurveyDefinition } from '../model/survey.ts'

/** One of the drafts that a device holds tokens of, without what is in it. */
export interface DeviceDraft {
  readonly id: string
  readonly token: string
  readonly begunAt: string
  readonly expiresAt: string
  readonly sentAt: string | null
  readonly reference: string | null
  /** How many pages were saved of it. */
  readonly pages: number
}

/** A district's survey as it is answered, with the visitor's draft. */
export interface Answering {
  readonly surveyId: string
  readonly definition: SurveyDefinition
  /** The first of the device's drafts; null when the visitor has begun none, or it has expired. */
  readonly draft: Draft | null
  /** Every draft of this survey that the device can open, the one in use first. */
  readonly onDevice: readonly DeviceDraft[]
}

const draftColumns = [
  'draft.id as draft_id',
  'draft.response_id',
  'draft.begun_at',
  'draft.expires_at',
  'draft.sent_at',
  'draft.reference',
  'draft_token.lookup_hash',
  'draft_token.wrapped_key',
  'draft_page.page_key',
  'draft_page.saved',
] as const

/**
 * The survey of a district and the visitor's drafts of it: one statement, and another when the survey was not read
 * before.
 *
 * @param db - the database
 * @param pepper - opens the draft together with its token
 * @param asked - consultation and district
 * @param tokens - from the visitor's cookie, the draft in use first; others than this survey's are passed over
 * @param at - the moment
 * @returns the newest survey, or the one that the draft was begun with; null when none is published
 */
export async function readAnswering(
  db: Db,
  pepper: Pepper,
  asked: { readonly consultationId: string; readonly districtCode: string },
  tokens: readonly string[],
  at: Date,
): Promise<Answering | null> {
  const hashes = tokens.map(hashToken)
  const rows = await db
    .selectFrom('survey')
    .leftJoin('draft_token', join =>
      join.on('draft_token.lookup_hash', 'in', hashes.length === 0 ? [''] : hashes),
    )
    .leftJoin('draft', join =>
      join
        .onRef('draft.id', '=', 'draft_token.draft_id')
        .onRef('draft.survey_id', '=', 'survey.id')
        .on('draft.expires_at', '>', at.toISOString()),
    )
    .leftJoin('draft_page', 'draft_page.draft_id', 'draft.id')
    .select(['survey.id as survey_id', 'survey.hash', 'survey.version'])
    .select(draftColumns)
    .where('survey.consultation_id', '=', asked.consultationId)
    .where('survey.district_code', '=', asked.districtCode)
    .orderBy('survey.version', 'desc')
    .orderBy('draft_page.page_key')
    .execute()
  const onDevice = tokens.flatMap((token, place) => {
    const own = rows.filter(row => row.draft_id !== null && row.lookup_hash === hashes[place])
    const draft = own[0] === undefined ? null : draftOf(own[0])
    if (draft === null) return []
    const pages = own.filter(row => row.page_key !== null && !/^(aside|about)\//.test(row.page_key))
    return [{ token, own, draft, device: { ...draft, token, pages: pages.length } }]
  })
  const [inUse] = onDevice
  const first = inUse?.own[0] ?? rows[0]
  if (!first) return null
  const definition = knownDefinition(first.hash) ?? (await readDefinition(db, first.survey_id, first.hash))
  return {
    surveyId: first.survey_id,
    definition,
    draft: inUse === undefined ? null : opened(inUse.own, pepper, inUse.token),
    onDevice: onDevice.map(one => one.device),
  }
}

interface DraftRow {
  survey_id: string
  draft_id: string | null
  response_id: string | null
  begun_at: string | null
  expires_at: string | null
  sent_at: string | null
  reference: string | null
  wrapped_key: string | null
  page_key: string | null
  saved: string | null
}

type DraftHead = Omit<Draft, 'pages' | 'asides' | 'stored' | 'key'>

function draftOf(row: DraftRow): DraftHead | null {
  const { draft_id, response_id, begun_at, expires_at } = row
  if (draft_id === null || response_id === null || begun_at === null || expires_at === null) return null
  return {
    id: draft_id,
    surveyId: row.survey_id,
    responseId: response_id,
    begunAt: begun_at,
    expiresAt: expires_at,
    sentAt: row.sent_at,
    reference: row.reference,
  }
}

// A key that does not open is treated as no draft: its owner is told truthfully that nothing can be opened.
function opened(rows: readonly DraftRow[], pepper: Pepper, holder: string): Draft | null {
  const [row] = rows
  const head = row === undefined ? null : draftOf(row)
  if (row === undefined || head === null) return null
  const wrapped = row.wrapped_key
  const key = wrapped === null ? null : unwrapKey(pepper, holder, head.id, wrapped)
  if (wrapped !== null && key === null) return null
  return { ...head, key, ...pagesFrom(head.id, key, rows) }
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
  draftId: string,
  key: Buffer | null,
  rows: readonly { page_key: string | null; saved: string | null }[],
): Pick<Draft, 'pages' | 'asides' | 'stored'> {
  const pages = new Map<string, SavedPage>()
  const asides = new Map<string, AsidePage[]>()
  const stored = new Map<string, string>()
  for (const { page_key, saved } of rows) {
    if (page_key === null || saved === null) continue
    const page = openPage(key, draftId, page_key, saved)
    stored.set(page_key, saved)
    const about = pageOfAside(page_key)
    if (about === null) pages.set(page_key, page)
    else asides.set(about, [...(asides.get(about) ?? []), { asideKey: page_key, page }])
  }
  return { pages, asides, stored }
}

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

async function readDraft(db: Db, pepper: Pepper, holder: string): Promise<Draft | null> {
  const rows = await db
    .selectFrom('draft_token')
    .innerJoin('draft', 'draft.id', 'draft_token.draft_id')
    .leftJoin('draft_page', 'draft_page.draft_id', 'draft.id')
    .select('draft.survey_id')
    .select(draftColumns)
    .where('draft_token.lookup_hash', '=', hashToken(holder))
    .execute()
  return opened(rows, pepper, holder)
}

function pageRows(db: Db, draftId: string): Promise<{ page_key: string; saved: string }[]> {
  return db.selectFrom('draft_page').select(['page_key', 'saved']).where('draft_id', '=', draftId).execute()
}

/**
 * One page of a draft as it is now.
 *
 * @param db - the database, or a transaction
 * @param draft - the draft
 * @param pageKey - the page
 * @returns what was saved (undefined for nothing) and its text in the database
 */
export async function readPage(
  db: Db,
  draft: Pick<Draft, 'id' | 'key'>,
  pageKey: string,
): Promise<{ page: SavedPage | undefined; stored: string | null }> {
  const row = await db
    .selectFrom('draft_page')
    .select('saved')
    .where('draft_id', '=', draft.id)
    .where('page_key', '=', pageKey)
    .executeTakeFirst()
  if (row === undefined) return { page: undefined, stored: null }
  return { page: openPage(draft.key, draft.id, pageKey, row.saved), stored: row.saved }
}

/**
 * Removes another version of a page, or any page, from a draft.
 *
 * @param db - the database, or a transaction
 * @param draftId - the draft
 * @param pageKey - the key under which it is kept
 */
export async function removePage(db: Db, draftId: string, pageKey: string): Promise<void> {
  await db.deleteFrom('draft_page').where('draft_id', '=', draftId).where('page_key', '=', pageKey).execute()
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
