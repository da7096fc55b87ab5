import type { Request, Response } from 'express'
import { z } from 'zod'
import { requireCounty, type County } from '../../county/index.ts'
import { AppError, notFound } from '../../platform/errors.ts'
import { format as f } from '../../platform/format.ts'
import { oneOf, readForm, requiredText, wholeNumber } from '../../platform/forms.ts'
import { pathParameter, showPage, type Pages } from '../../platform/pages.ts'
import { planningInputs } from '../planning-inputs-service.ts'
import { readScenarioSettings } from '../scenario-settings.ts'
import { scenarioOf } from '../scenario-routes.ts'
import { openScenario } from '../scenario-service.ts'
import { modesToAsk, type SuggestionNeeds } from './candidates-service.ts'
import { openRequest, planAnswerSchema, planRequestSchema } from './plan-request.ts'
import { askForStudy, defineStudyWork } from './studies-service.ts'
import { numbersView, othersView, sureView } from './study-page.ts'
import { studyAnswerSchema, studyRequestSchema, type StudyRequest } from './study-request.ts'
import { findSuggestion, type Suggestion } from './suggestion-repository.ts'

const othersForm = z.object({
  differ: wholeNumber({ label: 'In how many Centres they differ', min: 1, max: 50 }),
})

const numbersForm = z
  .object({
    from: wholeNumber({ label: 'The fewest Centres', min: 1, max: 200 }),
    to: wholeNumber({ label: 'The most Centres', min: 1, max: 200 }),
    mode: requiredText('Select which journeys to count', 60),
    venues: oneOf(['none', 'usual'], 'Select which sites may be used'),
  })
  .refine(form => form.to >= form.from, {
    path: ['to'],
    message: 'The most Centres must not be fewer than the fewest',
  })
  .refine(form => form.to - form.from <= 40, {
    path: ['to'],
    message: 'Compare at most 41 numbers at a time',
  })

/** How many other plans are looked for. */
const otherPlans = 4

/**
 * Pages that study plans: how sure one is, others nearly as good, and more and fewer Centres.
 *
 * @param pages - register of pages
 * @param needs - database, clock, jobs, and what keeps journeys
 */
export function studiesRoutes(pages: Pages, needs: SuggestionNeeds): void {
  const { db, clock } = needs
  defineStudyWork(needs)

  const found = async (
    county: County,
    request: Request,
  ): Promise<{
    suggestion: Suggestion
    study: Pick<StudyRequest, 'request' | 'plan'> & { plan: object }
    objective: number
  }> => {
    const suggestion = await findSuggestion(db, county.id, pathParameter(request, 'suggestion'))
    if (suggestion?.kind !== 'plan') throw notFound('There is no such suggestion.')
    const answer = planAnswerSchema.safeParse(suggestion.answer ?? suggestion.best)
    if (!answer.success || answer.data.plan === null)
      throw new AppError('no-plan', 409, 'No plan was found yet, so there is nothing to study.')
    const { centres, zones, objective } = answer.data.plan
    return {
      suggestion,
      study: { request: planRequestSchema.parse(suggestion.request), plan: { centres, zones } },
      objective,
    }
  }

  pages.post('/scenarios/suggestions/:suggestion/how-sure', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const { suggestion, study } = await found(county, request)
    const id = await askForStudy(
      needs,
      county,
      {
        kind: 'how-sure',
        ofSuggestion: suggestion.id,
        ofScenario: null,
        name: `How sure is ${suggestion.name}?`,
        request: { ...study, numbers: null, others: null },
      },
      visitor,
    )
    response.redirect(303, `/scenarios/suggestions/${id}`)
  })

  pages.post('/scenarios/suggestions/:suggestion/others', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const { suggestion, study } = await found(county, request)
    const form = readForm(othersForm, request.body)
    const differ = form.ok ? Math.min(form.value.differ, study.request.centres) : 2
    const id = await askForStudy(
      needs,
      county,
      {
        kind: 'alternatives',
        ofSuggestion: suggestion.id,
        ofScenario: null,
        name: `Others nearly as good as ${suggestion.name}`,
        request: { ...study, numbers: null, others: { count: otherPlans, differ } },
      },
      visitor,
    )
    response.redirect(303, `/scenarios/suggestions/${id}`)
  })

  pages.post('/scenarios/:id/how-sure', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const summary = await scenarioOf(db, clock, county, request)
    const { scenario } = await openScenario(db, county, summary)
    const [mode] = await modesToAsk(needs, county)
    const of = (fate: string): string[] =>
      scenario.fates.filter(one => one.fate === fate).map(({ siteId }) => siteId)
    const centres = of('centre')
    if (centres.length === 0)
      throw new AppError('no-centres', 409, 'This scenario has no Centre yet, so there is nothing to study.')
    const zones = of('zone')
    const id = await askForStudy(
      needs,
      county,
      {
        kind: 'how-sure',
        ofSuggestion: null,
        ofScenario: scenario.statusQuo ? null : scenario.id,
        name: `How sure is ${scenario.name}?`,
        request: {
          request: {
            ...openRequest,
            mode: mode?.value ?? '',
            centres: centres.length,
            zones: zones.length,
            zoneWorth: 0.5,
            keepGates: false,
            venueKinds: ['library', 'community-building'],
            searchSeconds: 20,
          },
          plan: { centres, zones },
          numbers: null,
          others: null,
        },
      },
      visitor,
    )
    response.redirect(303, `/scenarios/suggestions/${id}`)
  })

  const showNumbersForm = async (
    response: Response,
    county: County,
    errors: readonly { field: string; message: string }[] = [],
    typed: Record<string, string | string[]> = {},
  ): Promise<void> => {
    const { limits } = await readScenarioSettings(db, county.id)
    await showPage(
      response,
      'scenarios/suggestions/how-many',
      {
        title: 'How many Centres?',
        breadcrumbs,
        modeItems: (await modesToAsk(needs, county)).map(({ value, text, hint }) => ({ value, text, hint })),
        fewest: Math.max(1, limits.centres - 5),
        most: limits.centres + 5,
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/scenarios/how-many', 'plan', async (_request, response) => {
    await showNumbersForm(response, await requireCounty(db))
  })

  pages.post('/scenarios/how-many', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const form = readForm(numbersForm, request.body)
    const modes = await modesToAsk(needs, county)
    if (!form.ok || !modes.some(one => one.value === form.value.mode)) {
      const errors = form.ok ? [{ field: 'mode', message: 'Select which journeys to count' }] : form.errors
      await showNumbersForm(response, county, errors, form.ok ? {} : form.typed)
      return
    }
    const { from, to, mode, venues } = form.value
    const id = await askForStudy(
      needs,
      county,
      {
        kind: 'frontier',
        ofSuggestion: null,
        ofScenario: null,
        name: `${from} to ${f.count(to, 'Centre')}`,
        request: {
          request: {
            ...openRequest,
            mode,
            venueKinds: venues === 'none' ? [] : ['library', 'community-building'],
            searchSeconds: 15,
          },
          plan: null,
          numbers: { from, to },
          others: null,
        },
      },
      visitor,
    )
    response.redirect(303, `/scenarios/suggestions/${id}`)
  })
}

const breadcrumbs = [
  { text: 'Scenarios', href: '/scenarios' },
  { text: 'Suggested plans', href: '/scenarios/suggestions' },
]

/**
 * Shows a study: as far as it is, or whole.
 *
 * @param needs - database and jobs
 * @param response - the answer
 * @param county - the county
 * @param suggestion - the study
 */
export async function showStudy(
  needs: SuggestionNeeds,
  response: Response,
  county: County,
  suggestion: Suggestion,
): Promise<void> {
  const { db, jobs } = needs
  const asked = studyRequestSchema.parse(suggestion.request)
  const kept = suggestion.answer ?? suggestion.best
  const answer = kept === null ? null : studyAnswerSchema.parse(kept)
  const job = suggestion.jobId === null ? null : await jobs.find(suggestion.jobId)
  const looking = suggestion.answer === null && job?.state === 'running'
  if (looking) response.set('Refresh', '3')
  const inputs = await planningInputs(db, county)
  const of =
    suggestion.ofSuggestion === null ? null : await findSuggestion(db, county.id, suggestion.ofSuggestion)
  const ofAnswer = planAnswerSchema.safeParse(of?.answer ?? of?.best)
  await showPage(response, 'scenarios/suggestions/study', {
    title: suggestion.name,
    wide: true,
    breadcrumbs,
    suggestion: {
      suggestionId: suggestion.id,
      suggestionName: suggestion.name,
      by: suggestion.createdBy,
      at: f.dateTime(suggestion.createdAt),
      what: suggestion.kind,
      ofPlan: of === null ? null : { planId: of.id, plan: of.name },
      ofScenario: suggestion.ofScenario,
    },
    job,
    looking,
    method: answer?.method ?? '',
    differ: asked.others?.differ ?? 0,
    sure: suggestion.kind === 'how-sure' && answer !== null ? sureView(asked, answer, inputs) : null,
    others:
      suggestion.kind === 'alternatives' && answer !== null
        ? othersView(asked, answer, inputs, ofAnswer.success ? (ofAnswer.data.plan?.objective ?? null) : null)
        : null,
    numbers: suggestion.kind === 'frontier' && answer !== null ? numbersView(asked, answer) : null,
  })
}
