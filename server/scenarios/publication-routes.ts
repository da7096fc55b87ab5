import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import type { JourneyColumns } from '../travel/index.ts'
import { figuresOfOne } from './figures-service.ts'
import { figuresView } from './figures-page.ts'
import { fallbackNotice } from './mode-page.ts'
import { moneyView } from './money-page.ts'
import { methodInWords } from './planning-inputs.ts'
import { publishScenario, verifyScenario } from './publication-service.ts'
import { scenarioOf } from './scenario-routes.ts'

/**
 * Publishing a scenario, and checking a published one.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what keeps journeys
 */
export function publicationRoutes(
  pages: Pages,
  { db, clock, columns }: { db: Db; clock: Clock; columns: JourneyColumns },
): void {
  pages.get('/scenarios/:id/publish', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const summary = await scenarioOf(db, clock, county, request)
    if (summary.statusQuo || summary.publishedAt !== null) {
      throw new AppError('not-editable', 409, 'Only a scenario that is being drawn can be published.')
    }
    const { scenario, inputs, figures } = await figuresOfOne(db, county, summary, columns)
    await showPage(response, 'scenarios/publish', {
      title: `Publish ${scenario.name}`,
      backLink: `/scenarios/${scenario.id}`,
      scenario,
      view: figuresView(figures, false),
      money: moneyView(figures),
      method: methodInWords(figures.prepared.basis),
      fallback: fallbackNotice(figures.prepared),
      datasets: inputs.datasets,
    })
  })

  pages.post('/scenarios/:id/publish', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const { id } = await scenarioOf(db, clock, county, request)
    await publishScenario(db, county, id, visitor, clock, columns)
    redirectWithNotice(response, `/scenarios/${id}`, 'Published. From now on this scenario cannot be changed')
  })

  pages.get('/scenarios/:id/check', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const scenario = await scenarioOf(db, clock, county, request)
    const verification = await verifyScenario(db, scenario.id, columns)
    if (verification === null) throw notFound('This scenario is not published, so there is nothing to check.')
    await showPage(response, 'scenarios/check', {
      title: `Check of ${scenario.name}`,
      backLink: `/scenarios/${scenario.id}`,
      scenario,
      verification,
      differing: verification.differences.slice(0, 50),
    })
  })
}
