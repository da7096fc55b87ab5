import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { FoundTheme } from './build-findings.ts'
import { beingComments } from './comment-repository.ts'

/** A theme as one version of the code frame words it. */
export interface Theme {
  readonly id: string
  readonly name: string
  /** What belongs to it and what does not. */
  readonly meaning: string
  /** Comments that carry it, by the first coder; none of responses that were taken back. */
  readonly comments: number
}

/** One version of a consultation's themes. */
export interface CodeFrame {
  readonly id: string
  readonly version: number
  readonly note: string
  readonly begunAt: string
  /** null while its themes may be changed. */
  readonly agreedAt: string | null
  readonly agreedBy: string | null
}

/**
 * Every version of the code frame.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the newest first; none before the first theme was added
 */
export async function listFrames(db: Db, consultationId: string): Promise<CodeFrame[]> {
  const rows = await db
    .selectFrom('code_frame')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    version: row.version,
    note: row.note,
    begunAt: row.begun_at,
    agreedAt: row.agreed_at,
    agreedBy: row.agreed_by,
  }))
}

/**
 * The themes of one version.
 *
 * @param db - the database
 * @param frameId - the version
 * @returns in the order in which they were added
 */
export async function listThemes(db: Db, frameId: string): Promise<Theme[]> {
  const rows = await db
    .selectFrom('theme_wording')
    .selectAll()
    .where('frame_id', '=', frameId)
    .orderBy('position')
    .orderBy('theme_id')
    .execute()
  const frame = await db
    .selectFrom('code_frame')
    .select('consultation_id')
    .where('id', '=', frameId)
    .executeTakeFirst()
  const used = await db
    .selectFrom('comment_theme')
    .innerJoin('theme_wording', 'theme_wording.theme_id', 'comment_theme.theme_id')
    .innerJoin('answer', 'answer.id', 'comment_theme.answer_id')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .select(({ fn }) => ['comment_theme.theme_id', fn.countAll<number>().as('comments')])
    .where('theme_wording.frame_id', '=', frameId)
    .where('turn', '=', 'first')
    .where('response.withdrawn_at', 'is', null)
    .where(await beingComments(db, frame?.consultation_id ?? ''))
    .groupBy('comment_theme.theme_id')
    .execute()
  const counts = new Map(used.map(row => [row.theme_id, row.comments]))
  return rows.map(row => ({
    id: row.theme_id,
    name: row.name,
    meaning: row.meaning,
    comments: counts.get(row.theme_id) ?? 0,
  }))
}

/**
 * The version that may be changed; begun, with the themes of the last one, where there is none.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param at - the moment
 * @returns the version
 */
export async function openFrame(tx: Db, consultationId: string, at: Date): Promise<CodeFrame> {
  const [newest] = await listFrames(tx, consultationId)
  if (newest && newest.agreedAt === null) return newest
  const frame = { id: newId(), version: (newest?.version ?? 0) + 1, note: '', begunAt: at.toISOString() }
  await tx
    .insertInto('code_frame')
    .values({
      id: frame.id,
      consultation_id: consultationId,
      version: frame.version,
      note: frame.note,
      begun_at: frame.begunAt,
      agreed_at: null,
      agreed_by: null,
    })
    .execute()
  const before = newest
    ? await tx.selectFrom('theme_wording').selectAll().where('frame_id', '=', newest.id).execute()
    : []
  if (before.length > 0) {
    await tx
      .insertInto('theme_wording')
      .values(before.map(row => ({ ...row, frame_id: frame.id })))
      .execute()
  }
  return { ...frame, agreedAt: null, agreedBy: null }
}

/**
 * Adds a theme to an open version.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param frameId - the open version
 * @param theme - its words
 * @param by - the person's name
 * @param at - the moment
 * @returns the theme's id
 */
export async function addTheme(
  tx: Db,
  consultationId: string,
  frameId: string,
  theme: { name: string; meaning: string },
  by: string,
  at: Date,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('theme')
    .values({ id, consultation_id: consultationId, added_at: at.toISOString(), added_by: by })
    .execute()
  const last = await tx
    .selectFrom('theme_wording')
    .select(({ fn }) => fn.max<number | null>('position').as('position'))
    .where('frame_id', '=', frameId)
    .executeTakeFirst()
  await tx
    .insertInto('theme_wording')
    .values({ theme_id: id, frame_id: frameId, ...theme, position: (last?.position ?? 0) + 1 })
    .execute()
  return id
}

/**
 * Words a theme differently in an open version.
 *
 * @param tx - a transaction
 * @param frameId - the open version
 * @param theme - id and words
 * @returns false when the version has no such theme
 */
export async function wordTheme(
  tx: Db,
  frameId: string,
  theme: { id: string; name: string; meaning: string },
): Promise<boolean> {
  const changed = await tx
    .updateTable('theme_wording')
    .set({ name: theme.name, meaning: theme.meaning })
    .where('frame_id', '=', frameId)
    .where('theme_id', '=', theme.id)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/**
 * Leaves a theme out of an open version. Older versions and comments keep it.
 *
 * @param tx - a transaction
 * @param frameId - the open version
 * @param themeId - the theme
 * @returns false when the version has no such theme
 */
export async function leaveThemeOut(tx: Db, frameId: string, themeId: string): Promise<boolean> {
  const left = await tx
    .deleteFrom('theme_wording')
    .where('frame_id', '=', frameId)
    .where('theme_id', '=', themeId)
    .executeTakeFirst()
  return left.numDeletedRows === 1n
}

/**
 * Agrees a version: its themes do not change any more.
 *
 * @param tx - a transaction
 * @param frameId - the open version
 * @param agreed - what was agreed, by whom and when
 */
export async function agreeFrame(
  tx: Db,
  frameId: string,
  agreed: { note: string; by: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('code_frame')
    .set({ note: agreed.note, agreed_at: agreed.at.toISOString(), agreed_by: agreed.by })
    .where('id', '=', frameId)
    .where('agreed_at', 'is', null)
    .execute()
}

/**
 * The themes of the newest version with the responses in whose comments the first coders found them.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns in the order of the frame
 */
export async function foundThemes(db: Db, consultationId: string): Promise<FoundTheme[]> {
  const [frame] = await listFrames(db, consultationId)
  if (!frame) return []
  const themes = await listThemes(db, frame.id)
  const rows = await db
    .selectFrom('comment_theme')
    .innerJoin('answer', 'answer.id', 'comment_theme.answer_id')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .innerJoin('theme', 'theme.id', 'comment_theme.theme_id')
    .select(['theme_id', 'response_id'])
    .distinct()
    .where('theme.consultation_id', '=', consultationId)
    .where('turn', '=', 'first')
    .where(await beingComments(db, consultationId))
    .execute()
  const found = new Map<string, Set<string>>()
  for (const row of rows) found.set(row.theme_id, (found.get(row.theme_id) ?? new Set()).add(row.response_id))
  return themes.map(theme => ({ name: theme.name, responses: found.get(theme.id) ?? new Set() }))
}
