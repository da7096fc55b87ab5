import type { Request } from 'express'
import {
  districtBoundaries,
  neighbourhoodBoundaries,
  readMapBackground,
  requireCounty,
} from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { pathParameter, queryText, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import type { JourneyColumns } from '../travel/index.ts'
import {
  distanceInWords,
  distanceRows,
  distanceSorts,
  distanceTable,
  placeChoiceNames,
  placeChoices,
  rowChangeInWords,
  type DistanceSort,
  type PlaceChoice,
} from './distances-page.ts'
import { figuresFor, figuresOfOne } from './figures-service.ts'
import { gapsOf } from './gaps.ts'
import { mapShows, scenarioMap } from './map-page.ts'
import { inputsSourceLine } from './planning-inputs.ts'
import { scenarioOf } from './scenario-routes.ts'
import { findScenario } from './scenarios-repository.ts'

interface Wanted {
  readonly places: PlaceChoice
  readonly district: string
  readonly sort: DistanceSort
  readonly descending: boolean
}

function wantedBy(request: Request): Wanted {
  const sort = distanceSorts.find(one => one === queryText(request, 'sort')) ?? 'change'
  const direction = queryText(request, 'direction')
  return {
    places: placeChoices.find(one => one === queryText(request, 'places')) ?? 'centres-and-zones',
    district: queryText(request, 'district'),
    sort,
    descending: direction === '' ? sort === 'change' : direction === 'descending',
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
    const { scenario, inputs, figures } = await figuresOfOne(
      db,
      county,
      await scenarioOf(db, clock, county, request),
      columns,
    )
    const wanted = wantedBy(request)
    const rows = distanceRows(figures, wanted.places, wanted.district, wanted.sort, wanted.descending)
    const here = (places: PlaceChoice): string =>
      `/scenarios/${scenario.id}/distances?places=${places}&district=${encodeURIComponent(wanted.district)}`
    await showPage(response, 'scenarios/distances', {
      title: `Distances: ${scenario.name}`,
      wide: true,
      scripts: ['map.js'],
      breadcrumbs: [
        { text: 'Scenarios', href: '/scenarios' },
        { text: scenario.name, href: `/scenarios/${scenario.id}` },
      ],
      scenario,
      wanted,
      place: placeChoiceNames[wanted.places],
      placeTabs: placeChoices.map(one => ({
        label: `Nearest ${placeChoiceNames[one]}`,
        href: here(one),
        current: one === wanted.places,
      })),
      sortAddress: here(wanted.places),
      distances: rows.map(row => ({
        ...row,
        now: distanceInWords(row.nowMetres),
        then: distanceInWords(row.thenMetres),
        change: rowChangeInWords(row),
      })),
      districtOptions: [
        { value: '', text: 'All districts' },
        ...inputs.districts.map(({ code, name }) => ({ value: code, text: name })),
      ],
      csvLink: `/scenarios/${scenario.id}/distances.csv?places=${wanted.places}&district=${encodeURIComponent(wanted.district)}&sort=${wanted.sort}&direction=${wanted.descending ? 'descending' : 'ascending'}`,
      gaps: gapsOf(figures.prepared),
      sources: inputsSourceLine(inputs),
    })
  })

  pages.get('/scenarios/:id/distances.csv', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const { scenario, figures } = await figuresOfOne(
      db,
      county,
      await scenarioOf(db, clock, county, request),
      columns,
    )
    const wanted = wantedBy(request)
    const rows = distanceRows(figures, wanted.places, wanted.district, wanted.sort, wanted.descending)
    const name = scenario.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    sendCsv(response, `distances-${name}-${wanted.places}.csv`, distanceTable(figures, wanted.places, rows))
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
    const [mine, ...beside] = await figuresFor(db, county, [summary, ...others], columns)
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
      beside.map(one => one.figures),
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
