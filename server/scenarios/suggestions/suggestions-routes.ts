import type { Request, Response } from 'express'
import { recordAction } from '../../accounts/index.ts'
import { requireCounty, type County } from '../../county/index.ts'
import { notFound } from '../../platform/errors.ts'
import { format as f } from '../../platform/format.ts'
import { readForm, typedFields, type FieldError, type Typed } from '../../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { planningInputs } from '../planning-inputs-service.ts'
import { readScenarioSettings } from '../scenario-settings.ts'
import { exchangesRoutes } from './exchanges-routes.ts'
import { askView, venueKinds } from './ask-page.ts'
import { modesToAsk, type SuggestionNeeds } from './candidates-service.ts'
import { planView } from './plan-page.ts'
import { planAnswerSchema, planRequestSchema } from './plan-request.ts'
import { studyOn } from './studies-service.ts'
import { showStudy, studiesRoutes } from './studies-routes.ts'
import { planForm } from './suggestion-forms.ts'
import { suggestionRows } from './list-page.ts'
import {
  findSuggestion,
  listSuggestions,
  removeSuggestion,
  type Suggestion,
} from './suggestion-repository.ts'
import { askForPlan, definePlanWork, planToTake, searchOn, takeAsScenario } from './suggestion-service.ts'

const breadcrumbs = [
  { text: 'Scenarios', href: '/scenarios' },
  { text: 'Suggested plans', href: '/scenarios/suggestions' },
]

// A county with 3,000 venues still sends all of its rules in one form.
const largeForm = { form: { maximumBytes: 2_000_000, fields: 10_000 } }

/**
 * Pages on which a planner asks for a plan, watches it being looked for, and takes it as a scenario.
 *
 * @param pages - register of pages
 * @param needs - database, clock, jobs, and what keeps journeys
 */
export function suggestionsRoutes(pages: Pages, needs: SuggestionNeeds): void {
  const { db, clock, jobs } = needs
  definePlanWork(needs)
  exchangesRoutes(pages, needs)
  studiesRoutes(pages, needs)

  const ofPath = async (county: County, request: Request): Promise<Suggestion> => {
    const suggestion = await findSuggestion(db, county.id, pathParameter(request, 'suggestion'))
    if (suggestion === null) throw notFound('There is no such suggestion.')
    return suggestion
  }

  const showForm = async (
    response: Response,
    county: County,
    from: Suggestion | null,
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> => {
    const inputs = await planningInputs(db, county)
    const asked = from === null ? null : planRequestSchema.safeParse(from.request)
    await showPage(
      response,
      'scenarios/suggestions/ask',
      {
        title: 'Suggest a plan',
        breadcrumbs,
        ...askView(
          inputs.sites,
          await modesToAsk(needs, county),
          await readScenarioSettings(db, county.id),
          from !== null && asked?.success === true ? { name: from.name, request: asked.data } : null,
        ),
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/scenarios/suggestions', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    await showPage(response, 'scenarios/suggestions/list', {
      title: 'Suggested plans',
      breadcrumbs: breadcrumbs.slice(0, 1),
      suggestionRows: suggestionRows(await listSuggestions(db, county.id)),
    })
  })

  pages.get('/scenarios/suggest', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const from = queryText(request, 'from')
    await showForm(response, county, from === '' ? null : await findSuggestion(db, county.id, from))
  })

  pages.post(
    '/scenarios/suggest',
    'plan',
    async (request, response, visitor) => {
      const county = await requireCounty(db)
      const modes = await modesToAsk(needs, county)
      const { sites } = await planningInputs(db, county)
      const form = readForm(
        planForm(sites, venueKinds, mode => modes.find(one => one.value === mode)?.unit ?? null),
        request.body,
      )
      if (!form.ok) {
        await showForm(response, county, null, form.errors, form.typed)
        return
      }
      const id = await askForPlan(needs, county, form.value, visitor)
      response.redirect(303, `/scenarios/suggestions/${id}`)
    },
    largeForm,
  )

  pages.get('/scenarios/suggestions/:suggestion', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const suggestion = await ofPath(county, request)
    if (suggestion.kind !== 'plan') {
      await showStudy(needs, response, county, suggestion)
      return
    }
    const asked = planRequestSchema.parse(suggestion.request)
    const job = suggestion.jobId === null ? null : await jobs.find(suggestion.jobId)
    const looking = suggestion.answer === null && job?.state === 'running'
    const found = suggestion.answer ?? suggestion.best
    const answer = found === null ? null : planAnswerSchema.parse(found)
    // Without JavaScript the page asks again by itself.
    if (looking) response.set('Refresh', '2')
    const modes = await modesToAsk(needs, county)
    const mode = modes.find(one => one.value === asked.mode)
    const inputs = await planningInputs(db, county)
    await showPage(response, 'scenarios/suggestions/plan', {
      title: suggestion.name,
      wide: true,
      breadcrumbs,
      suggestion: {
        suggestionId: suggestion.id,
        suggestionName: suggestion.name,
        by: suggestion.createdBy,
        at: f.dateTime(suggestion.createdAt),
      },
      job,
      looking,
      proven: answer?.proof === 'proven best' || answer?.proof === 'cannot be done',
      method: answer?.method ?? mode?.hint ?? '',
      view: planView(asked, inputs, answer, looking, answer?.unit ?? mode?.unit ?? 'metres'),
    })
  })

  pages.post('/scenarios/suggestions/:suggestion/stop', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const { id, jobId } = await ofPath(county, request)
    if (jobId !== null) await jobs.cancel(jobId)
    redirectWithNotice(
      response,
      `/scenarios/suggestions/${id}`,
      'We asked it to stop. The best so far is kept.',
    )
  })

  pages.post('/scenarios/suggestions/:suggestion/go-on', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const suggestion = await ofPath(county, request)
    await (suggestion.kind === 'plan' ? searchOn : studyOn)(needs, county, suggestion, visitor)
    redirectWithNotice(
      response,
      `/scenarios/suggestions/${suggestion.id}`,
      'The search goes on from the best so far',
    )
  })

  pages.post('/scenarios/suggestions/:suggestion/take', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const suggestion = await ofPath(county, request)
    const run = Number(typedFields(request.body)['run'] ?? 1)
    const id = await takeAsScenario(needs, county, planToTake(suggestion, run), visitor)
    redirectWithNotice(
      response,
      `/scenarios/${id}`,
      'The plan is now a scenario. Today’s centres that it does not use are marked closed: say what becomes of them.',
    )
  })

  pages.post('/scenarios/suggestions/:suggestion/delete', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const suggestion = await ofPath(county, request)
    if (suggestion.jobId !== null) await jobs.cancel(suggestion.jobId)
    await removeSuggestion(db, county.id, suggestion.id)
    await recordAction(db, visitor, {
      action: 'suggestion.deleted',
      subject: suggestion.id,
      summary: `Deleted the suggested plan ${suggestion.name}`,
      at: clock(),
    })
    redirectWithNotice(response, '/scenarios/suggestions', `${suggestion.name} is deleted`)
  })
}
