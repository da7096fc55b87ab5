import { sameQuestion, type GivenAnswer, type SurveyDefinition } from '../model/survey.ts'
import { findPublicDistrict } from '../consultations/index.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, redirectWithNotice, type Pages } from '../platform/pages.ts'
import { aboutKey, answersForThemselves, pageOfWho } from './about-response.ts'
import type { RespondentPlace, SavedPage } from './draft.ts'
import { readAnswering } from './draft-reading-repository.ts'
import { beginDraft } from './draft-repository.ts'
import { listAnswers, readResponse } from './response-reading-repository.ts'
import { nextUnsaved } from './draft-progress.ts'
import { leaveToken } from './device-tokens-routes.ts'
import { afterSending, surveyPath, type SurveyNeeds } from './survey-visit-routes.ts'

/**
 * The answers that hold for another district too: to questions that it asks in the same words, and that are not about a
 * proposal. Only pages of which every question is such a one are taken over, so that nothing is passed over unseen.
 *
 * @param from - the survey that was answered
 * @param to - the other district's
 * @param answers - what was answered
 * @param place - where the respondent lives, as far as it is kept
 * @returns pages of the other survey, by their key
 */
export function generalAnswers(
  from: SurveyDefinition,
  to: SurveyDefinition,
  answers: readonly GivenAnswer[],
  place: RespondentPlace,
): Map<string, SavedPage> {
  const before = new Map(from.pages.flatMap(page => page.questions).map(one => [one.key, one]))
  const pages = new Map<string, SavedPage>()
  for (const page of to.pages) {
    const general = page.questions.every(question => {
      const same = before.get(question.key)
      return (
        same !== undefined &&
        question.proposalId === undefined &&
        question.kind !== 'file' &&
        sameQuestion(same, question)
      )
    })
    if (!general) continue
    const keys = page.questions.map(question => question.key)
    const own = answers.filter(
      answer =>
        keys.includes(answer.questionKey) || keys.some(key => answer.questionKey.startsWith(`${key}--`)),
    )
    const asksPlace = page.questions.some(question => question.kind === 'postcode')
    const kept = asksPlace && (place.neighbourhoodCode !== null || place.distanceBand !== null) ? place : null
    if (own.length > 0 || kept !== null) pages.set(page.key, { answers: own, place: kept })
  }
  return pages
}

/**
 * After sending: answering for another district, with the general answers taken over.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what opens drafts
 */
export function otherDistrictRoutes(pages: Pages, needs: SurveyNeeds): void {
  const { db, pepper, draftDays } = needs
  pages.post(
    `${surveyPath}/also/:other`,
    'public',
    afterSending(needs, async (seen, request, response) => {
      const other = await findPublicDistrict(db, seen.consultation.slug, pathParameter(request, 'other'))
      if (other === null || other.district.code === seen.district.code)
        throw notFound('There is no such district.')
      const at = `/consultations/${seen.consultation.slug}/${other.district.slug}/survey`
      const asked = { consultationId: seen.consultation.id, districtCode: other.district.code }
      const answering = await readAnswering(db, pepper, asked, [], seen.now)
      if (answering === null || !seen.canBegin) {
        response.redirect(303, at)
        return
      }
      const sent = await readResponse(db, seen.draft.responseId)
      const answers = await listAnswers(db, seen.consultation.id, {
        responseId: seen.draft.responseId,
        section: 'survey',
      })
      const { definition } = answering
      const carried = generalAnswers(
        seen.answering.definition,
        definition,
        answers.map(({ questionKey, choices, text }) => ({ questionKey, choices, text })),
        { neighbourhoodCode: sent?.neighbourhoodCode ?? null, distanceBand: sent?.distanceBand ?? null },
      )
      const about = sent?.about ?? answersForThemselves
      carried.set(
        aboutKey,
        pageOfWho({
          ...answersForThemselves,
          ...about,
          who: sent?.helped === true ? 'helping' : about.official !== null ? 'organisation' : 'self',
          alsoAnswered: (about.alsoAnswered ?? 0) + 1,
        }),
      )
      const span = { at: seen.now, days: draftDays }
      const token = await beginDraft(db, pepper, answering.surveyId, span, carried)
      leaveToken(needs, response, seen, token)
      redirectWithNotice(
        response,
        `${at}/${nextUnsaved(definition, { pages: carried })}`,
        'Your general answers were taken over. You can change them before you send.',
      )
    }),
  )
}
