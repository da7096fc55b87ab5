import type { Request, Response } from 'express'
import { momentInWords, openingWords, shownContact } from '../consultations/index.ts'
import { expandedQuestions } from '../model/survey.ts'
import type { FieldError } from '../platform/forms.ts'
import { redirectWithNotice } from '../platform/pages.ts'
import type { Speaker } from '../platform/speaker.ts'
import { leaveToken } from './device-tokens-routes.ts'
import { emptyDraft, type Draft } from './draft.ts'
import { showKept, type SurveyNeeds, type Visit } from './survey-visit-routes.ts'
import type { WholeReceipt, WholeSurvey } from './whole-survey-service.ts'

/** What the script is answered; sentences are in the visitor's language. */
type DeviceAnswer =
  | { outcome: 'received'; reference: string; message: string }
  | { outcome: 'wrong'; message: string; errors: { field: string; message: string }[] }
  | { outcome: 'too-late' | 'too-early'; message: string; contact: string[] }

/**
 * Whether the script asks, rather than a form.
 *
 * @param request - the request
 * @returns true where an answer in JSON is wanted
 */
export const wantsJson = (request: Request): boolean => request.accepts(['html', 'json']) === 'json'

/**
 * Tells the script what is wrong with a survey.
 *
 * @param response - answer to write
 * @param speaker - who speaks to the visitor
 * @param wrong - the mistakes
 */
export function answerWrong(response: Response, speaker: Speaker, wrong: readonly FieldError[]): void {
  const answer: DeviceAnswer = {
    outcome: 'wrong',
    message: speaker.plain('Some answers need another look before they can be sent.'),
    errors: wrong.map(({ field, message, sentence, values }) => ({
      field,
      message: speaker.plain(sentence ?? message, values),
    })),
  }
  response.status(422).json(answer)
}

/**
 * Tells that a survey was received, or had been before, and leaves its receipt with the device.
 *
 * @param needs - how long the receipt is kept
 * @param seen - the visit
 * @param request - the request, of the script or of the form
 * @param response - answer to write
 * @param received - the receipt
 * @param received.receipt - what became of the survey
 * @param received.receivedAt - when it was first received
 * @param received.token - the token for the device, where it has none
 * @param more - sentences beside it
 */
export function acknowledge(
  needs: SurveyNeeds,
  seen: Visit,
  request: Request,
  response: Response,
  { receipt, receivedAt, token }: WholeReceipt,
  more: readonly string[],
): void {
  const { speaker } = seen
  if (token !== null) leaveToken(needs, response, seen, token)
  const differs = receipt.outcome === 'differs'
  if (wantsJson(request)) {
    const message = speaker.plain(
      differs
        ? 'We had answers from this device already. They count, as they were sent at {{at}}. What came now is different: it is kept apart for a person to look at.'
        : 'We received your answers at {{at}}. Thank you.',
      { at: momentInWords(receivedAt, speaker) },
    )
    const answer: DeviceAnswer = {
      outcome: 'received',
      reference: receipt.reference,
      message: [message, ...more].join(' '),
    }
    response.json(answer)
    return
  }
  if (differs) {
    redirectWithNotice(
      response,
      `${seen.at}/sent`,
      'We had these answers already. They count, as they were sent first. What came now is different: it is kept apart for a person to look at.',
    )
    return
  }
  response.redirect(303, `${seen.at}/sent`)
}

/**
 * Refuses a survey that came when nothing counts; all that was written is given back.
 *
 * @param needs - the council's name
 * @param seen - the visit
 * @param request - the request, of the script or of the form
 * @param response - answer to write
 * @param whole - the survey
 * @param standing - why
 * @returns when it is written
 */
export function refuse(
  needs: SurveyNeeds,
  seen: Visit,
  request: Request,
  response: Response,
  whole: WholeSurvey,
  standing: 'too-late' | 'too-early',
): unknown {
  const { speaker, consultation, now } = seen
  const contact = shownContact(consultation)
  if (wantsJson(request)) {
    const answer: DeviceAnswer = {
      outcome: standing,
      message: [
        openingWords(consultation, now, speaker).headline,
        standing === 'too-late'
          ? speaker.plain(
              'These answers came too late to be received here. They stay on this device: you can print or copy them, and tell the council in another way.',
            )
          : speaker.plain('These answers came before it opens. They stay on this device.'),
      ].join(' '),
      contact: [contact.email, contact.phone, ...contact.post].filter(line => line !== ''),
    }
    response.status(409).json(answer)
    return
  }
  const pages = whole.definition.pages.map(page => {
    const keys = new Set(expandedQuestions([page]).map(question => question.key))
    const answers = whole.answers.filter(answer => keys.has(answer.questionKey))
    return [page.key, { answers, place: null }] as const
  })
  const draft: Draft = { ...emptyDraft, pages: new Map(pages) }
  const answering = { ...seen.answering, definition: whole.definition }
  return showKept(needs, { ...seen, answering }, response, draft, 'too late')
}
