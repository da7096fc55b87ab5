import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { requireCounty } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { queryText, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { keepJourneyColumns, type JourneyColumns } from '../travel/index.ts'
import { comparisonRoutes } from './comparison-routes.ts'
import { distancesRoutes } from './distances-routes.ts'
import { figuresFor, figuresOfOne } from './figures-service.ts'
import { figuresView } from './figures-page.ts'
import { listRows } from './list-page.ts'
import { planDetailsRoutes } from './plan-details-routes.ts'
import { publicationRoutes } from './publication-routes.ts'
import { scenarioOf, scenarioRoutes } from './scenario-routes.ts'
import { changeScenario, copyScenario } from './scenario-service.ts'
import { nameForm, newScenarioForm } from './scenarios-forms.ts'
import { removeScenario, renameScenario, statusQuoScenario, storedScenarios } from './scenarios-repository.ts'
import { settingsRoutes } from './settings-routes.ts'
import type { ScenarioSummary } from './scenario.ts'

/**
 * Pages of scenarios: the list, one scenario, distances, comparison, settings and publication.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what keeps journeys (an empty store unless given)
 */
export function scenariosRoutes(
  pages: Pages,
  { db, clock, columns = keepJourneyColumns() }: { db: Db; clock: Clock; columns?: JourneyColumns },
): void {
  const everyScenario = async (countyId: string): Promise<ScenarioSummary[]> => {
    await statusQuoScenario(db, countyId, clock().toISOString())
    return storedScenarios(db, countyId)
  }
  const nameTaken = (all: readonly ScenarioSummary[], name: string, except?: string): boolean =>
    all.some(one => one.id !== except && one.name.toLowerCase() === name.toLowerCase())
  const taken: FieldError = { field: 'name', message: 'There is a scenario with this name already' }

  pages.get('/scenarios', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    const figured = await figuresFor(db, county, await everyScenario(county.id), columns)
    const [first] = figured
    await showPage(response, 'scenarios/list', {
      title: 'Scenarios',
      wide: true,
      county,
      scenarioRows: listRows(figured),
      noun: first && first.figures.prepared.basis.unit === 'seconds' ? 'journey' : 'distance',
      sources: first ? figuresView(first.figures, true).source : '',
    })
  })

  // Before the pages of one scenario, whose paths would take these words for an id.
  settingsRoutes(pages, { db, clock })
  comparisonRoutes(pages, { db, clock, columns })

  const showNew = async (
    response: Response,
    from: string,
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> => {
    const county = await requireCounty(db)
    await showPage(
      response,
      'scenarios/new',
      {
        title: 'New scenario',
        breadcrumbs: [{ text: 'Scenarios', href: '/scenarios' }],
        starts: (await everyScenario(county.id)).map(one => ({ value: one.id, text: one.name })),
        from,
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/scenarios/new', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    await showNew(
      response,
      queryText(request, 'from') || (await statusQuoScenario(db, county.id, clock().toISOString())).id,
    )
  })

  pages.post('/scenarios/new', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const all = await everyScenario(county.id)
    const form = readForm(newScenarioForm, request.body)
    if (!form.ok) {
      await showNew(response, '', form.errors, form.typed)
      return
    }
    const from = all.find(one => one.id === form.value.from)
    if (from === undefined || nameTaken(all, form.value.name)) {
      const error = from === undefined ? { field: 'from', message: 'Select what to start from' } : taken
      await showNew(response, '', [error], { ...form.value })
      return
    }
    const id = await copyScenario(db, county, from, form.value, visitor, clock)
    redirectWithNotice(response, `/scenarios/${id}`, `Scenario made from ${from.name}`)
  })

  scenarioRoutes(pages, { db, clock, columns })
  distancesRoutes(pages, { db, clock, columns })
  planDetailsRoutes(pages, { db, clock, columns })
  publicationRoutes(pages, { db, clock, columns })

  const showEdit = async (
    response: Response,
    scenario: ScenarioSummary,
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> =>
    showPage(
      response,
      'scenarios/edit',
      {
        title: `Name of ${scenario.name}`,
        breadcrumbs: [
          { text: 'Scenarios', href: '/scenarios' },
          { text: scenario.name, href: `/scenarios/${scenario.id}` },
        ],
        scenario,
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )

  const editable = async (request: Request): Promise<ScenarioSummary> => {
    const scenario = await scenarioOf(db, clock, await requireCounty(db), request)
    if (!scenario.statusQuo && scenario.publishedAt === null) return scenario
    const why = scenario.statusQuo ? 'The status quo is always there' : 'This scenario is published'
    throw new AppError('not-editable', 409, `${why} and cannot be changed. Make a copy of it instead.`)
  }

  pages.get('/scenarios/:id/edit', 'plan', async (request, response) => {
    await showEdit(response, await editable(request))
  })

  pages.post('/scenarios/:id/edit', 'plan', async (request, response, visitor) => {
    const scenario = await editable(request)
    const form = readForm(nameForm, request.body)
    if (!form.ok) {
      await showEdit(response, scenario, form.errors, form.typed)
      return
    }
    const { name, description } = form.value
    if (nameTaken(await storedScenarios(db, scenario.countyId), name, scenario.id)) {
      await showEdit(response, scenario, [taken], { name, description })
      return
    }
    await changeScenario(db, scenario.id, clock, async tx => {
      await renameScenario(tx, scenario.id, name, description)
      await recordAction(tx, visitor, {
        action: 'scenario.renamed',
        subject: scenario.id,
        summary: `Changed the name or description of the scenario ${scenario.name}${name === scenario.name ? '' : ` to ${name}`}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, `/scenarios/${scenario.id}`, 'Name and description saved')
  })

  pages.get('/scenarios/:id/delete', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const { scenario, figures } = await figuresOfOne(db, county, await editable(request), columns)
    await showPage(response, 'scenarios/delete', {
      title: `Delete ${scenario.name}?`,
      backLink: `/scenarios/${scenario.id}`,
      scenario,
      counts: figures.counts,
    })
  })

  pages.post('/scenarios/:id/delete', 'plan', async (request, response, visitor) => {
    const scenario = await editable(request)
    await inTransaction(db, async tx => {
      if (!(await removeScenario(tx, scenario.id))) {
        throw new AppError('not-editable', 409, 'This scenario is published and cannot be deleted any more.')
      }
      await recordAction(tx, visitor, {
        action: 'scenario.deleted',
        subject: scenario.id,
        summary: `Deleted the scenario ${scenario.name}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, '/scenarios', `${scenario.name} is deleted`)
  })
}
