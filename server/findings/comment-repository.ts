import { expressionBuilder, sql, type ExpressionBuilder } from 'kysely'
import type { Db } from '../db/index.ts'
import type { Schema } from '../db/schema.ts'
import { listSurveys } from '../surveys/index.ts'
import {
  keysWithoutComments,
  questionsWithoutComments,
  type QuestionsWithoutComments,
} from './comment-questions.ts'

/** Who codes: the first person, or a second one who does not see what the first one found. */
export type CodingTurn = 'first' | 'second'

/** Something that somebody wrote. */
export interface Comment {
  /** Id of the answer that holds it. */
  readonly id: string
  readonly responseId: string
  readonly surveyId: string
  readonly questionKey: string
  readonly text: string
  readonly districtCode: string
  readonly channel: string
  readonly receivedAt: string
  readonly withinGrace: boolean
  /** Ids of its themes, by this turn's coder. */
  readonly themes: readonly string[]
  /** Who coded it in this turn; null when nobody has. */
  readonly coder: { readonly accountId: string; readonly name: string } | null
  readonly flagged: boolean
}

/** Which comments are wanted; what is absent does not narrow. */
export interface CommentFilter {
  readonly districtCode?: string
  readonly questionKey?: string
  readonly channel?: string
  /** A theme's id. */
  readonly themeId?: string
  /** `not-coded`: nobody has coded it in this turn; `no-theme`: coded, and without a theme. */
  readonly state?: 'not-coded' | 'no-theme' | 'flagged'
  /** Words that it holds, in any case. */
  readonly words?: string
  readonly turn: CodingTurn
  /** Only these comments, such as the sample for second coding. */
  readonly sampled?: boolean
}

/** Comments on one page. */
export const commentsOnAPage = 10

type Builder = ExpressionBuilder<Schema, 'answer' | 'response'>

/**
 * What makes an answer a comment, beside its having a text: it is not an answer about equality, which nobody reads, nor
 * a number, a date, a file's name, an order or an organisation's name, in whatever version of the survey.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns a condition for queries of `answer` and `response`
 */
export async function beingComments(db: Db, consultationId: string) {
  const apart = questionsWithoutComments(await listSurveys(db, consultationId))
  return onlyComments(apart)
}

function onlyComments(apart: readonly QuestionsWithoutComments[]) {
  const of = expressionBuilder<Schema, 'answer' | 'response'>()
  return of.and([
    of('answer.section', '=', 'survey'),
    of('answer.text', 'is not', null),
    of('answer.question_key', 'not in', keysWithoutComments),
    ...apart.map(({ surveyIds, questionKeys }) =>
      of.not(
        of.and([of('response.survey_id', 'in', surveyIds), of('answer.question_key', 'in', questionKeys)]),
      ),
    ),
  ])
}

type BeingComments = ReturnType<typeof onlyComments>

// The sample is every eighth comment by the first letters of its random
// id: the same for everybody, and about 12 in 100.
function wanted(consultationId: string, filter: CommentFilter, comments: BeingComments) {
  return (of: Builder) => {
    const reading = of
      .selectFrom('comment_reading')
      .select('comment_reading.answer_id')
      .whereRef('comment_reading.answer_id', '=', 'answer.id')
      .where('comment_reading.turn', '=', filter.turn)
    const tagged = of
      .selectFrom('comment_theme')
      .select('comment_theme.answer_id')
      .whereRef('comment_theme.answer_id', '=', 'answer.id')
      .where('comment_theme.turn', '=', filter.turn)
    const flag = of
      .selectFrom('safeguarding_flag')
      .select('safeguarding_flag.answer_id')
      .whereRef('safeguarding_flag.answer_id', '=', 'answer.id')
    const like = `%${(filter.words ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    return of.and([
      of('response.consultation_id', '=', consultationId),
      of('response.withdrawn_at', 'is', null),
      comments,
      ...(filter.districtCode === undefined ? [] : [of('response.district_code', '=', filter.districtCode)]),
      ...(filter.questionKey === undefined ? [] : [of('answer.question_key', '=', filter.questionKey)]),
      ...(filter.channel === undefined ? [] : [of('response.channel', '=', filter.channel)]),
      ...(filter.words === undefined
        ? []
        : [sql<boolean>`lower(${of.ref('answer.text')}) like ${like} escape '\\'`]),
      ...(filter.themeId === undefined
        ? []
        : [of.exists(tagged.where('comment_theme.theme_id', '=', filter.themeId))]),
      ...(filter.state === 'not-coded' ? [of.not(of.exists(reading))] : []),
      ...(filter.state === 'no-theme' ? [of.exists(reading), of.not(of.exists(tagged))] : []),
      ...(filter.state === 'flagged' ? [of.exists(flag)] : []),
      ...(filter.sampled === true
        ? [of.or([of('answer.id', 'like', '0%'), of('answer.id', 'like', '8%')])]
        : []),
    ])
  }
}

/**
 * Comments to read.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param filter - which ones, and whose coding of them
 * @param page - from 1
 * @param onAPage - comments on one page
 * @returns those of the page in the order in which they came, and how many there are in all
 */
export async function listComments(
  db: Db,
  consultationId: string,
  filter: CommentFilter,
  page: number,
  onAPage: number = commentsOnAPage,
): Promise<{ comments: Comment[]; total: number }> {
  const comments = await beingComments(db, consultationId)
  const base = db.selectFrom('answer').innerJoin('response', 'response.id', 'answer.response_id')
  const { total } = await base
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where(wanted(consultationId, filter, comments))
    .executeTakeFirstOrThrow()
  const rows = await base
    .select(commentColumns)
    .where(wanted(consultationId, filter, comments))
    .orderBy('response.received_at')
    .orderBy('answer.id')
    .limit(onAPage)
    .offset((page - 1) * onAPage)
    .execute()
  return { comments: await withCoding(db, rows, filter.turn), total }
}

/**
 * One comment.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param answerId - the comment
 * @param turn - whose coding of it
 * @returns the comment, or null
 */
export async function findComment(
  db: Db,
  consultationId: string,
  answerId: string,
  turn: CodingTurn,
): Promise<Comment | null> {
  const rows = await db
    .selectFrom('answer')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .select(commentColumns)
    .where(wanted(consultationId, { turn }, await beingComments(db, consultationId)))
    .where('answer.id', '=', answerId)
    .execute()
  return (await withCoding(db, rows, turn))[0] ?? null
}

const commentColumns = [
  'answer.id',
  'answer.response_id',
  'answer.question_key',
  'answer.text',
  'response.survey_id',
  'response.district_code',
  'response.channel',
  'response.received_at',
  'response.within_grace',
] as const

interface CommentRow {
  id: string
  response_id: string
  question_key: string
  text: string | null
  survey_id: string
  district_code: string
  channel: string
  received_at: string
  within_grace: number
}

async function withCoding(db: Db, rows: readonly CommentRow[], turn: CodingTurn): Promise<Comment[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const [themes, readings, flags] = await Promise.all([
    db
      .selectFrom('comment_theme')
      .select(['answer_id', 'theme_id'])
      .where('answer_id', 'in', ids)
      .where('turn', '=', turn)
      .orderBy('theme_id')
      .execute(),
    db
      .selectFrom('comment_reading')
      .select(['answer_id', 'account_id', 'account_name'])
      .where('answer_id', 'in', ids)
      .where('turn', '=', turn)
      .execute(),
    db.selectFrom('safeguarding_flag').select('answer_id').where('answer_id', 'in', ids).execute(),
  ])
  return rows.map(row => {
    const reading = readings.find(one => one.answer_id === row.id)
    return {
      id: row.id,
      responseId: row.response_id,
      surveyId: row.survey_id,
      questionKey: row.question_key,
      text: row.text ?? '',
      districtCode: row.district_code,
      channel: row.channel,
      receivedAt: row.received_at,
      withinGrace: row.within_grace === 1,
      themes: themes.filter(one => one.answer_id === row.id).map(one => one.theme_id),
      coder: reading ? { accountId: reading.account_id, name: reading.account_name } : null,
      flagged: flags.some(one => one.answer_id === row.id),
    }
  })
}

/**
 * How far the comments of a consultation are coded.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns comments in all, coded by a first person, and coded by a second person too
 */
export async function codingProgress(
  db: Db,
  consultationId: string,
): Promise<{ comments: number; coded: number; codedTwice: number }> {
  const being = await beingComments(db, consultationId)
  // In one look at the answers, of which few are comments.
  const row = await db
    .selectFrom('answer')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .leftJoin('comment_reading as first', on =>
      on.onRef('first.answer_id', '=', 'answer.id').on('first.turn', '=', 'first'),
    )
    .leftJoin('comment_reading as second', on =>
      on.onRef('second.answer_id', '=', 'answer.id').on('second.turn', '=', 'second'),
    )
    .select(({ fn }) => [
      fn.countAll<number>().as('comments'),
      fn.count<number>('first.answer_id').as('coded'),
      fn.count<number>('second.answer_id').as('coded_twice'),
    ])
    .where('response.consultation_id', '=', consultationId)
    .where('response.withdrawn_at', 'is', null)
    .where(being)
    .executeTakeFirstOrThrow()
  return { comments: row.comments, coded: row.coded, codedTwice: row.coded_twice }
}
