import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { COST_LINES } from '../model/ledger.ts'
import type { Clock } from '../platform/clock.ts'
import { joinDates, readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { weekdayName, weekdayNames } from '../sites/index.ts'
import type { JourneyColumns } from '../travel/index.ts'
import { addLedger, addOutreach, removeLedger, removeOutreach } from './choices-repository.ts'
import { figuresOfOne, type FiguredScenario } from './figures-service.ts'
import { lineName, moneyView } from './money-page.ts'
import { scenarioOf } from './scenario-routes.ts'
import { changeScenario } from './scenario-service.ts'
import { ledgerForm, outreachForm } from './scenarios-forms.ts'

/**
 * What a scenario plans beside its fates: weekly outreach sessions, and costs and incomes entered by hand.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what keeps journeys
 */
export function planDetailsRoutes(
  pages: Pages,
  { db, clock, columns }: { db: Db; clock: Clock; columns: JourneyColumns },
): void {
  const opened = async (request: Request): Promise<FiguredScenario> => {
    const county = await requireCounty(db)
    return figuresOfOne(db, county, await scenarioOf(db, clock, county, request), columns)
  }
  const around = (
    { scenario }: FiguredScenario,
    title: string,
  ): Record<string, unknown> & { title: string } => ({
    title: `${title}: ${scenario.name}`,
    breadcrumbs: [
      { text: 'Scenarios', href: '/scenarios' },
      { text: scenario.name, href: `/scenarios/${scenario.id}` },
    ],
    scenario,
    editable: !scenario.statusQuo && scenario.publishedAt === null,
  })

  const showOutreach = async (
    response: Response,
    figured: FiguredScenario,
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> => {
    const { scenario, inputs } = figured
    const nameOf = new Map(inputs.sites.map(site => [site.id, site.name]))
    const venues = scenario.fates.filter(({ fate }) => fate === 'outreach').map(({ siteId }) => siteId)
    const planned = new Set(scenario.outreach.map(({ siteId }) => siteId))
    await showPage(
      response,
      'scenarios/outreach',
      {
        ...around(figured, 'Outreach'),
        sessions: scenario.outreach
          .map(session => ({
            ...session,
            venue: nameOf.get(session.siteId) ?? 'A site that has left the register',
            day: weekdayName(session.weekday),
            // A session stays when its venue becomes something else, until somebody decides.
            counts: venues.includes(session.siteId),
          }))
          .sort((a, b) => a.venue.localeCompare(b.venue, 'en-GB') || a.weekday - b.weekday),
        withoutSession: venues.filter(id => !planned.has(id)).map(id => nameOf.get(id) ?? id),
        venueOptions: venues
          .map(value => ({ value, text: nameOf.get(value) ?? value }))
          .sort((a, b) => (a.text < b.text ? -1 : 1)),
        dayOptions: weekdayNames.map((day, at) => ({ value: String(at + 1), text: day })),
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/scenarios/:id/outreach', 'plan', async (request, response) => {
    await showOutreach(response, await opened(request))
  })

  pages.post('/scenarios/:id/outreach', 'plan', async (request, response, visitor) => {
    const figured = await opened(request)
    const { scenario } = figured
    const body = joinDates(request.body, 'fromOn', 'toOn')
    const form = readForm(outreachForm, body)
    if (!form.ok) {
      await showOutreach(response, figured, form.errors, form.typed)
      return
    }
    const session = form.value
    const isVenue = scenario.fates.some(
      ({ siteId, fate }) => siteId === session.siteId && fate === 'outreach',
    )
    if (!isVenue) {
      const error = { field: 'siteId', message: 'Select one of this scenario’s outreach venues' }
      await showOutreach(response, figured, [error], { ...(body as Typed) })
      return
    }
    await changeScenario(db, scenario.id, clock, async tx => {
      await addOutreach(tx, scenario.id, [session])
      await recordAction(tx, visitor, {
        action: 'scenario.outreach-added',
        subject: scenario.id,
        summary: `Planned ${session.activity} on ${weekdayName(session.weekday)} in the scenario ${scenario.name}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, `/scenarios/${scenario.id}/outreach`, 'Session added')
  })

  pages.post('/scenarios/:id/outreach/:session/remove', 'plan', async (request, response, visitor) => {
    const { scenario } = await opened(request)
    const session = pathParameter(request, 'session')
    await changeScenario(db, scenario.id, clock, async tx => {
      await removeOutreach(tx, scenario.id, session)
      await recordAction(tx, visitor, {
        action: 'scenario.outreach-removed',
        subject: scenario.id,
        summary: `Removed an outreach session from the scenario ${scenario.name}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, `/scenarios/${scenario.id}/outreach`, 'Session removed')
  })

  const showLedger = async (
    response: Response,
    figured: FiguredScenario,
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> => {
    const { scenario, inputs, figures } = figured
    const nameOf = new Map(inputs.sites.map(site => [site.id, site.name]))
    const used = new Set(scenario.fates.map(({ siteId }) => siteId))
    await showPage(
      response,
      'scenarios/ledger',
      {
        ...around(figured, 'Money'),
        money: moneyView(figures),
        entries: scenario.ledger.map(entry => ({
          ...entry,
          lineWords: lineName(entry.line),
          site:
            entry.siteId === null
              ? 'The whole scenario'
              : (nameOf.get(entry.siteId) ?? 'A site that has left'),
        })),
        lineOptions: [
          ...COST_LINES.map(value => ({ value, text: lineName(value) })),
          { value: 'other', text: 'Something else' },
        ],
        siteOptions: [
          { value: '', text: 'The whole scenario' },
          ...inputs.sites
            .filter(site => used.has(site.id))
            .map(site => ({ value: site.id, text: site.name })),
        ],
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/scenarios/:id/ledger', 'plan', async (request, response) => {
    await showLedger(response, await opened(request))
  })

  pages.post('/scenarios/:id/ledger', 'plan', async (request, response, visitor) => {
    const figured = await opened(request)
    const { scenario } = figured
    const form = readForm(ledgerForm, request.body)
    const problems: FieldError[] = []
    if (form.ok) {
      const { line, otherLine, siteId } = form.value
      if (line === 'other' && otherLine === '') {
        problems.push({ field: 'otherLine', message: 'Enter what the money is for' })
      }
      if (siteId !== '' && !scenario.fates.some(fate => fate.siteId === siteId)) {
        problems.push({ field: 'siteId', message: 'Select a site of this scenario' })
      }
    }
    if (!form.ok || problems.length > 0) {
      const typed = form.ok ? (request.body as Typed) : form.typed
      await showLedger(response, figured, form.ok ? problems : form.errors, typed)
      return
    }
    const { line, otherLine, direction, pounds, often, siteId, note } = form.value
    const entry = {
      siteId: siteId === '' ? null : siteId,
      line: line === 'other' ? otherLine : line,
      pounds: direction === 'income' ? -pounds : pounds,
      oneOff: often === 'once',
      note,
    }
    await changeScenario(db, scenario.id, clock, async tx => {
      await addLedger(tx, scenario.id, [entry])
      await recordAction(tx, visitor, {
        action: 'scenario.ledger-added',
        subject: scenario.id,
        summary: `Entered ${entry.pounds} pounds for ${lineName(entry.line)} in the scenario ${scenario.name}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, `/scenarios/${scenario.id}/ledger`, 'Amount entered')
  })

  pages.post('/scenarios/:id/ledger/:entry/remove', 'plan', async (request, response, visitor) => {
    const { scenario } = await opened(request)
    const entry = pathParameter(request, 'entry')
    await changeScenario(db, scenario.id, clock, async tx => {
      await removeLedger(tx, scenario.id, entry)
      await recordAction(tx, visitor, {
        action: 'scenario.ledger-removed',
        subject: scenario.id,
        summary: `Removed an amount from the scenario ${scenario.name}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, `/scenarios/${scenario.id}/ledger`, 'Amount removed')
  })
}
