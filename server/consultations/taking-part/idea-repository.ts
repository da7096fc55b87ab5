import type { Db } from '../../db/index.ts'
import { hashToken } from '../../platform/ids.ts'
import { declineReasonNames, withoutWords, type DeclineReason, type Idea, type IdeaState } from './idea.ts'

interface Row {
  id: string
  board_id: string
  title: string
  body: string
  neighbourhood: string
  language: string
  state: string
  reason: string | null
  posted_at: string
  moderated_at: string | null
  redacted: number
  reply: string | null
  replied_at: string | null
  agreements: number
}

const ideaFrom = (row: Row): Idea => ({
  id: row.id,
  boardId: row.board_id,
  title: row.title,
  body: row.body,
  neighbourhood: row.neighbourhood,
  language: row.language,
  state: row.state as IdeaState,
  reason: declineReasonNames.find(reason => reason === row.reason) ?? null,
  postedAt: row.posted_at,
  moderatedAt: row.moderated_at,
  redacted: row.redacted === 1,
  reply: row.reply,
  repliedAt: row.replied_at,
  agreements: row.agreements,
})

/**
 * What is kept of a browser that agrees: the same for one board, different on every other, and of no use to find it.
 *
 * @param cookie - the browser's cookie
 * @param boardId - the board
 * @returns 64 hexadecimal characters
 */
export function browserOnBoard(cookie: string, boardId: string): string {
  return hashToken(`${boardId} ${cookie}`)
}

/** An idea that everybody sees. */
export interface ShownIdea extends Idea {
  /** Whether somebody agreed from the browser that asks. */
  readonly mine: boolean
}

/** How many ideas stand on one page of a board. */
export const ideasOnPage = 30

/**
 * The ideas of a board that everybody sees, newest first; one statement.
 *
 * @param db - the database
 * @param boardId - the board
 * @param page - page number from 1
 * @param browser - the browser that asks, as `browserOnBoard` writes it; '' for one without a cookie
 * @returns the page's ideas, and how many there are in all
 */
export async function shownIdeas(
  db: Db,
  boardId: string,
  page: number,
  browser: string,
): Promise<{ ideas: ShownIdea[]; total: number }> {
  const rows = await db
    .selectFrom('idea')
    .leftJoin('idea_agreement as mine', join =>
      join.onRef('mine.idea_id', '=', 'idea.id').on('mine.browser', '=', browser),
    )
    .selectAll('idea')
    .select(of => [
      'mine.browser as mine',
      of
        .selectFrom('idea_agreement')
        .select(agreed => agreed.fn.countAll<number>().as('agreements'))
        .whereRef('idea_agreement.idea_id', '=', 'idea.id')
        .as('agreements'),
      of
        .selectFrom('idea as other')
        .select(all => all.fn.countAll<number>().as('total'))
        .where('other.board_id', '=', boardId)
        .where('other.state', '=', 'shown')
        .as('total'),
    ])
    .where('idea.board_id', '=', boardId)
    .where('idea.state', '=', 'shown')
    .orderBy('idea.posted_at', 'desc')
    .orderBy('idea.id')
    .limit(ideasOnPage)
    .offset((page - 1) * ideasOnPage)
    .execute()
  return {
    ideas: rows.map(row => ({
      ...ideaFrom({ ...row, agreements: row.agreements ?? 0 }),
      mine: row.mine !== null,
    })),
    total: rows[0]?.total ?? 0,
  }
}

/** How many ideas staff see on a page. */
export const staffIdeasOnPage = 100

/**
 * A page of a board's ideas, for staff: those that wait first, then those that are shown; the oldest of each first.
 *
 * @param db - the database
 * @param boardId - the board
 * @param page - page number from 1
 * @returns the page's ideas, and how many there are in all
 */
export async function ideasForStaff(
  db: Db,
  boardId: string,
  page: number,
): Promise<{ readonly ideas: Idea[]; readonly total: number }> {
  const { total } = await db
    .selectFrom('idea')
    .select(of => of.fn.countAll<number>().as('total'))
    .where('board_id', '=', boardId)
    .executeTakeFirstOrThrow()
  const rows = await ideas(db)
    .where('idea.board_id', '=', boardId)
    // waiting, shown, declined
    .orderBy('idea.state', 'desc')
    .orderBy('idea.posted_at')
    .orderBy('idea.id')
    .limit(staffIdeasOnPage)
    .offset((page - 1) * staffIdeasOnPage)
    .execute()
  return { ideas: rows.map(row => ideaFrom({ ...row, agreements: row.agreements ?? 0 })), total }
}

/**
 * Every idea of a board, for staff.
 *
 * @param db - the database
 * @param boardId - the board
 * @returns the ideas in the order in which they came
 */
export async function allIdeas(db: Db, boardId: string): Promise<Idea[]> {
  const rows = await ideas(db)
    .where('idea.board_id', '=', boardId)
    .orderBy('idea.posted_at')
    .orderBy('idea.id')
    .execute()
  return rows.map(row => ideaFrom({ ...row, agreements: row.agreements ?? 0 }))
}

/**
 * One idea.
 *
 * @param db - the database
 * @param boardId - the board that it belongs to
 * @param id - its id
 * @returns the idea; null when the board has none such
 */
export async function findIdea(db: Db, boardId: string, id: string): Promise<Idea | null> {
  const row = await ideas(db)
    .where('idea.id', '=', id)
    .where('idea.board_id', '=', boardId)
    .executeTakeFirst()
  return row ? ideaFrom({ ...row, agreements: row.agreements ?? 0 }) : null
}

const ideas = (db: Db) =>
  db
    .selectFrom('idea')
    .selectAll('idea')
    .select(of =>
      of
        .selectFrom('idea_agreement')
        .select(agreed => agreed.fn.countAll<number>().as('agreements'))
        .whereRef('idea_agreement.idea_id', '=', 'idea.id')
        .as('agreements'),
    )

/** What somebody posts. */
export interface PostedIdea {
  /** Made with the form, before it was sent. */
  readonly id: string
  readonly title: string
  readonly body: string
  readonly neighbourhood: string
  readonly language: string
}

/**
 * Keeps an idea until staff have read it. The same form sent twice is one idea; a form that was changed and sent again is
 * another, so that nothing is lost.
 *
 * @param tx - a transaction
 * @param boardId - the board, which the caller has found open
 * @param idea - the idea
 * @param at - now
 * @returns false when it came before
 */
export async function postIdea(tx: Db, boardId: string, idea: PostedIdea, at: Date): Promise<boolean> {
  if (await insertIdea(tx, boardId, idea.id, idea, at)) return true
  const known = await tx.selectFrom('idea').selectAll().where('id', '=', idea.id).executeTakeFirstOrThrow()
  const { title, body, neighbourhood } = idea
  const same =
    known.board_id === boardId &&
    known.title === title &&
    known.body === body &&
    known.neighbourhood === neighbourhood
  // An idea in which staff have taken words out reads otherwise than its form, and came before all the same.
  if (same || (known.board_id === boardId && known.redacted === 1)) return false
  // The same change sent twice is one idea too.
  const changed = hashToken(JSON.stringify([idea.id, boardId, title, body, neighbourhood]))
  return insertIdea(tx, boardId, changed.slice(0, 36), idea, at)
}

async function insertIdea(tx: Db, boardId: string, id: string, idea: PostedIdea, at: Date): Promise<boolean> {
  const added = await tx
    .insertInto('idea')
    .values({
      id,
      board_id: boardId,
      title: idea.title,
      body: idea.body,
      neighbourhood: idea.neighbourhood,
      language: idea.language,
      state: 'waiting',
      reason: null,
      posted_at: at.toISOString(),
      moderated_at: null,
      redacted: 0,
      reply: null,
      replied_at: null,
    })
    .onConflict(same => same.column('id').doNothing())
    .executeTakeFirst()
  return Number(added.numInsertedOrUpdatedRows) === 1
}

/**
 * Shows an idea to everybody, or to nobody.
 *
 * @param tx - a transaction
 * @param boardId - the board that it belongs to
 * @param id - the idea
 * @param reason - why it is not shown; null to show it
 * @param at - now
 * @returns false when the board has none such
 */
export async function moderateIdea(
  tx: Db,
  boardId: string,
  id: string,
  reason: DeclineReason | null,
  at: Date,
): Promise<boolean> {
  const changed = await tx
    .updateTable('idea')
    .set({ state: reason === null ? 'shown' : 'declined', reason, moderated_at: at.toISOString() })
    .where('id', '=', id)
    .where('board_id', '=', boardId)
    .executeTakeFirst()
  return Number(changed.numUpdatedRows) === 1
}

/**
 * Takes words out of an idea for ever. Nothing can be added or changed; what somebody else takes out at the same moment
 * stays out.
 *
 * @param tx - a transaction
 * @param boardId - the board that it belongs to
 * @param id - the idea
 * @param words - words and phrases to take out
 * @returns false when none of them stands in it
 */
export async function redactIdea(
  tx: Db,
  boardId: string,
  id: string,
  words: readonly string[],
): Promise<boolean> {
  const before = await tx
    .selectFrom('idea')
    .select(['title', 'body', 'neighbourhood'])
    .where('id', '=', id)
    .where('board_id', '=', boardId)
    .executeTakeFirst()
  if (before === undefined) return false
  const after = {
    title: withoutWords(before.title, words),
    body: withoutWords(before.body, words),
    neighbourhood: withoutWords(before.neighbourhood, words),
  }
  if (
    after.title === before.title &&
    after.body === before.body &&
    after.neighbourhood === before.neighbourhood
  )
    return false
  const changed = await tx
    .updateTable('idea')
    .set({ ...after, redacted: 1 })
    .where('id', '=', id)
    .where('title', '=', before.title)
    .where('body', '=', before.body)
    .where('neighbourhood', '=', before.neighbourhood)
    .executeTakeFirst()
  // Somebody else took words out meanwhile: theirs are gone already, ours are taken out of what is left. Each time fewer
  // words are left, so that this ends.
  return Number(changed.numUpdatedRows) === 1 || redactIdea(tx, boardId, id, words)
}

/**
 * Answers an idea in public, or takes the answer back.
 *
 * @param tx - a transaction
 * @param idea - the idea
 * @param reply - the answer; '' for none
 * @param at - now
 */
export async function replyToIdea(tx: Db, idea: Idea, reply: string, at: Date): Promise<void> {
  await tx
    .updateTable('idea')
    .set({ reply: reply === '' ? null : reply, replied_at: reply === '' ? null : at.toISOString() })
    .where('id', '=', idea.id)
    .execute()
}

/**
 * Counts that somebody agrees with an idea, once for a browser, or no longer.
 *
 * @param tx - a transaction
 * @param idea - board and idea
 * @param browser - as `browserOnBoard` writes it
 * @param agrees - whether it agrees
 * @returns false when everybody sees no such idea on that board
 */
export async function setAgreement(
  tx: Db,
  { boardId, id }: { boardId: string; id: string },
  browser: string,
  agrees: boolean,
): Promise<boolean> {
  const idea = await tx
    .selectFrom('idea')
    .select('id')
    .where('id', '=', id)
    .where('board_id', '=', boardId)
    .where('state', '=', 'shown')
    .executeTakeFirst()
  if (idea === undefined) return false
  if (agrees)
    await tx
      .insertInto('idea_agreement')
      .values({ idea_id: id, browser })
      .onConflict(same => same.doNothing())
      .execute()
  else
    await tx.deleteFrom('idea_agreement').where('idea_id', '=', id).where('browser', '=', browser).execute()
  return true
}
