import type { Response } from 'express'
import { momentInWords, shownContact } from '../consultations/index.ts'
import { normalisePostcode } from '../model/postcode.ts'
import { pagesThatApply, type SurveyPage } from '../model/survey.ts'
import { notFound } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import type { FieldError, Typed } from '../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { afterSendingRoutes } from './after-sending-routes.ts'
import { answersOf, draftDays, emptyDraft, markOf, neighboursOf, type Draft } from './draft.ts'
import { beginDraft, forgetDraft, savePage } from './draft-repository.ts'
import { placeOfPostcode } from './respondent-place-service.ts'
import { sendDraft } from './sending-service.ts'
import { readSurveyPage, type ReadPage } from './survey-forms.ts'
import { firstUnanswered, nextUnsaved, placeInWords, shownAnswers, shownPage } from './survey-page.ts'
import {
  leaveToken,
  readVisit,
  standingOf,
  surveyFrame,
  surveyPath,
  takeToken,
  whileAnswering,
  type BegunVisit,
  type SurveyNeeds,
  type Visit,
} from './survey-visit-routes.ts'

const nothingWrong: { errors: readonly FieldError[]; typed: Typed } = { errors: [], typed: {} }

/**
 * The survey of a district, one page at a time, without JavaScript.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the council's name
 */
export function surveyRoutes(pages: Pages, needs: SurveyNeeds): void {
  const { db } = needs
  /** Answers that cannot be sent any more, all of them, so that their writer can still tell the council. */
  const showKept = (
    seen: Visit,
    response: Response,
    draft: Draft,
    why: 'too late' | 'sent already',
  ): Promise<void> =>
    showPage(
      response,
      'surveys/not-sent',
      {
        title: why === 'too late' ? 'This consultation has closed' : 'You have sent your answers already',
        ...surveyFrame(needs, seen),
        why,
        answers: shownAnswers(seen.answering.definition, draft).filter(answer => answer.lines.length > 0),
        contact: shownContact(seen.consultation),
        at: seen.at,
        reference: draft.reference,
      },
      409,
    )

  pages.get(surveyPath, 'public', async (request, response) => {
    const seen = await readVisit(needs, request)
    const { draft, definition } = seen.answering
    await showPage(response, 'surveys/start', {
      title: `Answer for ${seen.district.name}`,
      ...surveyFrame(needs, seen),
      backLink: `/consultations/${seen.consultation.slug}/${seen.district.slug}`,
      at: seen.at,
      days: draftDays,
      graceMinutes: seen.consultation.graceMinutes,
      draft:
        draft === null
          ? null
          : {
              sent: draft.sentAt !== null,
              reference: draft.reference,
              begun: momentInWords(draft.begunAt),
              inTime: standingOf(seen, draft.begunAt).startsWith('counts'),
              next: `${seen.at}/${nextUnsaved(definition, draft)}`,
            },
      contact: shownContact(seen.consultation),
    })
  })

  pages.post(`${surveyPath}/start`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request)
    const first = seen.answering.definition.pages[0]
    if (!seen.words.canBegin || first === undefined) {
      response.redirect(303, seen.at)
      return
    }
    leaveToken(response, seen.at, await beginDraft(db, seen.answering.surveyId, seen.now))
    response.redirect(303, `${seen.at}/${first.key}`)
  })

  pages.get(
    `${surveyPath}/check`,
    'public',
    whileAnswering(needs, async (seen, _request, response) => {
      const { definition } = seen.answering
      if (seen.standing === 'too-late') return showKept(seen, response, seen.draft, 'too late')
      const missing = firstUnanswered(definition, seen.draft)
      if (missing !== null) {
        response.redirect(303, `${seen.at}/${missing.key}?return=check`)
        return
      }
      const asked = pagesThatApply(definition.pages, answersOf(seen.draft))
      await showPage(response, 'surveys/check', {
        title: 'Check your answers',
        ...surveyFrame(needs, seen),
        backLink: `${seen.at}/${asked.at(-1)?.key ?? ''}`,
        at: seen.at,
        answers: shownAnswers(definition, seen.draft),
        mark: markOf(seen.draft, definition),
      })
    }),
  )

  pages.post(
    `${surveyPath}/send`,
    'public',
    whileAnswering(needs, async (seen, request, response) => {
      const { definition } = seen.answering
      if (seen.standing === 'too-late') return showKept(seen, response, seen.draft, 'too late')
      if (seen.standing === 'too-early') {
        response.redirect(303, seen.at)
        return
      }
      if (firstUnanswered(definition, seen.draft) !== null) {
        response.redirect(303, `${seen.at}/check`)
        return
      }
      if ((request.body as Record<string, unknown>)['mark'] !== markOf(seen.draft, definition)) {
        redirectWithNotice(
          response,
          `${seen.at}/check`,
          'Your answers have changed since this page was shown, perhaps in another tab. Check them once more.',
        )
        return
      }
      const withinGrace = seen.standing === 'counts-within-grace'
      await sendDraft(db, seen.draft, definition, { at: seen.now, withinGrace })
      response.redirect(303, `${seen.at}/equality`)
    }),
  )

  pages.get(`${surveyPath}/forget`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request)
    const { draft } = seen.answering
    if (draft === null) {
      response.redirect(303, seen.at)
      return
    }
    await showPage(response, 'surveys/forget', {
      title: 'Stop and delete your answers',
      ...surveyFrame(needs, seen),
      backLink: seen.at,
      at: seen.at,
      sent: draft.sentAt !== null,
    })
  })

  pages.post(`${surveyPath}/forget`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request)
    const { draft } = seen.answering
    if (draft !== null) await forgetDraft(db, draft.id)
    takeToken(response, seen.at)
    redirectWithNotice(
      response,
      `/consultations/${seen.consultation.slug}/${seen.district.slug}`,
      draft?.sentAt == null
        ? 'Your answers were deleted. Nothing was sent.'
        : 'This device has forgotten your survey. The answers that you sent stay with us.',
    )
  })

  afterSendingRoutes(pages, needs)

  const showQuestions = async (
    seen: BegunVisit,
    page: SurveyPage,
    returnTo: string,
    response: Response,
    { errors, typed } = nothingWrong,
  ): Promise<void> => {
    const near = neighboursOf(seen.answering.definition.pages, answersOf(seen.draft), page.key)
    if (near === null) {
      response.redirect(303, `${seen.at}/check`)
      return
    }
    const before = near.before === null ? seen.at : `${seen.at}/${near.before.key}`
    await showPage(
      response,
      'surveys/page',
      {
        title: page.title,
        ...surveyFrame(needs, seen),
        backLink: returnTo === 'check' ? `${seen.at}/check` : before,
        action: `${seen.at}/${page.key}`,
        skip: '',
        page: shownPage(page, answersOf(seen.draft)),
        step: `Page ${near.number} of ${near.count}`,
        returnTo,
        place: placeInWords(seen.draft.pages.get(page.key)?.place ?? null),
        urgentHelp: seen.consultation.urgentHelp,
        unfinished:
          seen.draft === emptyDraft
            ? null
            : { forget: `${seen.at}/forget`, until: format.date(seen.draft.expiresAt) },
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }
  const asked = (seen: Visit, key: string): SurveyPage => {
    const page = seen.answering.definition.pages.find(one => one.key === key)
    if (page === undefined) throw notFound('There is no such question.')
    return page
  }

  pages.get(
    `${surveyPath}/:page`,
    'public',
    whileAnswering(needs, async (seen, request, response) => {
      const page = asked(seen, pathParameter(request, 'page'))
      if (seen.standing === 'too-late') return showKept(seen, response, seen.draft, 'too late')
      await showQuestions(seen, page, queryText(request, 'return') === 'check' ? 'check' : '', response)
    }),
  )

  /** The draft with a page as it was just sent, and what is wrong with that page. */
  const withPage = async (
    seen: Visit,
    draft: Draft,
    page: SurveyPage,
    read: ReadPage,
  ): Promise<{ draft: Draft; errors: FieldError[] }> => {
    const errors = [...read.errors]
    let place = read.forgetPlace ? null : (draft.pages.get(page.key)?.place ?? null)
    if (errors.length === 0 && read.postcode !== '') {
      place = await placeOfPostcode(db, seen.consultation, read.postcode)
      if (place === null) {
        const field = page.questions.find(question => question.kind === 'postcode')?.key ?? ''
        const written = normalisePostcode(read.postcode) ?? ''
        const message = `We don’t know the postcode ${written} in ${seen.consultation.county.name}. Check it, or leave this empty`
        errors.push({ field, message })
      }
    }
    const pagesNow = new Map([...draft.pages, [page.key, { answers: read.answers, place }] as const])
    return { draft: { ...draft, pages: pagesNow }, errors }
  }

  pages.post(
    `${surveyPath}/:page`,
    'public',
    async (request, response) => {
      const seen = await readVisit(needs, request)
      const page = asked(seen, pathParameter(request, 'page'))
      const read = readSurveyPage(page, request.body)
      const returnTo = read.typed['return'] === 'check' ? 'check' : ''
      const kept = seen.answering.draft
      const { draft, errors } = await withPage(seen, kept ?? emptyDraft, page, read)
      if (kept?.sentAt != null) return showKept(seen, response, draft, 'sent already')
      const standing =
        kept === null ? (seen.words.canBegin ? 'counts' : 'too-late') : standingOf(seen, kept.begunAt)
      if (standing === 'too-late') return showKept(seen, response, draft, 'too late')
      if (errors.length > 0) {
        const again = { errors, typed: read.typed }
        return showQuestions(
          { ...seen, draft: kept ?? emptyDraft, standing },
          page,
          returnTo,
          response,
          again,
        )
      }
      const saved = draft.pages.get(page.key) ?? { answers: [], place: null }
      if (kept === null) {
        // The earlier answers are gone, but what was just written need not be: it begins a new draft.
        const begun = await beginDraft(db, seen.answering.surveyId, seen.now, { key: page.key, page: saved })
        leaveToken(response, seen.at, begun)
        redirectWithNotice(
          response,
          `${seen.at}/${nextUnsaved(seen.answering.definition, draft)}`,
          `We no longer had your earlier answers: they are kept for ${draftDays} days. What you wrote just now is saved.`,
        )
        return
      }
      await savePage(db, kept.id, page.key, saved, seen.now)
      const after = neighboursOf(seen.answering.definition.pages, answersOf(draft), page.key)?.after
      response.redirect(303, returnTo === 'check' || !after ? `${seen.at}/check` : `${seen.at}/${after.key}`)
    },
    { form: { maximumBytes: 1_000_000, fields: 200 } },
  )
}
