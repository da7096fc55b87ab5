import type { Db } from '../../db/index.ts'
import { newId } from '../../platform/ids.ts'
import { declineReasonNames, type DeclineReason, type IdeaBoard } from './idea.ts'

interface Row {
  id: string
  consultation_id: string
  district_code: string | null
  district_name: string | null
  question: string
  introduction: string
  opens_at: string
  closes_at: string
}

const boardFrom = (row: Row): IdeaBoard => ({
  id: row.id,
  consultationId: row.consultation_id,
  districtCode: row.district_code,
  districtName: row.district_name ?? '',
  question: row.question,
  introduction: row.introduction,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
})

const columns = [
  'idea_board.id',
  'idea_board.consultation_id',
  'idea_board.district_code',
  'idea_board.question',
  'idea_board.introduction',
  'idea_board.opens_at',
  'idea_board.closes_at',
  'consultation_district.name as district_name',
] as const

/** A board in a list, with how many ideas it has. */
export interface ListedBoard extends IdeaBoard {
  readonly shown: number
  readonly waiting: number
}

/**
 * A consultation's boards; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the boards, the one that closes last first
 */
export async function listBoards(db: Db, consultationId: string): Promise<ListedBoard[]> {
  const rows = await db
    .selectFrom('idea_board')
    .leftJoin('consultation_district', join =>
      join
        .onRef('consultation_district.consultation_id', '=', 'idea_board.consultation_id')
        .onRef('consultation_district.district_code', '=', 'idea_board.district_code'),
    )
    .leftJoin('idea', 'idea.board_id', 'idea_board.id')
    .select(columns)
    .select(of => [
      of.fn.count<number>('idea.id').filterWhere('idea.state', '=', 'shown').as('shown'),
      of.fn.count<number>('idea.id').filterWhere('idea.state', '=', 'waiting').as('waiting'),
    ])
    .where('idea_board.consultation_id', '=', consultationId)
    .groupBy(['idea_board.id', 'consultation_district.name'])
    .orderBy('idea_board.closes_at', 'desc')
    .orderBy('idea_board.id')
    .execute()
  return rows.map(row => ({ ...boardFrom(row), shown: row.shown, waiting: row.waiting }))
}

/** A board, and how many ideas were not shown, by reason. */
export interface BoardWithDeclined extends IdeaBoard {
  readonly declined: readonly { readonly reason: DeclineReason; readonly ideas: number }[]
}

/**
 * One board; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation that it belongs to
 * @param id - its id
 * @returns the board; null when the consultation has none such
 */
export async function findBoard(
  db: Db,
  consultationId: string,
  id: string,
): Promise<BoardWithDeclined | null> {
  const rows = await db
    .selectFrom('idea_board')
    .leftJoin('consultation_district', join =>
      join
        .onRef('consultation_district.consultation_id', '=', 'idea_board.consultation_id')
        .onRef('consultation_district.district_code', '=', 'idea_board.district_code'),
    )
    .leftJoin('idea', join =>
      join.onRef('idea.board_id', '=', 'idea_board.id').on('idea.state', '=', 'declined'),
    )
    .select(columns)
    .select(of => ['idea.reason', of.fn.count<number>('idea.id').as('ideas')])
    .where('idea_board.id', '=', id)
    .where('idea_board.consultation_id', '=', consultationId)
    .groupBy(['idea_board.id', 'consultation_district.name', 'idea.reason'])
    .execute()
  const [first] = rows
  if (first === undefined) return null
  return {
    ...boardFrom(first),
    declined: declineReasonNames.flatMap(reason => {
      const ideas = rows.find(row => row.reason === reason)?.ideas ?? 0
      return ideas > 0 ? [{ reason, ideas }] : []
    }),
  }
}

/** What staff say about a board. */
export type BoardTexts = Pick<
  IdeaBoard,
  'districtCode' | 'question' | 'introduction' | 'opensAt' | 'closesAt'
>

/**
 * Adds a board.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param board - question, district and dates
 * @param at - now
 * @returns its id
 */
export async function addBoard(tx: Db, consultationId: string, board: BoardTexts, at: Date): Promise<string> {
  const id = newId()
  await tx
    .insertInto('idea_board')
    .values({
      id,
      consultation_id: consultationId,
      district_code: board.districtCode,
      question: board.question,
      introduction: board.introduction,
      opens_at: board.opensAt,
      closes_at: board.closesAt,
      created_at: at.toISOString(),
    })
    .execute()
  return id
}

/**
 * Changes a board. Its question and district stay once somebody has posted: they were answered as they stood.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation that it belongs to
 * @param id - the board
 * @param board - how it shall be
 * @returns 'changed'; 'dates' when only dates and introduction were; null when there is no such board
 */
export async function changeBoard(
  tx: Db,
  consultationId: string,
  id: string,
  board: BoardTexts,
): Promise<'changed' | 'dates' | null> {
  const posted = await tx
    .selectFrom('idea')
    .select('id')
    .where('board_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  const changed = await tx
    .updateTable('idea_board')
    .set({
      introduction: board.introduction,
      opens_at: board.opensAt,
      closes_at: board.closesAt,
      ...(posted ? {} : { question: board.question, district_code: board.districtCode }),
    })
    .where('id', '=', id)
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return null
  return posted ? 'dates' : 'changed'
}
