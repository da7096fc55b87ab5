import type { Response } from 'express'
import { questionsOf, type SurveyDefinition } from '../model/survey.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { queryText, showPage, type Pages } from '../platform/pages.ts'
import { aboutKey, helpers, pageOfWho, whoAnswers, type WhoAnswers } from './about-response.ts'
import type { Draft, SavedPage } from './draft.ts'
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
    wantsAll: boolean,
    again: { errors: readonly FieldError[]; typed: Typed } = { errors: [], typed: {} },
  ): Promise<void> => {
    const { speaker, draft, answering, at } = seen
    const asksForName = questionsOf(answering.definition.pages).some(one => one.key === 'organisation')
    const given = whoAnswers(draft)
    // What was said at the start is not asked again: only what is missing.
    const known = wantsAll || given.who === 'self' ? null : given.who
    await showPage(
      response,
      'surveys/who',
      {
        title:
          known === 'organisation'
            ? speaker.plain('About the group or organisation')
            : known === 'helping'
              ? speaker.plain('Who is helping?')
              : speaker.plain('Who is answering?'),
        ...surveyFrame(needs, seen),
        backLink: at,
        action: `${at}/who/answers`,
        given,
        known,
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
    whileInTime(needs, (seen, request, response) =>
      show(seen, response, queryText(request, 'change') === 'yes'),
    ),
  )

  pages.post(
    `${surveyPath}/who/answers`,
    'public',
    whileInTime(needs, async (seen, request, response) => {
      const { draft, answering, at, now } = seen
      const read = readForm(whoForm, request.body)
      const { alsoAnswered, who } = whoAnswers(draft)
      if (!read.ok) return show(seen, response, read.typed['who'] !== who, read)
      await savePage(needs.db, draft, aboutKey, pageOfWho({ ...read.value, alsoAnswered }), now)
      const role = roleSaid(answering.definition, draft, read.value.who)
      if (role !== null) await savePage(needs.db, draft, role.key, role.saved, now)
      const pages = role === null ? draft.pages : new Map([...draft.pages, [role.key, role.saved]])
      response.redirect(303, `${at}/${nextUnsaved(answering.definition, { pages })}`)
    }),
  )
}

/**
 * The question as what somebody answers, where it has been answered by saying who answers: it is not asked a second
 * time in other words. Whoever wants to add to it can do so when they check their answers.
 */
function roleSaid(
  { pages }: SurveyDefinition,
  draft: Pick<Draft, 'pages'>,
  who: WhoAnswers['who'],
): { key: string; saved: SavedPage } | null {
  const asked = pages.find(({ questions }) => questions.length === 1 && questions[0]?.key === 'role')
  const options = asked?.questions[0]?.options ?? []
  if (asked === undefined || !options.some(({ value }) => value === 'organisation')) return null
  const before = draft.pages.get(asked.key)?.answers[0]?.choices ?? []
  const saved = (choices: readonly string[]): { key: string; saved: SavedPage } => ({
    key: asked.key,
    saved: { place: null, answers: [{ questionKey: 'role', choices, text: null }] },
  })
  if (who === 'organisation') return before.length === 0 ? saved(['organisation']) : null
  // Said by mistake: then it is asked after all, before anything is sent.
  return before.length === 1 && before[0] === 'organisation' ? saved([]) : null
}
