import { sql, type RawBuilder } from 'kysely'
import { askedOften, isAmong, type Db } from '../db/index.ts'
import type { SurveyDefinition } from '../model/survey.ts'
import { hashToken } from '../platform/ids.ts'
import { pageOfAside, type AsidePage, type Draft, type SavedPage } from './draft.ts'
import { openPage, preparedKey, unwrapKey, type Pepper } from './draft-seal.ts'
import { definitionFrom, knownDefinition } from './survey-repository.ts'

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

/**
 * The saved pages of a draft in one text, a line for each: a row for each page would repeat the draft with every one.
 * Neither keys nor what is saved (sealed, or JSON) hold a line end, and keys no space.
 */
export const pagesAsText: RawBuilder<string | null> = sql<
  string | null
>`string_agg(draft_page.page_key || ' ' || draft_page.saved, ${'\n'})`

const draftColumns = [
  'draft.id as draft_id',
  'draft.response_id',
  'draft.begun_at',
  'draft.expires_at',
  'draft.sent_at',
  'draft.reference',
  'draft_token.lookup_hash',
  'draft_token.wrapped_key',
] as const

const ownPages = sql<
  string | null
>`(select ${pagesAsText} from draft_page where draft_page.draft_id = draft.id)`.as('pages')

const surveysWithDrafts = askedOften(
  (db, consultationId: string, districtCode: string, at: string, ...hashes: string[]) =>
    db
      .selectFrom('survey')
      .leftJoin('draft_token', join => join.on('draft_token.lookup_hash', 'in', hashes))
      .leftJoin('draft', join =>
        join
          .onRef('draft.id', '=', 'draft_token.draft_id')
          .onRef('draft.survey_id', '=', 'survey.id')
          .on('draft.expires_at', '>', at),
      )
      .select(['survey.id as survey_id', 'survey.hash'])
      .select([...draftColumns, ownPages])
      .where('survey.consultation_id', '=', consultationId)
      .where('survey.district_code', '=', districtCode)
      .orderBy('survey.version', 'desc'),
)

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
  const rows = await surveysWithDrafts(
    db,
    asked.consultationId,
    asked.districtCode,
    at.toISOString(),
    ...(hashes.length === 0 ? [''] : hashes),
  )
  const onDevice = tokens.flatMap((token, place) => {
    const row = rows.find(one => one.draft_id !== null && one.lookup_hash === hashes[place])
    const head = row === undefined ? null : draftOf(row)
    return row === undefined || head === null ? [] : [{ token, row, head }]
  })
  const [inUse] = onDevice
  const first = inUse?.row ?? rows[0]
  if (!first) return null
  const definition = knownDefinition(first.hash) ?? (await readDefinition(db, first.survey_id, first.hash))
  const draft = inUse === undefined ? null : opened(inUse.row, pepper, inUse.token)
  return {
    surveyId: first.survey_id,
    definition,
    draft,
    onDevice: onDevice.map(({ token, row, head }) => {
      const keys = draft?.id === head.id ? [...draft.stored.keys()] : linesOf(row.pages).map(([key]) => key)
      return { token, pages: keys.filter(isPage).length, ...head }
    }),
  }
}

const isPage = (key: string): boolean => !key.startsWith('aside/') && !key.startsWith('about/')

interface DraftRow {
  survey_id: string
  draft_id: string | null
  response_id: string | null
  begun_at: string | null
  expires_at: string | null
  sent_at: string | null
  reference: string | null
  wrapped_key: string | null
  pages: string | null
}

type DraftHead = Omit<Draft, 'pages' | 'asides' | 'stored' | 'asRead' | 'key'>

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
function opened(row: DraftRow, pepper: Pepper, holder: string): Draft | null {
  const head = draftOf(row)
  if (head === null) return null
  const wrapped = row.wrapped_key
  const key = wrapped === null ? null : unwrapKey(pepper, holder, head.id, wrapped)
  if (wrapped !== null && key === null) return null
  return { key, ...head, ...pagesFrom(head.id, key, row.pages) }
}

async function readDefinition(db: Db, surveyId: string, hash: string): Promise<SurveyDefinition> {
  const { definition } = await db
    .selectFrom('survey')
    .select('definition')
    .where('id', '=', surveyId)
    .executeTakeFirstOrThrow()
  return definitionFrom(hash, definition)
}

/**
 * Splits the saved pages of a draft.
 *
 * @param text - as `pagesAsText` gives them; null for none
 * @returns key and sealed text of each, in the order of their keys
 */
export function linesOf(text: string | null): (readonly [pageKey: string, saved: string])[] {
  if (text === null) return []
  const lines = text.split('\n').map(line => {
    const space = line.indexOf(' ')
    return [line.slice(0, space), line.slice(space + 1)] as const
  })
  return lines.sort(([one], [other]) => (one < other ? -1 : 1))
}

/**
 * The pages of a draft.
 *
 * @param draftId - the draft
 * @param key - opens them; null in a draft of before
 * @param text - as `pagesAsText` gives them; null for none
 * @returns pages, other versions of them, and their texts in the database
 */
export function pagesFrom(
  draftId: string,
  key: Buffer | null,
  text: string | null,
): Pick<Draft, 'pages' | 'asides' | 'stored' | 'asRead'> {
  const pages = new Map<string, SavedPage>()
  const asides = new Map<string, AsidePage[]>()
  const stored = new Map<string, string>()
  const prepared = preparedKey(key)
  for (const [pageKey, saved] of linesOf(text)) {
    const page = openPage(prepared, draftId, pageKey, saved)
    stored.set(pageKey, saved)
    const about = pageOfAside(pageKey)
    if (about === null) pages.set(pageKey, page)
    else asides.set(about, [...(asides.get(about) ?? []), { asideKey: pageKey, page }])
  }
  return { pages, asides, stored, asRead: text ?? '' }
}

/**
 * A draft by what opens it on a device.
 *
 * @param db - the database, or a transaction
 * @param pepper - opens it together with the token
 * @param holder - the device's token
 * @returns the draft; null when it opens nothing
 */
export async function readDraft(db: Db, pepper: Pepper, holder: string): Promise<Draft | null> {
  const row = await db
    .selectFrom('draft_token')
    .innerJoin('draft', 'draft.id', 'draft_token.draft_id')
    .select('draft.survey_id')
    .select([...draftColumns, ownPages])
    .where('draft_token.lookup_hash', '=', hashToken(holder))
    .executeTakeFirst()
  return row === undefined ? null : opened(row, pepper, holder)
}

/** Asks for the saved pages of drafts as they are now: `pagesByDraft` reads the answer. */
export const pagesOfDrafts = askedOften((db, draftIds: readonly string[]) =>
  db
    .selectFrom('draft_page')
    .select(['draft_id', pagesAsText.as('pages')])
    .where(isAmong(db, 'draft_id', draftIds))
    .groupBy('draft_id'),
)

/**
 * The saved pages of drafts as they are now.
 *
 * @param db - the database, or a transaction
 * @param draftIds - the drafts
 * @returns the pages of each that has any, as `pagesAsText` gives them
 */
export async function pagesNow(db: Db, draftIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return pagesByDraft(await pagesOfDrafts(db, draftIds))
}

/**
 * The answer to `pagesOfDrafts`.
 *
 * @param rows - as the database gave them
 * @returns the pages of each draft that has any, as `pagesAsText` gives them
 */
export function pagesByDraft(
  rows: readonly { readonly draft_id: string; readonly pages: string | null }[],
): ReadonlyMap<string, string> {
  return new Map(rows.map(row => [row.draft_id, row.pages ?? '']))
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
