import type { Request } from 'express'
import {
  districtBoundaries,
  neighbourhoodBoundaries,
  readMapBackground,
  requireCounty,
} from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { format as f } from '../platform/format.ts'
import { pathParameter, queryText, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import type { JourneyColumns, TravelMode } from '../travel/index.ts'
import {
  distanceRows,
  distanceSorts,
  distanceTable,
  journeyOrNone,
  placeChoiceNames,
  placeChoices,
  rowChangeInWords,
  type DistanceRow,
  type DistanceSort,
  type PlaceChoice,
} from './distances-page.ts'
import { figuresFor, figuresOfOne } from './figures-service.ts'
import type { PlanFigures } from './figures.ts'
import { gapsOf } from './gaps.ts'
import { wordsFor } from './journey-words.ts'
import { mapShows, scenarioMap } from './map-page.ts'
import { fallbackNotice, modeAsked, modeQuery, modeTabs, outOfReachHref } from './mode-page.ts'
import { inputsSourceLine } from './planning-inputs.ts'
import { scenarioOf } from './scenario-routes.ts'
import { findScenario } from './scenarios-repository.ts'

interface Wanted {
  readonly places: PlaceChoice
  readonly district: string
  readonly sort: DistanceSort
  readonly descending: boolean
  /** Null for the main way of travelling. */
  readonly mode: TravelMode | null
}

function wantedBy(request: Request): Wanted {
  const sort = distanceSorts.find(one => one === queryText(request, 'sort')) ?? 'change'
  const direction = queryText(request, 'direction')
  return {
    places: placeChoices.find(one => one === queryText(request, 'places')) ?? 'centres-and-zones',
    district: queryText(request, 'district'),
    sort,
    descending: direction === '' ? sort === 'change' : direction === 'descending',
    mode: modeAsked(queryText(request, 'mode')),
  }
}

/**
 * Every neighbourhood's distance to its nearest place: as a table, as a spreadsheet and as a map.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what keeps journeys
 */
export function distancesRoutes(
  pages: Pages,
  { db, clock, columns }: { db: Db; clock: Clock; columns: JourneyColumns },
): void {
  pages.get('/scenarios/:id/distances', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const wanted = wantedBy(request)
    const { scenario, inputs, figures } = await figuresOfOne(
      db,
      county,
      await scenarioOf(db, clock, county, request),
      columns,
      { mode: wanted.mode },
    )
    const { prepared } = figures
    const words = wordsFor(prepared.basis.unit)
    const rows = distanceRows(figures, wanted.places, wanted.district, wanted.sort, wanted.descending)
    const here = (places: PlaceChoice, mode = wanted.mode): string =>
      `/scenarios/${scenario.id}/distances?places=${places}&district=${encodeURIComponent(wanted.district)}${modeQuery(mode)}`
    const title = `${words.unit === 'seconds' ? 'Journeys' : 'Distances'}: ${scenario.name}`
    await showPage(response, 'scenarios/distances', {
      title,
      wide: true,
      scripts: ['map.js'],
      breadcrumbs: [
        { text: 'Scenarios', href: '/scenarios' },
        { text: scenario.name, href: `/scenarios/${scenario.id}` },
      ],
      scenario,
      wanted,
      noun: words.noun,
      fallback: fallbackNotice(prepared),
      modeTabs: modeTabs(inputs, prepared, mode => here(wanted.places, mode)),
      modeLink: modeQuery(wanted.mode),
      postcodes: prepared.basis.from === 'postcodes',
      place: placeChoiceNames[wanted.places],
      placeTabs: placeChoices.map(one => ({
        label: `Nearest ${placeChoiceNames[one]}`,
        href: here(one),
        current: one === wanted.places,
      })),
      sortAddress: here(wanted.places),
      distances: rows.map(row => ({
        ...row,
        now: journeyOrNone(words, row.now),
        then: journeyOrNone(words, row.then),
        change: rowChangeInWords(words, row),
        moved: movedInWords(row),
      })),
      districtOptions: [
        { value: '', text: 'All districts' },
        ...inputs.districts.map(({ code, name }) => ({ value: code, text: name })),
      ],
      csvLink: `/scenarios/${scenario.id}/distances.csv?places=${wanted.places}&district=${encodeURIComponent(wanted.district)}&sort=${wanted.sort}&direction=${wanted.descending ? 'descending' : 'ascending'}${modeQuery(wanted.mode)}`,
      gaps: gapsOf(figures),
      reachHref: outOfReachHref(prepared.basis),
      sources: inputsSourceLine(inputs, prepared.basis),
    })
  })

  pages.get('/scenarios/:id/distances.csv', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const wanted = wantedBy(request)
    const { scenario, figures } = await figuresOfOne(
      db,
      county,
      await scenarioOf(db, clock, county, request),
      columns,
      { mode: wanted.mode },
    )
    const rows = distanceRows(figures, wanted.places, wanted.district, wanted.sort, wanted.descending)
    const name = scenario.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    const { mode } = figures.prepared.basis
    const by = mode === 'straight-line' ? '' : `-${mode}`
    sendCsv(
      response,
      `distances-${name}-${wanted.places}${by}.csv`,
      distanceTable(figures, wanted.places, rows),
    )
  })

  // The maps of several scenarios share their breaks: `with` names the others.
  pages.get('/scenarios/:id/map.json', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const asked = [pathParameter(request, 'id'), ...queryText(request, 'with').split(',')]
      .filter(Boolean)
      .slice(0, 4)
    const summary = await scenarioOf(db, clock, county, request)
    const others = []
    for (const id of new Set(asked)) {
      const other = id === summary.id ? null : await findScenario(db, id)
      if (other?.countyId === county.id) others.push(other)
    }
    const [mine, ...beside] = await figuresFor(db, county, [summary, ...others], columns, {
      mode: modeAsked(queryText(request, 'mode')),
    })
    if (mine === undefined) return
    const places = placeChoices.find(one => one === queryText(request, 'places')) ?? 'centres-and-zones'
    const show = mapShows.find(one => one === queryText(request, 'map')) ?? 'then'
    const boundaries = {
      districts: await districtBoundaries(db, county.id),
      neighbourhoods: await neighbourhoodBoundaries(db, county.id),
    }
    const mapped = { name: mine.scenario.name, plan: mine.scenario, figures: mine.figures }
    const drawn = scenarioMap(
      mapped,
      boundaries,
      places,
      show,
      beside.flatMap(({ figures }) => (sameUnit(figures, mine.figures) ? figures : [])),
    )
    // A page that has the shapes already asks for the figures alone.
    if (queryText(request, 'shapes') === 'no') {
      const areas = drawn.areas.map(({ code, name, classIndex, label }) => ({
        code,
        name,
        classIndex,
        label,
      }))
      response.json({ ...drawn, areas, outlines: [] })
      return
    }
    response.json({ ...drawn, ...(await readMapBackground(db, county.id)) })
  })
}

/** Maps of metres and of minutes share no breaks. */
function sameUnit(one: PlanFigures, other: PlanFigures): boolean {
  return one.prepared.basis.unit === other.prepared.basis.unit
}

/** Within a neighbourhood some may lose and others gain: how many lose stands beside the mean. */
function movedInWords({ further, losing }: DistanceRow): string {
  if (losing > 0.5) return `${f.count(Math.round(losing), 'child', 'children')} could reach none`
  return further > 0.5 ? `further for ${f.count(Math.round(further), 'child', 'children')}` : ''
}
