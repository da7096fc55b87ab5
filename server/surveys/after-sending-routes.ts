import type { Response } from 'express'
import { momentInWords, openingTimes, shownContact } from '../consultations/index.ts'
import { notFound } from '../platform/errors.ts'
import type { FieldError, Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { answersOf, equalityKey, neighboursOf } from './draft.ts'
import { unbroken, withdrawalWord } from './letters.ts'
import { readResponse } from './response-reading-repository.ts'
import { saveEqualityPage } from './sending-service.ts'
import { readSurveyPage } from './survey-forms.ts'
import { shownPage } from './survey-page.ts'
import {
  afterSending,
  surveyFrame,
  surveyPath,
  type SentVisit,
  type SurveyNeeds,
} from './survey-visit-routes.ts'
import { wordsOf } from './survey-words.ts'

/**
 * The pages after the answers were sent: the optional equality questions, and the receipt.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the council's name
 */
export function afterSendingRoutes(pages: Pages, needs: SurveyNeeds): void {
  pages.get(
    `${surveyPath}/equality`,
    'public',
    afterSending(needs, async (seen, _request, response) => {
      const [first] = seen.answering.definition.equality
      if (first === undefined || !seen.canSend) {
        response.redirect(303, `${seen.at}/sent`)
        return
      }
      await showPage(response, 'surveys/equality', {
        title: seen.speaker.plain('Your answers were sent'),
        ...surveyFrame(needs, seen),
        first: `${seen.at}/equality/${first.key}`,
        skip: `${seen.at}/sent`,
        reference: unbroken(seen.draft.reference ?? ''),
      })
    }),
  )

  const showEquality = async (
    seen: SentVisit,
    key: string,
    response: Response,
    again: { errors: readonly FieldError[]; typed: Typed } = { errors: [], typed: {} },
  ): Promise<void> => {
    const { definition } = seen.answering
    const answers = answersOf(seen.draft)
    const page = definition.equality.find(one => one.key === key)
    const near = neighboursOf(definition.equality, answers, key)
    const words = wordsOf(seen.speaker, definition, answers)
    if (page === undefined || near === null) {
      response.redirect(303, `${seen.at}/equality`)
      return
    }
    await showPage(
      response,
      'surveys/page',
      {
        title: words(page.title).text,
        ...surveyFrame(needs, seen),
        backLink: near.before === null ? `${seen.at}/equality` : `${seen.at}/equality/${near.before.key}`,
        action: `${seen.at}/equality/${key}`,
        skip: `${seen.at}/sent`,
        page: shownPage(page, answers, { words, easy: seen.easy }),
        step: { number: near.number, of: near.count, about: true },
        at: seen.at,
        returnTo: '',
        seen: '',
        place: [],
        urgentHelp: '',
        firstToWrite: false,
        keptAside: '',
        unfinished: null,
        ...again,
      },
      again.errors.length > 0 ? 422 : 200,
    )
  }

  pages.get(
    `${surveyPath}/equality/:page`,
    'public',
    afterSending(needs, (seen, request, response) =>
      showEquality(seen, pathParameter(request, 'page'), response),
    ),
  )

  pages.post(
    `${surveyPath}/equality/:page`,
    'public',
    afterSending(needs, async (seen, request, response) => {
      const key = pathParameter(request, 'page')
      const { definition } = seen.answering
      const page = definition.equality.find(one => one.key === key)
      if (page === undefined) throw notFound('There is no such question.')
      const read = readSurveyPage(page, request.body)
      if (read.errors.length > 0) return showEquality(seen, key, response, read)
      // These answers belong to a response that counts already; they end with the last moment at which one may count.
      if (!seen.canSend) {
        redirectWithNotice(
          response,
          `${seen.at}/sent`,
          'The consultation has closed, so this last answer was not added. Everything that you sent before counts.',
        )
        return
      }
      await saveEqualityPage(needs.db, seen.draft, definition, page, read.answers, seen.now)
      const saved = { answers: read.answers, place: null }
      const draft = {
        ...seen.draft,
        pages: new Map([...seen.draft.pages, [equalityKey(page), saved] as const]),
      }
      const after = neighboursOf(definition.equality, answersOf(draft), key)?.after
      response.redirect(303, after ? `${seen.at}/equality/${after.key}` : `${seen.at}/sent`)
    }),
  )

  pages.get(
    `${surveyPath}/sent`,
    'public',
    afterSending(needs, (seen, _request, response) => showReceipt(needs, seen, response)),
  )
}

/**
 * The receipt.
 *
 * @param needs - database, the council's name, and what withdrawal words follow from
 * @param seen - the visit
 * @param response - answer to write
 * @param again - what was wrong with the address for a copy
 * @param again.errors - the mistakes
 * @param again.typed - what was typed
 */
export async function showReceipt(
  needs: SurveyNeeds,
  seen: SentVisit,
  response: Response,
  again: { errors: readonly FieldError[]; typed: Typed } = { errors: [], typed: {} },
): Promise<void> {
  const { consultation, draft, speaker, at } = seen
  const times = openingTimes(consultation)
  const stored = await readResponse(needs.db, draft.responseId)
  await showPage(
    response,
    'surveys/sent',
    {
      title: speaker.plain('Thank you'),
      ...surveyFrame(needs, seen),
      at,
      reference: draft.reference,
      word: unbroken(withdrawalWord(needs.pepper, draft.responseId)),
      sentAt: momentInWords(draft.sentAt, speaker),
      withdrawnAt: stored?.withdrawnAt == null ? '' : momentInWords(stored.withdrawnAt, speaker),
      withinGrace: times !== null && Date.parse(draft.sentAt) >= times.closesAtMs,
      closedAt: consultation.closesAt === null ? '' : momentInWords(consultation.closesAt, speaker),
      graceMinutes: consultation.graceMinutes,
      others: seen.others.map(other => ({
        title: other.name,
        href: `/consultations/${consultation.slug}/${other.slug}`,
        also: `${at}/also/${other.slug}`,
      })),
      consultationHref: `/consultations/${consultation.slug}`,
      withdrawHref: `/consultations/${consultation.slug}/withdraw`,
      sendsMail: needs.sendsMail,
      contact: shownContact(consultation),
      ...again,
    },
    again.errors.length > 0 ? 422 : 200,
  )
}
