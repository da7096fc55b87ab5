import type { Response } from 'express'
import { questionsOf } from '../model/survey.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { showPage, type Pages } from '../platform/pages.ts'
import { aboutKey, helpers, pageOfWho, whoAnswers } from './about-response.ts'
import { savePage } from './draft-repository.ts'
import { nextUnsaved } from './draft-progress.ts'
import {
  surveyFrame,
  surveyPath,
  whileInTime,
  type BegunVisit,
  type SurveyNeeds,
} from './survey-visit-routes.ts'
import { cleanTyped } from './survey-forms.ts'
import { whoForm } from './who-forms.ts'

/**
 * Who answers: for themselves, for an organisation, or helping somebody.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what opens drafts
 */
export function whoRoutes(pages: Pages, needs: SurveyNeeds): void {
  const show = async (
    seen: BegunVisit,
    response: Response,
    again: { errors: readonly FieldError[]; typed: Typed } = { errors: [], typed: {} },
  ): Promise<void> => {
    const { speaker, draft, answering, at } = seen
    const asksForName = questionsOf(answering.definition.pages).some(one => one.key === 'organisation')
    await showPage(
      response,
      'surveys/who',
      {
        title: speaker.plain('Who is answering?'),
        ...surveyFrame(needs, seen),
        backLink: at,
        action: `${at}/who/answers`,
        given: whoAnswers(draft),
        helpers,
        asksForName,
        ...again,
        typed: cleanTyped(again.typed),
      },
      again.errors.length > 0 ? 422 : 200,
    )
  }

  pages.get(
    `${surveyPath}/who/answers`,
    'public',
    whileInTime(needs, (seen, _request, response) => show(seen, response)),
  )

  pages.post(
    `${surveyPath}/who/answers`,
    'public',
    whileInTime(needs, async (seen, request, response) => {
      const { draft, answering, at, now } = seen
      const read = readForm(whoForm, request.body)
      if (!read.ok) return show(seen, response, read)
      const { alsoAnswered } = whoAnswers(draft)
      await savePage(needs.db, draft, aboutKey, pageOfWho({ ...read.value, alsoAnswered }), now)
      response.redirect(303, `${at}/${nextUnsaved(answering.definition, draft)}`)
    }),
  )
}
