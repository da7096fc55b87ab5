import type { Response } from 'express'
import { inTransaction } from '../db/index.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import type { FieldError } from '../platform/forms.ts'
import { answersOf, neighboursOf, type SavedPage } from './draft.ts'
import { savePage } from './draft-repository.ts'
import { shownAnswersOfPage, type ShownAnswer } from './shown-answers-page.ts'
import {
  surveyFrame,
  surveyPath,
  whileAnswering,
  type BegunVisit,
  type SurveyNeeds,
} from './survey-visit-routes.ts'
import { wordsOf } from './survey-words.ts'

/** The value of "what is saved now" among the versions. */
const current = 'current'

/**
 * Choosing between answers to the same page that came from two devices or tabs.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what opens drafts
 */
export function choiceRoutes(pages: Pages, needs: SurveyNeeds): void {
  const show = async (
    seen: BegunVisit,
    key: string,
    response: Response,
    errors: readonly FieldError[] = [],
  ): Promise<void> => {
    const { draft, speaker, at, answering } = seen
    const page = answering.definition.pages.find(one => one.key === key)
    const asides = draft.asides.get(key) ?? []
    if (page === undefined || asides.length === 0) {
      response.redirect(303, `${at}/check`)
      return
    }
    const words = wordsOf(speaker, answering.definition, answersOf(draft))
    const shown = (saved: SavedPage | undefined): ShownAnswer[] =>
      shownAnswersOfPage(page, saved?.answers ?? [], saved?.place ?? null, { words, speaker })
    await showPage(
      response,
      'surveys/choose',
      {
        title: speaker.plain('Which answers do you want to send?'),
        ...surveyFrame(needs, seen),
        backLink: `${at}/${key}`,
        action: `${at}/choose/${key}`,
        heading: words(page.title),
        versions: [
          { version: current, answers: shown(draft.pages.get(key)) },
          ...asides.map(aside => ({ version: aside.asideKey, answers: shown(aside.page) })),
        ],
        errors,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get(
    `${surveyPath}/choose/:page`,
    'public',
    whileAnswering(needs, (seen, request, response) => show(seen, pathParameter(request, 'page'), response)),
  )

  pages.post(
    `${surveyPath}/choose/:page`,
    'public',
    whileAnswering(needs, async (seen, request, response) => {
      const key = pathParameter(request, 'page')
      const { draft, answering, at, now } = seen
      const wanted = (request.body as Record<string, unknown>)['version']
      const aside = draft.asides.get(key)?.find(one => one.asideKey === wanted)
      const before = draft.pages.get(key)
      if (aside === undefined && wanted !== current) {
        return show(seen, key, response, [{ field: 'version', message: 'Choose which answers to send' }])
      }
      if (aside !== undefined) {
        // They change places: what was not chosen stays until sending.
        await inTransaction(needs.db, async tx => {
          await savePage(tx, draft, key, aside.page, now)
          await savePage(tx, draft, aside.asideKey, before ?? { answers: [], place: null }, now)
        })
      }
      const pagesNow = new Map([...draft.pages, ...(aside ? [[key, aside.page] as const] : [])])
      const answers = answersOf({ pages: pagesNow })
      const after = neighboursOf(answering.definition.pages, answers, key)?.after
      response.redirect(303, `${at}/${after?.key ?? 'check'}`)
    }),
  )
}
