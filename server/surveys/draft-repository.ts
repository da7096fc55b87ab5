import { sql, type CompiledQuery, type Insertable } from 'kysely'
import {
  askedOften,
  givenRows,
  inOneWay,
  inTransaction,
  insertRows,
  isAmong,
  together,
  type Db,
  type Schema,
} from '../db/index.ts'
import { hashToken, newId, newToken } from '../platform/ids.ts'
import { pageOfAside, type Draft, type SavedPage } from './draft.ts'
import {
  linesOf,
  pagesByDraft,
  pagesFrom,
  pagesNow,
  pagesOfDrafts,
  readDraft,
} from './draft-reading-repository.ts'
import { lookupHash, newDraftKey, openPage, sealPage, wrapKey, type Pepper } from './draft-seal.ts'

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
export function beginDraft(
  db: Db,
  pepper: Pepper,
  surveyId: string,
  span: { readonly at: Date; readonly days: number; readonly responseId?: string },
  pages: ReadonlyMap<string, SavedPage> = new Map(),
): Promise<string> {
  return beginTogether(db, { pepper, surveyId, span, pages })
}

interface Beginning {
  readonly pepper: Pepper
  readonly surveyId: string
  readonly span: { readonly at: Date; readonly days: number; readonly responseId?: string }
  readonly pages: ReadonlyMap<string, SavedPage>
}

const beginTogether = together<Beginning, string>(async (tx, beginnings) => {
  const begun = beginnings.map(one => ({ token: newToken(), id: newId(), key: newDraftKey(), ...one }))
  const [earliest] = beginnings.map(one => one.span.at).sort((a, b) => a.getTime() - b.getTime())
  if (earliest !== undefined) await removeOldDrafts(tx, earliest)
  await insertRows(
    tx,
    'draft',
    begun.map(({ id, token, surveyId, span }) => ({
      id,
      token_hash: hashToken(token),
      survey_id: surveyId,
      response_id: span.responseId ?? newId(),
      begun_at: span.at.toISOString(),
      updated_at: span.at.toISOString(),
      expires_at: new Date(span.at.getTime() + span.days * 86_400_000).toISOString(),
      sent_at: null,
      reference: null,
    })),
  )
  await insertRows(
    tx,
    'draft_token',
    begun.map(({ pepper, id, key, token, span }) =>
      tokenRow(pepper, { id, key }, { kind: 'device', holder: token, at: span.at }),
    ),
  )
  for (const { id, key, pages, span } of begun) {
    for (const [pageKey, page] of pages) await savePage(tx, { id, key }, pageKey, page, span.at)
  }
  return begun.map(one => one.token)
})

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
  token: NewToken,
): Promise<void> {
  await db
    .insertInto('draft_token')
    .values(tokenRow(pepper, draft, token))
    .execute()
}

interface NewToken {
  readonly kind: 'device' | 'code' | 'link'
  readonly holder: string
  readonly at: Date
}

function tokenRow(
  pepper: Pepper,
  draft: { readonly id: string; readonly key: Buffer },
  { kind, holder, at }: NewToken,
): Insertable<Schema['draft_token']> {
  return {
    // A device's token is 256 random bits; a code is short, so that its hash is keyed.
    lookup_hash: kind === 'device' ? hashToken(holder) : lookupHash(pepper, `${kind} ${holder}`),
    draft_id: draft.id,
    kind,
    wrapped_key: wrapKey(pepper, holder, draft.id, draft.key),
    made_at: at.toISOString(),
  }
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
  const row = [draft.id, pageKey, saved, at.toISOString()] as const
  const rows =
    over === undefined
      ? await saveOver(db, ...row)
      : over === null
        ? await saveFirst(db, ...row)
        : await saveInPlaceOf(db, ...row, over)
  return rows.length === 1
}

const pageRow = (draftId: string, pageKey: string, saved: string, savedAt: string) => ({
  draft_id: draftId,
  page_key: pageKey,
  saved,
  saved_at: savedAt,
})

const saveFirst = askedOften((db, draftId: string, pageKey: string, saved: string, savedAt: string) =>
  db
    .insertInto('draft_page')
    .values(pageRow(draftId, pageKey, saved, savedAt))
    .onConflict(same => same.columns(['draft_id', 'page_key']).doNothing())
    .returning('page_key'),
)

const saveOver = askedOften((db, draftId: string, pageKey: string, saved: string, savedAt: string) =>
  db
    .insertInto('draft_page')
    .values(pageRow(draftId, pageKey, saved, savedAt))
    .onConflict(same => same.columns(['draft_id', 'page_key']).doUpdateSet({ saved, saved_at: savedAt }))
    .returning('page_key'),
)

const saveInPlaceOf = askedOften(
  (db, draftId: string, pageKey: string, saved: string, savedAt: string, before: string) =>
    db
      .insertInto('draft_page')
      .values(pageRow(draftId, pageKey, saved, savedAt))
      .onConflict(same =>
        same
          .columns(['draft_id', 'page_key'])
          .doUpdateSet({ saved, saved_at: savedAt })
          .where('draft_page.saved', '=', before),
      )
      .returning('page_key'),
)

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
    const textNow = async (): Promise<string | null> => (await pagesNow(tx, [draft.id])).get(draft.id) ?? null
    const { pages } = pagesFrom(draft.id, null, await textNow())
    for (const [pageKey, page] of pages) await savePage(tx, { id: draft.id, key }, pageKey, page, at)
    return { ...draft, key, ...pagesFrom(draft.id, key, await textNow()) }
  })
}

/** A draft that is about to be sent. */
export interface ToHold {
  /** On its receipt, unless another response turns out to have it. */
  readonly reference: string
  readonly draft: Pick<Draft, 'id' | 'key' | 'pages' | 'stored' | 'asRead'>
  readonly at: Date
}

const holdUnsent = askedOften((db, rows: readonly string[]) =>
  db
    .updateTable('draft')
    .from(givenRows(db, rows))
    .set({
      sent_at: sql<string>`given.value ->> 1`,
      updated_at: sql<string>`given.value ->> 1`,
      reference: sql<string>`given.value ->> 2`,
    })
    .where('draft.id', '=', sql<string>`given.value ->> 0`)
    .where('draft.sent_at', 'is', null)
    .returning('draft.id'),
)

/**
 * Takes hold of drafts to send them; of two people, tabs or clicks at once only the first gets a draft.
 *
 * @param tx - a transaction
 * @param asked - the drafts as they were read, and the moments; the same draft may come twice
 * @returns for each the pages as they are now; null when it was sent already
 */
export async function holdDrafts(
  tx: Db,
  asked: readonly ToHold[],
): Promise<(ReadonlyMap<string, SavedPage> | null)[]> {
  const first = new Map<string, ToHold>()
  for (const one of asked) if (!first.has(one.draft.id)) first.set(one.draft.id, one)
  const rows = [...first].map(([id, { at, reference }]) => JSON.stringify([id, at.toISOString(), reference]))
  // Two statements: one alone would read the pages as they were before it waited for somebody else's hold.
  const [held, found] = await inOneWay(tx, [
    holdUnsent.with(tx, rows),
    pagesOfDrafts.with(tx, [...first.keys()]),
  ])
  const now = pagesByDraft(found)
  const pages = new Map(held.map(({ id }) => [id, pagesOf(first.get(id), now.get(id) ?? '')]))
  return asked.map(one => (first.get(one.draft.id) === one ? (pages.get(one.draft.id) ?? null) : null))
}

/** What nobody has saved since it was read need not be opened again. */
function pagesOf(held: ToHold | undefined, now: string): ReadonlyMap<string, SavedPage> | null {
  if (held === undefined) return null
  const { draft } = held
  if (now === draft.asRead) return draft.pages
  const pages = linesOf(now).filter(([key]) => pageOfAside(key) === null)
  return new Map(
    pages.map(([key, saved]) => {
      const known = draft.stored.get(key) === saved ? draft.pages.get(key) : undefined
      return [key, known ?? openPage(draft.key, draft.id, key, saved)]
    }),
  )
}

/**
 * What ends drafts that were sent: the responses hold the answers now, the drafts only their receipts.
 *
 * @param tx - the same transaction
 * @param draftIds - the drafts
 * @param files - whether any of them may have files
 * @returns the statements
 */
export function endingOfDrafts(tx: Db, draftIds: readonly string[], files: boolean): CompiledQuery[] {
  const ending: CompiledQuery[] = [
    removePages.with(tx, draftIds),
    // A letter with a link may lie about longer than the draft: from now on it leads nowhere.
    removeOtherWays.with(tx, draftIds),
  ]
  return files ? [...ending, removeFiles.with(tx, draftIds)] : ending
}

/**
 * Gives a draft that was sent another reference than it was held with.
 *
 * @param tx - the same transaction
 * @param draftId - the draft
 * @param reference - that of its response
 */
export async function changeReference(tx: Db, draftId: string, reference: string): Promise<void> {
  await tx.updateTable('draft').set({ reference }).where('id', '=', draftId).execute()
}

const removePages = askedOften((db, draftIds: readonly string[]) =>
  db.deleteFrom('draft_page').where(isAmong(db, 'draft_id', draftIds)),
)

const removeOtherWays = askedOften((db, draftIds: readonly string[]) =>
  db
    .deleteFrom('draft_token')
    .where(isAmong(db, 'draft_id', draftIds))
    .where('kind', '!=', 'device'),
)

const removeFiles = askedOften((db, draftIds: readonly string[]) =>
  db.deleteFrom('draft_file').where(isAmong(db, 'draft_id', draftIds)),
)

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
