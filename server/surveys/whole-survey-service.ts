import { togetherOneByOne, type Db } from '../db/index.ts'
import { answersThatCount, pagesThatApply, type GivenAnswer, type SurveyDefinition } from '../model/survey.ts'
import { organisationNameKey } from './about-response.ts'
import { arrivalSignals } from './arrival-signals.ts'
import type { RespondentPlace } from './draft.ts'
import type { Pepper } from './draft-seal.ts'
import {
  payloadHash,
  payloadOf,
  withRanks,
  type AboutResponse,
  type NewResponse,
  type SentAnswer,
} from './response-payload.ts'
import { addEqualityAnswers, storeResponse, type Receipt } from './response-repository.ts'
import { listAnswers } from './response-reading-repository.ts'
import { storeResponseFiles, type ResponseFile } from './response-file-repository.ts'
import { recordSignals } from './signal-repository.ts'
import {
  draftOfResponse,
  endDraftAtOnce,
  handOverReceipt,
  keepReceipt,
  storedBefore,
  type KnownDraft,
} from './whole-survey-repository.ts'

/** A whole survey, read and found to be in order. */
export interface WholeSurvey {
  readonly consultationId: string
  readonly districtCode: string
  readonly surveyId: string
  readonly definition: SurveyDefinition
  readonly responseId: string
  readonly answers: readonly GivenAnswer[]
  readonly equality: readonly GivenAnswer[]
  readonly place: RespondentPlace
  readonly language: string
  readonly helped: boolean
  readonly about: AboutResponse
  /** Name of the organisation where the survey does not ask for it; '' for none. */
  readonly organisation: string
  readonly files: readonly ResponseFile[]
  /** The draft that it was begun as; null when it was begun on the device alone. */
  readonly draft: KnownDraft | null
  /** When the server gave out the survey; null when it did not. */
  readonly begunAt: Date | null
  readonly hiddenFieldFilled: boolean
  /** Opens drafts together with their tokens. */
  readonly pepper: Pepper
  /** Days for which the device finds its receipt. */
  readonly days: number
  /** The device has the cookie of the draft. */
  readonly holdsReceipt: boolean
}

/** A receipt, and the token for the cookie by which the device comes back to it. */
export interface WholeReceipt {
  readonly receipt: Receipt
  /** When the response was first received, ISO UTC. */
  readonly receivedAt: string
  /** null when the device has it already, or is not known to be whose answers they are. */
  readonly token: string | null
}

function asResponse(whole: WholeSurvey, at: Date, withinGrace: boolean): NewResponse {
  const { pages } = whole.definition
  const answers = withRanks(pages, answersThatCount(pages, whole.answers))
  return {
    responseId: whole.responseId,
    surveyId: whole.surveyId,
    channel: 'online',
    receivedAt: at.toISOString(),
    submittedAt: at.toISOString(),
    withinGrace,
    language: whole.language,
    helped: whole.helped,
    about: whole.about,
    ...whole.place,
    answers:
      whole.organisation === ''
        ? answers
        : [...answers, { questionKey: organisationNameKey, choices: [], text: whole.organisation }],
    equality: [],
  }
}

/**
 * Stores a whole survey that was sent at once, and keeps its receipt for the device, all in one transaction. The same
 * again gets the same receipt; other contents under the same id are kept aside.
 *
 * @param db - the database
 * @param whole - the survey
 * @param sent - the moment, and whether the consultation has closed since the survey was begun
 * @returns the receipt, after everything is on the disk
 */
export function sendWhole(
  db: Db,
  whole: WholeSurvey,
  sent: { readonly at: Date; readonly withinGrace: boolean },
): Promise<WholeReceipt> {
  return sendTogether(db, { whole, sent })
}

interface Sending {
  readonly whole: WholeSurvey
  readonly sent: { readonly at: Date; readonly withinGrace: boolean }
}

const sendTogether = togetherOneByOne<Sending, WholeReceipt>(async (tx, { whole, sent }) => {
  const response = asResponse(whole, sent.at, sent.withinGrace)
  const aboutThem = whole.definition.equality
  const equality = withRanks(aboutThem, answersThatCount(aboutThem, whole.equality))
  let receipt = await storeResponse(tx, response)
  if (equality.length > 0 && receipt.outcome !== 'differs') {
    receipt = await withEquality(tx, whole, response, equality, receipt)
  }
  if (receipt.outcome === 'stored') {
    const asked = new Set(response.answers.map(answer => answer.questionKey))
    const files = whole.files.filter(file => asked.has(file.questionKey))
    if (files.length > 0) await storeResponseFiles(tx, whole.responseId, files)
    await recordSignals(
      tx,
      arrivalSignals({
        responseId: whole.responseId,
        begunAt: whole.begunAt,
        sentAt: sent.at,
        asked: pagesThatApply(whole.definition.pages, whole.answers),
        hiddenFieldFilled: whole.hiddenFieldFilled,
      }),
    )
  }
  const before = receipt.outcome === 'stored' ? null : await storedBefore(tx, whole.responseId)
  const receivedAt = before?.receivedAt ?? sent.at.toISOString()
  // Whoever has no cookie and sends other answers under this id may be somebody else: no receipt, and no copy of what
  // was sent first.
  const stranger = receipt.outcome === 'differs' && !whole.holdsReceipt
  const token = stranger ? null : await leaveReceipt(tx, whole, receipt.reference, receivedAt)
  return { receipt, receivedAt, token }
})

/** Equality answers come with the first send, or with the replay whose first send went page by page. */
async function withEquality(
  db: Db,
  whole: WholeSurvey,
  response: NewResponse,
  equality: readonly SentAnswer[],
  receipt: Receipt,
): Promise<Receipt> {
  if (receipt.outcome === 'already stored') {
    const known = await listAnswers(db, whole.consultationId, {
      responseId: whole.responseId,
      section: 'equality',
    })
    if (known.length > 0) {
      const plain = (answers: readonly SentAnswer[]): string => payloadOf({ ...response, equality: answers })
      const stored = known.map(({ questionKey, choices, text }) => ({ questionKey, choices, text }))
      const same = plain(withRanks(whole.definition.equality, stored))
      return same === plain(equality) ? receipt : storeResponse(db, { ...response, equality })
    }
  }
  await addEqualityAnswers(db, whole.responseId, equality)
  return receipt
}

async function leaveReceipt(
  db: Db,
  whole: WholeSurvey,
  reference: string,
  receivedAt: string,
): Promise<string | null> {
  const { draft, responseId, surveyId, consultationId, districtCode } = whole
  // Asked again within the transaction: another tab may have sent meanwhile.
  const known = draft ?? (await draftOfResponse(db, consultationId, districtCode, responseId))
  if (known === null) {
    const sentAt = new Date(receivedAt)
    const begunAt = whole.begunAt ?? sentAt
    const sent = { responseId, surveyId, begunAt, sentAt, reference, days: whole.days }
    return keepReceipt(db, whole.pepper, sent)
  }
  await endDraftAtOnce(db, known.id, new Date(receivedAt), reference)
  return whole.holdsReceipt ? null : handOverReceipt(db, known.id, new Date(receivedAt))
}

/**
 * The receipt of a survey that was stored before, for a replay that comes when nothing new counts any more.
 *
 * @param db - the database
 * @param whole - the survey as it came again
 * @param at - the moment
 * @returns null when it was never stored, or was stored with other contents
 */
export async function receiptOfReplay(db: Db, whole: WholeSurvey, at: Date): Promise<WholeReceipt | null> {
  const before = await storedBefore(db, whole.responseId)
  if (before?.payloadHash !== payloadHash(payloadOf(asResponse(whole, at, false)))) return null
  const receipt: Receipt = { reference: before.reference, outcome: 'already stored' }
  const token = await leaveReceipt(db, whole, before.reference, before.receivedAt)
  return { receipt, receivedAt: before.receivedAt, token }
}
