import { together, togetherOneByOne, type Db } from '../db/index.ts'
import {
  pagesThatApply,
  questionsOf,
  type GivenAnswer,
  type SurveyDefinition,
  type SurveyPage,
} from '../model/survey.ts'
import { organisationNameKey, whoAnswers } from './about-response.ts'
import { arrivalSignals } from './arrival-signals.ts'
import {
  answersOf,
  answersToSend,
  askedOf,
  equalityKey,
  placeOf,
  type Draft,
  type SavedPage,
} from './draft.ts'
import { changeReference, endingOfDrafts, holdDrafts, savePage } from './draft-repository.ts'
import { recordSignals, type ResponseSignal } from './signal-repository.ts'
import { storeResponseFiles, type ResponseFile } from './response-file-repository.ts'
import { referenceOf, type NewResponse } from './response-payload.ts'
import { addEqualityAnswers, storeResponses, type Receipt } from './response-repository.ts'

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
 * empties the draft, all in one transaction, which those that are sent at the same moment share.
 *
 * @param db - the database
 * @param draft - the draft, as it was when the page was asked for
 * @param definition - its survey
 * @param sent - the moment, and how it is sent
 * @returns the receipt, after everything is on the disk; null when another click or tab sent it meanwhile
 */
export function sendDraft(
  db: Db,
  draft: Draft,
  definition: SurveyDefinition,
  sent: Sent,
): Promise<Receipt | null> {
  return sendTogether(db, { draft, definition, sent })
}

interface Sending {
  readonly draft: Draft
  readonly definition: SurveyDefinition
  readonly sent: Sent
}

const sendTogether = together<Sending, Receipt | null>(async (tx, sendings) => {
  const expected = sendings.map(({ draft }) => referenceOf(draft.responseId, 0))
  const held = await holdDrafts(
    tx,
    sendings.map(({ draft, sent }, at) => ({ draft, at: sent.at, reference: expected[at] ?? '' })),
  )
  const ready = sendings.flatMap((sending, at) => {
    const pages = held[at]
    if (pages == null) return []
    return [asSent({ ...sending, draft: { ...sending.draft, pages } }, expected[at] ?? '')]
  })
  if (ready.length === 0) return sendings.map(() => null)
  const files = sendings.some(({ definition }) => asksForFiles(definition))
  const receipts = await storeResponses(
    tx,
    ready.map(one => one.response),
    endingOfDrafts(
      tx,
      ready.map(one => one.draftId),
      files,
    ),
  )
  const signals: ResponseSignal[] = []
  for (const [at, one] of ready.entries()) {
    const receipt = receipts[at]
    if (one.files.length > 0) await storeResponseFiles(tx, one.response.responseId, one.files)
    if (receipt?.outcome === 'stored') signals.push(...one.signals())
    // Somebody else's response has the reference that was expected.
    if (receipt !== undefined && receipt.reference !== one.expected)
      await changeReference(tx, one.draftId, receipt.reference)
  }
  await recordSignals(tx, signals)
  const receiptOf = new Map(ready.map((one, at) => [one.draftId, receipts[at] ?? null]))
  return sendings.map(({ draft }, at) => (held[at] == null ? null : (receiptOf.get(draft.id) ?? null)))
})

// A definition never changes.
const askingForFiles = new WeakMap<SurveyDefinition, boolean>()

function asksForFiles(definition: SurveyDefinition): boolean {
  const known = askingForFiles.get(definition)
  if (known !== undefined) return known
  const asks = questionsOf(definition.pages).some(question => question.kind === 'file')
  askingForFiles.set(definition, asks)
  return asks
}

interface AsSent {
  readonly draftId: string
  readonly expected: string
  readonly response: NewResponse
  readonly files: readonly ResponseFile[]
  readonly signals: () => ResponseSignal[]
}

/** What is stored of a draft, as it stands now. */
function asSent({ draft, definition, sent }: Sending, expected: string): AsSent {
  const { who, organisation, ...about } = whoAnswers(draft)
  const answers = answersToSend(draft, definition)
  const files = sent.files ?? []
  return {
    draftId: draft.id,
    expected,
    response: {
      responseId: draft.responseId,
      surveyId: draft.surveyId,
      channel: 'online',
      receivedAt: sent.at.toISOString(),
      submittedAt: sent.at.toISOString(),
      withinGrace: sent.withinGrace,
      language: sent.language ?? 'en',
      helped: who === 'helping',
      about,
      ...placeOf(draft, definition),
      answers:
        organisation === ''
          ? answers
          : [...answers, { questionKey: organisationNameKey, choices: [], text: organisation }],
      equality: [],
    },
    files: files.filter(file => answers.some(answer => answer.questionKey === file.questionKey)),
    signals: () =>
      arrivalSignals({
        responseId: draft.responseId,
        begunAt: new Date(draft.begunAt),
        sentAt: sent.at,
        asked: askedOf(draft, definition),
        hiddenFieldFilled: false,
      }),
  }
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
  await saveEqualityTogether(db, {
    draft,
    pageKey: equalityKey(page),
    saved,
    answers: [...answers, ...noLonger],
    at,
  })
}

interface EqualityPage {
  readonly draft: Draft
  readonly pageKey: string
  readonly saved: SavedPage
  readonly answers: readonly GivenAnswer[]
  readonly at: Date
}

const saveEqualityTogether = togetherOneByOne<EqualityPage, undefined>(
  async (tx, { draft, pageKey, saved, answers, at }) => {
    await savePage(tx, draft, pageKey, saved, at)
    await addEqualityAnswers(tx, draft.responseId, answers)
    return undefined
  },
)
