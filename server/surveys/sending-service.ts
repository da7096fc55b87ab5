import { inSharedTransaction, inTransaction, type Db } from '../db/index.ts'
import {
  pagesThatApply,
  questionsOf,
  type GivenAnswer,
  type SurveyDefinition,
  type SurveyPage,
} from '../model/survey.ts'
import { organisationNameKey, whoAnswers } from './about-response.ts'
import { arrivalSignals } from './arrival-signals.ts'
import { answersOf, answersToSend, equalityKey, placeOf, type Draft, type SavedPage } from './draft.ts'
import { endDraft, holdDraft, savePage } from './draft-repository.ts'
import { recordSignals } from './signal-repository.ts'
import { storeResponseFiles, type ResponseFile } from './response-file-repository.ts'
import { addEqualityAnswers, storeResponse, type Receipt } from './response-repository.ts'

/** How a draft is sent. */
export interface Sent {
  readonly at: Date
  /** The consultation has closed since the draft was begun. */
  readonly withinGrace: boolean
  /** Language of the page that sends it; English without it. */
  readonly language?: string
  /** Files of the draft, kept among the uploads already. */
  readonly files?: readonly ResponseFile[]
}

/**
 * Sends a draft: stores its answers as a response under the id that the draft has had from its beginning, and then
 * empties the draft, all in one transaction.
 *
 * @param db - the database
 * @param draft - the draft, as it was when the page was asked for
 * @param definition - its survey
 * @param sent - the moment, and how it is sent
 * @returns the receipt, after everything is on the disk; null when another click or tab sent it meanwhile
 */
export async function sendDraft(
  db: Db,
  draft: Draft,
  definition: SurveyDefinition,
  sent: Sent,
): Promise<Receipt | null> {
  return inSharedTransaction(db, async tx => {
    const pages = await holdDraft(tx, draft, sent.at)
    if (pages === null) return null
    const now: Draft = { ...draft, pages }
    const { who, organisation, ...about } = whoAnswers(now)
    const answers = answersToSend(now, definition)
    const receipt = await storeResponse(tx, {
      responseId: draft.responseId,
      surveyId: draft.surveyId,
      channel: 'online',
      receivedAt: sent.at.toISOString(),
      submittedAt: sent.at.toISOString(),
      withinGrace: sent.withinGrace,
      language: sent.language ?? 'en',
      helped: who === 'helping',
      about,
      ...placeOf(now, definition),
      answers:
        organisation === ''
          ? answers
          : [...answers, { questionKey: organisationNameKey, choices: [], text: organisation }],
      equality: [],
    })
    const asked = new Set(answers.map(answer => answer.questionKey))
    const files = (sent.files ?? []).filter(file => asked.has(file.questionKey))
    if (files.length > 0) await storeResponseFiles(tx, draft.responseId, files)
    if (receipt.outcome === 'stored') {
      const arrival = { responseId: draft.responseId, begunAt: new Date(draft.begunAt), sentAt: sent.at }
      const pagesAsked = pagesThatApply(definition.pages, answersOf(now))
      await recordSignals(tx, arrivalSignals({ ...arrival, asked: pagesAsked, hiddenFieldFilled: false }))
    }
    await endDraft(tx, draft.id, receipt.reference)
    return receipt
  })
}

/**
 * Saves a page of equality questions with the response that was sent. Answers to questions that are no longer asked
 * because of it are taken back.
 *
 * @param db - the database
 * @param draft - the draft that was sent
 * @param definition - its survey
 * @param page - the page
 * @param answers - to every question of the page, empty ones too
 * @param at - the moment
 */
export async function saveEqualityPage(
  db: Db,
  draft: Draft,
  definition: SurveyDefinition,
  page: SurveyPage,
  answers: readonly GivenAnswer[],
  at: Date,
): Promise<void> {
  const saved: SavedPage = { answers, place: null }
  const pages = new Map([...draft.pages, [equalityKey(page), saved] as const])
  const asked = pagesThatApply(definition.equality, answersOf({ ...draft, pages }))
  const noLonger = questionsOf(definition.equality.filter(one => !asked.includes(one))).map(question => ({
    questionKey: question.key,
    choices: [],
    text: null,
  }))
  await inTransaction(db, async tx => {
    await savePage(tx, draft, equalityKey(page), saved, at)
    await addEqualityAnswers(tx, draft.responseId, [...answers, ...noLonger])
  })
}
