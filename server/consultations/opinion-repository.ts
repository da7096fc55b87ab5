import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/** What people thought of one page. */
export interface PageOpinions {
  /** The page's path, without a query. */
  readonly page: string
  readonly useful: number
  readonly notUseful: number
}

/** What somebody wrote about a page. */
export interface OpinionComment {
  readonly id: string
  readonly page: string
  readonly useful: boolean
  readonly comment: string
  /** `YYYY-MM-DD` */
  readonly givenOn: string
}

/** What somebody thought of a page: nothing about who they are. */
export interface NewOpinion {
  readonly page: string
  readonly useful: boolean
  /** `YYYY-MM-DD`; the day is enough. */
  readonly givenOn: string
}

/**
 * Stores whether a page was useful.
 *
 * @param db - the database
 * @param slug - part of the address of the published consultation that the page belongs to
 * @param opinion - page, answer and day
 * @returns the opinion's id, by which a comment can be added; null when there is no such consultation
 */
export async function addOpinion(db: Db, slug: string, opinion: NewOpinion): Promise<string | null> {
  const consultation = await db
    .selectFrom('consultation')
    .select('id')
    .where('slug', '=', slug)
    .where('published_at', 'is not', null)
    .executeTakeFirst()
  if (!consultation) return null
  const id = newId()
  await db
    .insertInto('page_opinion')
    .values({
      id,
      consultation_id: consultation.id,
      page: opinion.page,
      useful: opinion.useful ? 1 : 0,
      comment: '',
      given_on: opinion.givenOn,
    })
    .execute()
  return id
}

/**
 * Adds what was wrong to an opinion, once.
 *
 * @param db - the database
 * @param opinionId - the opinion
 * @param comment - the text
 * @returns false when there is none, or it has a comment already
 */
export async function commentOnOpinion(db: Db, opinionId: string, comment: string): Promise<boolean> {
  const updated = await db
    .updateTable('page_opinion')
    .set({ comment })
    .where('id', '=', opinionId)
    .where('comment', '=', '')
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/**
 * One opinion.
 *
 * @param db - the database
 * @param opinionId - the opinion
 * @returns the opinion, its comment '' while there is none; null when there is none of that id
 */
export async function findOpinion(db: Db, opinionId: string): Promise<OpinionComment | null> {
  const row = await db
    .selectFrom('page_opinion')
    .select(['id', 'page', 'useful', 'comment', 'given_on'])
    .where('id', '=', opinionId)
    .executeTakeFirst()
  return row ? commentFrom(row) : null
}

/**
 * What people thought of each page.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns those that were not useful to most people first
 */
export async function countOpinions(db: Db, consultationId: string): Promise<PageOpinions[]> {
  const rows = await db
    .selectFrom('page_opinion')
    .select(of => [
      'page',
      of.fn.countAll<number>().as('all_of_them'),
      of.fn.sum<number>('useful').as('useful_ones'),
    ])
    .where('consultation_id', '=', consultationId)
    .groupBy('page')
    .execute()
  return rows
    .map(row => {
      const { page, useful_ones: useful } = row
      return { page, useful, notUseful: row.all_of_them - useful }
    })
    .sort((a, b) => b.notUseful - a.notUseful || b.useful - a.useful || (a.page < b.page ? -1 : 1))
}

/**
 * What people wrote about pages.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns newest first, 500 at most
 */
export async function listOpinionComments(db: Db, consultationId: string): Promise<OpinionComment[]> {
  const rows = await db
    .selectFrom('page_opinion')
    .select(['id', 'page', 'useful', 'comment', 'given_on'])
    .where('consultation_id', '=', consultationId)
    .where('comment', '<>', '')
    .orderBy('given_on', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.map(commentFrom)
}

function commentFrom(row: {
  id: string
  page: string
  useful: number
  comment: string
  given_on: string
}): OpinionComment {
  return {
    id: row.id,
    page: row.page,
    useful: row.useful === 1,
    comment: row.comment,
    givenOn: row.given_on,
  }
}

/**
 * Erases what somebody wrote, such as a name; the answer stays.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param opinionId - the opinion
 * @returns false when the consultation has none of that id
 */
export async function eraseComment(db: Db, consultationId: string, opinionId: string): Promise<boolean> {
  const erased = await db
    .updateTable('page_opinion')
    .set({ comment: '' })
    .where('consultation_id', '=', consultationId)
    .where('id', '=', opinionId)
    .returning('id')
    .executeTakeFirst()
  return erased !== undefined
}
