import type { Request, Response } from 'express'
import { requireCounty, type County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import {
  pathParameter,
  queryText,
  redirectWithNotice,
  showPage,
  type Pages,
  type Visitor,
} from '../platform/pages.ts'
import { sendPage } from '../platform/send-page.ts'
import { renderPage } from '../platform/render.ts'
import type { JourneyColumns, TravelMode } from '../travel/index.ts'
import { choicesOf, type Choices, type Conflict } from './choices.ts'
import { choicesView, typedOver } from './choices-page.ts'
import { placeChoiceNames, placeChoices, type PlaceChoice } from './distances-page.ts'
import { figureCharts } from './figures-charts.ts'
import { figuresView } from './figures-page.ts'
import { figuresOfOne, reachBeside } from './figures-service.ts'
import { journeySource } from './journey-source.ts'
import { mapShows, type MapShow } from './map-page.ts'
import { besideRows } from './modes-beside-page.ts'
import { fallbackNotice, modeAsked, modeQuery, modeTabs } from './mode-page.ts'
import { moneyView } from './money-page.ts'
import type { PlanningInputs } from './planning-inputs.ts'
import { planningInputs } from './planning-inputs-service.ts'
import { readFates } from './choices-repository.ts'
import type { ScenarioSummary } from './scenario.ts'
import { saveChoices } from './scenario-service.ts'
import { readChoices } from './scenarios-forms.ts'
import { findScenario, statusQuoId, statusQuoScenario } from './scenarios-repository.ts'
import { startTiming, type Timing } from './timing.ts'
import { venueRows, type VenueFilter } from './venues-page.ts'

const showNames: Readonly<Record<MapShow, string>> = {
  then: 'In this scenario',
  change: 'Change',
  now: 'Today',
}

// A county with 3,000 centres still sends all of its choices in one form.
const largeForm = { form: { maximumBytes: 2_000_000, fields: 10_000 } }

/** What came of a sent form: what to store was stored, or what contradicts. */
interface Sent {
  /** What the figures are made of, as it was read for this form. */
  readonly inputs: PlanningInputs
  readonly changed: number
  readonly conflicts: readonly Conflict[]
  readonly shown: Choices | null
}

/**
 * The page of one scenario: what was chosen, what it does, and where.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what keeps journeys
 */
export function scenarioRoutes(
  pages: Pages,
  { db, clock, columns }: { db: Db; clock: Clock; columns: JourneyColumns },
): void {
  const send = async (
    county: County,
    scenario: ScenarioSummary,
    body: unknown,
    visitor: Visitor,
  ): Promise<Sent> => {
    const inputs = await planningInputs(db, county)
    const { before, chosen } = readChoices(
      body,
      inputs.sites.filter(site => !site.beyondCounty),
    )
    const names = new Map(inputs.sites.map(site => [site.id, site.name]))
    const { changed, conflicts } = await saveChoices(db, scenario.id, before, chosen, names, visitor, clock)
    if (conflicts.length === 0) return { inputs, changed, conflicts, shown: null }
    return {
      inputs,
      changed,
      conflicts,
      shown: typedOver(before, chosen, choicesOf(await readFates(db, scenario.id))),
    }
  }

  const pageLocals = async (
    request: Request,
    county: County,
    summary: ScenarioSummary,
    timing: Timing,
    sent: Sent | null,
  ): Promise<Record<string, unknown> & { title: string }> => {
    const mode = modeAsked(queryText(request, 'mode'))
    const figured = await timing.during('figures', () =>
      figuresOfOne(db, county, summary, columns, { today: sent?.inputs, mode }),
    )
    const { scenario, inputs, figures } = figured
    const beside = await timing.during('beside', () => reachBeside(db, figured, columns))
    return timing.during('shape', () => {
      const view = figuresView(figures, scenario.statusQuo)
      const stored = choicesOf(scenario.fates)
      const places = placeChoices.find(one => one === queryText(request, 'places')) ?? 'centres-and-zones'
      const show = mapShows.find(one => one === queryText(request, 'map')) ?? 'then'
      return {
        title: scenario.name,
        wide: true,
        scripts: ['map.js', 'scenario.js'],
        breadcrumbs: [{ text: 'Scenarios', href: '/scenarios' }],
        scenario,
        editable: !scenario.statusQuo && scenario.publishedAt === null,
        chosen: choicesView(inputs, stored, sent?.shown ?? stored, sent?.conflicts ?? []),
        view,
        modes: besideRows(figures, beside),
        fallback: fallbackNotice(figures.prepared),
        modeTabs: modeTabs(inputs, figures.prepared, to => `/scenarios/${scenario.id}?mode=${to}`),
        modeLink: modeQuery(mode),
        money: moneyView(figures),
        charts: figureCharts(figures, view.districts, view.deciles),
        where: mapLocals(scenario.id, scenario.name, places, show, mode),
      }
    })
  }

  pages.get('/scenarios/:id', 'plan', async (request, response) => {
    const timing = startTiming()
    const county = await requireCounty(db)
    const summary = await scenarioOf(db, clock, county, request)
    const locals = await pageLocals(request, county, summary, timing, null)
    response.setHeader('Server-Timing', timing.header())
    await showPage(response, 'scenarios/scenario', locals)
  })

  // Without JavaScript: the whole form, and back to the page.
  pages.post(
    '/scenarios/:id/fates',
    'plan',
    async (request, response, visitor) => {
      const county = await requireCounty(db)
      const summary = await scenarioOf(db, clock, county, request)
      const sent = await send(county, summary, request.body, visitor)
      if (sent.conflicts.length > 0) {
        const locals = await pageLocals(request, county, summary, startTiming(), sent)
        await showPage(response, 'scenarios/scenario', locals, 409)
        return
      }
      const mode = modeQuery(modeAsked(queryText(request, 'mode'))).replace('&', '?')
      redirectWithNotice(response, `/scenarios/${summary.id}${mode}`, savedNotice(sent.changed))
    },
    largeForm,
  )

  // With JavaScript: the same form after each change; the answer is the figures, to be put into the page.
  pages.post(
    '/scenarios/:id/figures',
    'plan',
    async (request, response, visitor) => {
      const timing = startTiming()
      const county = await requireCounty(db)
      const summary = await scenarioOf(db, clock, county, request)
      const sent = await timing.during('save', () => send(county, summary, request.body, visitor))
      const now = (await findScenario(db, summary.id)) ?? summary
      const locals = await pageLocals(request, county, now, timing, sent)
      await sendFragment(response, 'scenarios/figures', locals, timing, sent.conflicts.length > 0 ? 409 : 200)
    },
    largeForm,
  )

  pages.get('/scenarios/:id/venues', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const summary = await scenarioOf(db, clock, county, request)
    const filter: VenueFilter = {
      words: queryText(request, 'words').trim(),
      district: queryText(request, 'district'),
      kind: queryText(request, 'kind'),
    }
    const { scenario, inputs, figures } = await figuresOfOne(db, county, summary, columns)
    const stored = choicesOf(scenario.fates)
    await showPage(response, 'scenarios/venues', {
      title: `Venues for ${scenario.name}`,
      wide: true,
      breadcrumbs: [
        { text: 'Scenarios', href: '/scenarios' },
        { text: scenario.name, href: `/scenarios/${scenario.id}` },
      ],
      scenario,
      filter,
      chosen: choicesView(inputs, stored),
      ...(await venueRows(inputs, stored, filter, figures, columns, journeySource(db))),
      districtOptions: [
        { value: '', text: 'All districts' },
        ...inputs.districts.map(({ code, name }) => ({ value: code, text: name })),
      ],
    })
  })

  pages.post(
    '/scenarios/:id/venues',
    'plan',
    async (request, response, visitor) => {
      const county = await requireCounty(db)
      const summary = await scenarioOf(db, clock, county, request)
      const sent = await send(county, summary, request.body, visitor)
      if (sent.conflicts.length > 0) {
        const locals = await pageLocals(request, county, summary, startTiming(), sent)
        await showPage(response, 'scenarios/scenario', locals, 409)
        return
      }
      redirectWithNotice(response, `/scenarios/${summary.id}`, savedNotice(sent.changed))
    },
    largeForm,
  )
}

/**
 * The scenario that a path names; the status quo is made when it is first asked for.
 *
 * @param db - the database
 * @param clock - the time
 * @param county - the county
 * @param request - the request, with the scenario's id in its path
 * @returns the scenario
 * @throws {AppError} not-found when the county has none with that id
 */
export async function scenarioOf(
  db: Db,
  clock: Clock,
  county: County,
  request: Request,
): Promise<ScenarioSummary> {
  const id = pathParameter(request, 'id')
  const scenario =
    id === statusQuoId(county.id)
      ? await statusQuoScenario(db, county.id, clock().toISOString())
      : await findScenario(db, id)
  if (scenario?.countyId !== county.id) throw notFound('There is no such scenario.')
  return scenario
}

function savedNotice(changed: number): string {
  return changed === 0
    ? 'Nothing was changed'
    : changed === 1
      ? 'One site changed'
      : `${changed} sites changed`
}

function mapLocals(
  id: string,
  name: string,
  places: PlaceChoice,
  show: MapShow,
  mode: TravelMode | null,
): Record<string, unknown> {
  const address = (to: { places?: PlaceChoice; map?: MapShow }): string =>
    `/scenarios/${id}?map=${to.map ?? show}&places=${to.places ?? places}${modeQuery(mode)}#map`
  return {
    source: `/scenarios/${id}/map.json?map=${show}&places=${places}${modeQuery(mode)}`,
    mapLabel: `${name}: ${showNames[show].toLowerCase()}, to the nearest ${placeChoiceNames[places]}`,
    shows: mapShows.map(one => ({
      label: showNames[one],
      href: address({ map: one }),
      current: one === show,
    })),
    places: placeChoices.map(one => ({
      label: placeChoiceNames[one],
      href: address({ places: one }),
      current: one === places,
    })),
  }
}

async function sendFragment(
  response: Response,
  view: string,
  locals: Record<string, unknown> & { title: string },
  timing: Timing,
  status: number,
): Promise<void> {
  const html = await timing.during('render', () =>
    renderPage(response, view, { ...locals, layout: 'fragment' }),
  )
  response.setHeader('Server-Timing', timing.header())
  sendPage(response, html, status)
}
