import { inTransaction, type Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/**
 * Days for which the address of a question that nobody answers is kept: from the end of the consultation, or from the day
 * on which it was asked if that was later. The privacy notice names them.
 */
export const replyAddressDays = 90

/** What became of a question: it waits, was answered by e-mail, is answered by a public one, became one, or was declined. */
export const questionStates = ['waiting', 'answered', 'merged', 'moved', 'declined'] as const

/** One of the states. */
export type QuestionState = (typeof questionStates)[number]

/** A question that somebody sent. It has no key to any answer to a survey, and nobody's name. */
export interface ResidentQuestion {
  readonly id: string
  /** null when none was chosen. */
  readonly districtCode: string | null
  /** As it was typed. */
  readonly question: string
  readonly askedAt: string
  readonly state: QuestionState
  /** The public question that answers it; null for none. */
  readonly faqId: string | null
  /** As staff wrote it for the public, or for the reply; '' until then. */
  readonly shownQuestion: string
  readonly shownAnswer: string
  /** Why it was declined; null unless it was. */
  readonly declinedBecause: string | null
  readonly settledAt: string | null
  readonly settledBy: string
  /** Somebody waits for a reply by e-mail. */
  readonly wantsReply: boolean
  /** The language of the page on which it was asked, such as `pl`: a reply comes in a frame in that language. */
  readonly language: string
  /** When the address was deleted because its time was over; null while it was not. */
  readonly addressErasedAt: string | null
}

/** A question as it arrives. */
export interface NewResidentQuestion {
  /** Made before the form was shown, so that sending it twice stores it once. */
  readonly formId: string
  readonly districtCode: string | null
  readonly question: string
  /** '' when no reply is wanted. */
  readonly email: string
  /** Of the page on which it was asked. */
  readonly language: string
}

/**
 * Stores a question that somebody sent. The same form with the same question is stored once; a form that was changed
 * and sent again is a question of its own, so that nothing is lost.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param asked - the question, and where to reply
 * @param at - the moment
 * @returns false when it was here already
 */
export async function addResidentQuestion(
  tx: Db,
  consultationId: string,
  asked: NewResidentQuestion,
  at: Date,
): Promise<boolean> {
  const known = await tx
    .selectFrom('resident_question')
    .select(['question', 'district_code', 'consultation_id'])
    .where('form_id', '=', asked.formId)
    .executeTakeFirst()
  const same =
    known?.question === asked.question &&
    known.district_code === asked.districtCode &&
    known.consultation_id === consultationId
  if (same) return false
  const id = newId()
  const added = await tx
    .insertInto('resident_question')
    .values({
      id,
      consultation_id: consultationId,
      form_id: known === undefined ? asked.formId : newId(),
      district_code: asked.districtCode,
      question: asked.question,
      asked_at: at.toISOString(),
      state: 'waiting',
      faq_id: null,
      shown_question: '',
      shown_answer: '',
      declined_because: null,
      settled_at: null,
      settled_by: '',
      language: asked.language,
      address_erased_at: null,
    })
    .onConflict(conflict => conflict.column('form_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  // Two of the same form at the same moment: the other one is stored.
  if (added === undefined) return false
  if (asked.email !== '') {
    await tx.insertInto('resident_question_reply').values({ question_id: id, email: asked.email }).execute()
  }
  return true
}

/** How many questions staff see on a page of their inbox. */
export const questionsOnPage = 100

/**
 * How many questions people sent.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns how many, settled ones too
 */
export async function countResidentQuestions(db: Db, consultationId: string): Promise<number> {
  const { total } = await db
    .selectFrom('resident_question')
    .select(of => of.fn.countAll<number>().as('total'))
    .where('consultation_id', '=', consultationId)
    .executeTakeFirstOrThrow()
  return total
}

/**
 * The questions that people sent.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param which - one page of them, or one question; without it, all
 * @returns those that wait first, the oldest of them first; then the others, settled last first
 */
export async function listResidentQuestions(
  db: Db,
  consultationId: string,
  which: { readonly page?: number; readonly id?: string } = {},
): Promise<ResidentQuestion[]> {
  const { page, id } = which
  const rows = await db
    .selectFrom('resident_question')
    .leftJoin('resident_question_reply', 'resident_question_reply.question_id', 'resident_question.id')
    .selectAll('resident_question')
    // That there is an address is said, never which.
    .select('resident_question_reply.question_id as reply_to')
    .where('consultation_id', '=', consultationId)
    .$if(id !== undefined, query => query.where('resident_question.id', '=', id ?? ''))
    .orderBy(of => of.case().when('state', '=', 'waiting').then(0).else(1).end())
    .orderBy('settled_at', 'desc')
    .orderBy('asked_at')
    .orderBy('id')
    .$if(page !== undefined, query =>
      query.limit(questionsOnPage).offset(((page ?? 1) - 1) * questionsOnPage),
    )
    .execute()
  return rows.map((row): ResidentQuestion => ({
    id: row.id,
    districtCode: row.district_code,
    question: row.question,
    askedAt: row.asked_at,
    state: questionStates.find(state => state === row.state) ?? 'waiting',
    faqId: row.faq_id,
    shownQuestion: row.shown_question,
    shownAnswer: row.shown_answer,
    declinedBecause: row.declined_because,
    settledAt: row.settled_at,
    settledBy: row.settled_by,
    wantsReply: row.reply_to !== null,
    language: row.language,
    addressErasedAt: row.address_erased_at,
  }))
}

/**
 * How many questions wait for staff.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns a count
 */
export async function countWaitingQuestions(db: Db, consultationId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('resident_question')
    .select(of => of.fn.countAll<number>().as('waiting'))
    .where('consultation_id', '=', consultationId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return waiting
}

/** What became of a question. */
export interface Settled {
  readonly state: Exclude<QuestionState, 'waiting'>
  readonly faqId: string | null
  readonly shownQuestion: string
  readonly shownAnswer: string
  readonly declinedBecause: string | null
}

/**
 * Writes down what became of a question, once.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param questionId - the question
 * @param settled - what became of it
 * @param by - name of the person who settled it
 * @param at - the moment
 * @returns false when there is none, or it is settled already
 */
export async function settleResidentQuestion(
  tx: Db,
  consultationId: string,
  questionId: string,
  settled: Settled,
  by: string,
  at: Date,
): Promise<boolean> {
  const updated = await tx
    .updateTable('resident_question')
    .set({
      state: settled.state,
      faq_id: settled.faqId,
      shown_question: settled.shownQuestion,
      shown_answer: settled.shownAnswer,
      declined_because: settled.declinedBecause,
      settled_at: at.toISOString(),
      settled_by: by,
    })
    .where('consultation_id', '=', consultationId)
    .where('id', '=', questionId)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}

/**
 * Takes the address to which a question is answered: after this it is not kept here.
 *
 * @param tx - a transaction
 * @param questionId - the question
 * @returns the address; null when no reply is wanted
 */
export async function takeReplyAddress(tx: Db, questionId: string): Promise<string | null> {
  const taken = await tx
    .deleteFrom('resident_question_reply')
    .where('question_id', '=', questionId)
    .returning('email')
    .executeTakeFirst()
  return taken?.email ?? null
}

/**
 * Deletes the addresses of questions that nobody answered in time. The questions stay.
 *
 * @param db - the database, or a transaction
 * @param at - the moment
 * @returns how many were deleted
 */
export function eraseReplyAddresses(db: Db, at: Date): Promise<number> {
  const since = new Date(at.getTime() - replyAddressDays * 86_400_000).toISOString()
  return inTransaction(db, async tx => {
    const old = tx
      .selectFrom('resident_question')
      .innerJoin('consultation', 'consultation.id', 'resident_question.consultation_id')
      .select('resident_question.id')
      .where('resident_question.asked_at', '<', since)
      // Before the dates are fixed there is no end: then the day of asking alone counts.
      .where(of => of.or([of('closes_at', 'is', null), of('closes_at', '<', since)]))
    const erased = await tx
      .deleteFrom('resident_question_reply')
      .where('question_id', 'in', old)
      .returning('question_id')
      .execute()
    const ids = erased.map(({ question_id }) => question_id)
    for (let first = 0; first < ids.length; first += 400) {
      await tx
        .updateTable('resident_question')
        .set({ address_erased_at: at.toISOString() })
        .where('id', 'in', ids.slice(first, first + 400))
        .execute()
    }
    return ids.length
  })
}
