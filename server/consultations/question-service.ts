import { addedOnce, queueMail, recordAction, type Actor, type AddingForm } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import type { Clock } from '../platform/clock.ts'
import { speakerIn, type Speaker } from '../platform/speaker.ts'
import { logChange } from './change-repository.ts'
import type { Consultation, Faq } from './consultation.ts'
import { addFaq, changeFaq, faqMark } from './faq-repository.ts'
import type { DeclineReason } from './question-forms.ts'
import { questionLetter } from './question-letter.ts'
import {
  eraseReplyAddresses,
  settleResidentQuestion,
  takeReplyAddress,
  type ResidentQuestion,
  type Settled,
} from './resident-question-repository.ts'
import { bookFor } from './translations/book-service.ts'
import { findTranslationHashes } from './translations/translation-repository.ts'

/** What staff decide about a question that somebody sent. */
export type QuestionDecision =
  | { readonly kind: 'answer'; readonly answer: string }
  | { readonly kind: 'move'; readonly question: string; readonly answer: string }
  | { readonly kind: 'merge'; readonly faq: Faq; readonly answer: string; readonly note: string }
  | { readonly kind: 'decline'; readonly because: DeclineReason }

/** What settling a question needs. */
export interface SettleNeeds {
  readonly db: Db
  readonly clock: Clock
  /** Where people reach the product, without a slash at the end. */
  readonly publicUrl: string
}

/**
 * Settles a question: it is answered by e-mail, becomes a public one, is answered by a public one, or is declined.
 * Whoever left an address is told, once, and the address is deleted in the same transaction.
 *
 * @param needs - database, clock and the product's address
 * @param by - who settles it
 * @param consultation - the consultation
 * @param question - the question
 * @param decision - what is decided
 * @param form - mark of the form that decides it; the same form a second time changes nothing
 * @throws {AppError} 409 when somebody else has settled it meanwhile
 */
export async function settleQuestion(
  { db, clock, publicUrl }: SettleNeeds,
  by: Actor,
  consultation: Consultation,
  question: ResidentQuestion,
  decision: QuestionDecision,
  form: AddingForm = null,
): Promise<void> {
  const at = clock()
  const settle = async (tx: Db): Promise<string> => {
    const settled = await carryOut(tx, consultation, decision, at)
    if (!(await settleResidentQuestion(tx, consultation.id, question.id, settled, by.name, at))) {
      throw new AppError('settled', 409, 'Somebody else has settled this question already.')
    }
    await recordAction(tx, by, {
      action: 'question.settled',
      consultation: consultation.id,
      summary: `${summaries[decision.kind]} (${consultation.name})`,
      at,
    })
    // An address whose time is over is used for nothing, even if nobody has looked for it yet.
    await eraseReplyAddresses(tx, at)
    const to = await takeReplyAddress(tx, question.id)
    if (to === null) return 'settled'
    const page = `${publicUrl}/consultations/${consultation.slug}`
    const speaker = await speakerTo(tx, consultation, question.language)
    await queueMail(tx, {
      ...questionLetter(speaker, {
        consultation: speaker.plain(consultation.name),
        asked: question.question,
        answer:
          decision.kind === 'decline'
            ? { declined: decision.because }
            : { text: decision.kind === 'answer' ? decision.answer : speaker.plain(settled.shownAnswer) },
        publishedAt: settled.faqId === null ? null : `${page}/questions/${settled.faqId}`,
        page,
      }),
      to,
      purpose: 'Reply to a question',
      once: `question-${question.id}`,
      at,
    })
    return 'answered'
  }
  await inTransaction(db, tx => addedOnce(tx, form, at, () => settle(tx)))
}

/** Speaks to whoever asked: their language, and the council's own words in it where they were translated. */
async function speakerTo(tx: Db, { id }: Consultation, language: string): Promise<Speaker> {
  const translations = await findTranslationHashes(tx, id)
  return speakerIn(language).reading(await bookFor(tx, { id, translations }, language))
}

const summaries: Record<QuestionDecision['kind'], string> = {
  answer: 'Answered a question that somebody sent',
  move: 'Published a question that somebody sent',
  merge: 'Answered a question that somebody sent by one that is published',
  decline: 'Declined a question that somebody sent',
}

async function carryOut(
  tx: Db,
  { id }: Consultation,
  decision: QuestionDecision,
  at: Date,
): Promise<Settled> {
  switch (decision.kind) {
    case 'answer':
      return {
        state: 'answered',
        faqId: null,
        shownQuestion: '',
        shownAnswer: decision.answer,
        declinedBecause: null,
      }
    case 'decline':
      return {
        state: 'declined',
        faqId: null,
        shownQuestion: '',
        shownAnswer: '',
        declinedBecause: decision.because,
      }
    case 'move': {
      const { question, answer } = decision
      const faqId = await addFaq(tx, id, { question, answer }, at)
      await logChange(tx, id, { kind: 'faq', summary: `A question was added: “${question}”`, at })
      return { state: 'moved', faqId, shownQuestion: question, shownAnswer: answer, declinedBecause: null }
    }
    case 'merge': {
      const { faq, answer, note } = decision
      if (answer !== faq.answer) {
        const change = { id: faq.id, question: faq.question, answer, note, seen: faqMark(faq) }
        if (!(await changeFaq(tx, id, change, at))) {
          throw new AppError(
            'changed-meanwhile',
            409,
            'Somebody else has just changed that answer. Look again.',
          )
        }
        await logChange(tx, id, {
          kind: 'faq',
          summary: `The answer to a question was changed: “${faq.question}”`,
          reason: note,
          at,
        })
      }
      return {
        state: 'merged',
        faqId: faq.id,
        shownQuestion: faq.question,
        shownAnswer: answer,
        declinedBecause: null,
      }
    }
  }
}
