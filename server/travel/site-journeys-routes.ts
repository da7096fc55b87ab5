import {
  findPostcode,
  listNeighbourhoods,
  requireCounty,
  type County,
  type Position,
} from '../county/index.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, queryText, showPage, type Pages } from '../platform/pages.ts'
import { siteKindNames } from '../sites/index.ts'
import { travelModeNames, travelModes } from './basis.ts'
import { listJourneyBases } from './basis-repository.ts'
import { roadModes } from './journey-settings.ts'
import type { TravelNeeds } from './journeys-run.ts'
import { placedSites, type PlacedSite } from './missing-columns.ts'
import { routeFrom, type RoutePage } from './route-service.ts'
import { bandMinutes, siteJourneysPage } from './site-journeys-page.ts'
import { siteMap } from './site-map-service.ts'
import { routeForm } from './travel-forms.ts'
import { unreachedPage } from './unreached-page.ts'

/**
 * Pages of what journeys came to: who reaches a site in how long, what cannot be reached, and the way from a home to
 * its nearest site.
 *
 * @param pages - register of pages
 * @param needs - what they need from around them
 */
export function siteJourneysRoutes(pages: Pages, needs: TravelNeeds): void {
  const { db } = needs
  const crumbs = [{ text: 'Journeys', href: '/journeys' }]
  const siteOf = async (county: County, id: string): Promise<PlacedSite> => {
    const site = (await placedSites(db, county)).find(one => one.id === id)
    if (!site) throw notFound('There is no such site, or its position is not known.')
    return site
  }

  pages.get('/journeys/sites', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    await showPage(response, 'journeys/sites', {
      title: 'Journeys to sites',
      breadcrumbs: crumbs,
      siteRows: (await placedSites(db, county)).map(site => ({
        id: site.id,
        text: site.name,
        kindName: siteKindNames[site.kind],
        isExistingCentre: site.isExistingCentre,
      })),
    })
  })

  pages.get('/journeys/sites/:id', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const site = await siteOf(county, pathParameter(request, 'id'))
    const page = await siteJourneysPage(db, county, site)
    const shown = page.rows.find(row => row.mode === queryText(request, 'mode')) ?? page.rows[0] ?? null
    await showPage(response, 'journeys/site', {
      title: `Journeys to ${site.name}`,
      breadcrumbs: [...crumbs, { text: 'Journeys to sites', href: '/journeys/sites' }],
      scripts: ['map.js'],
      site,
      page,
      minutes: bandMinutes,
      shown,
    })
  })

  pages.get('/journeys/sites/:id/map.json', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const site = await siteOf(county, pathParameter(request, 'id'))
    const mode = travelModes.find(one => one === queryText(request, 'mode')) ?? 'walking-with-a-buggy'
    response.json(await siteMap(needs, county, site, mode))
  })

  pages.get('/journeys/reach', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const page = await unreachedPage(db, county, queryText(request, 'mode'))
    if (page === null) throw notFound('No way of travelling is measured yet.')
    await showPage(response, 'journeys/reach', {
      title: 'Far from a road, or out of reach',
      breadcrumbs: crumbs,
      page,
    })
  })

  const showRoute = async (
    response: Parameters<typeof showPage>[0],
    county: County,
    typed: Typed,
    errors: readonly FieldError[] = [],
    route: { readonly found: RoutePage | null } | null = null,
  ): Promise<void> => {
    const measured = new Set((await listJourneyBases(db, county.id)).map(basis => basis.mode))
    const neighbourhoods = await listNeighbourhoods(db, county.id)
    const sites = await placedSites(db, county)
    await showPage(
      response,
      'journeys/route',
      {
        title: 'The way to the nearest site',
        breadcrumbs: crumbs,
        scripts: ['map.js'],
        modes: roadModes
          .filter(mode => measured.has(mode))
          .map(mode => ({ value: mode, text: travelModeNames[mode] })),
        neighbourhoods: [
          { value: '', text: 'Choose a neighbourhood' },
          ...neighbourhoods
            .filter(one => one.centroid !== null)
            .map(one => ({ value: one.code, text: one.name })),
        ],
        destinations: [
          { value: 'centres', text: 'The nearest children’s centre of today' },
          { value: 'all', text: 'The nearest site of any kind' },
          ...sites.map(site => ({ value: site.id, text: site.name })),
        ],
        typed,
        errors,
        route,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/journeys/route', 'plan', async (_request, response) => {
    await showRoute(response, await requireCounty(db), {})
  })

  // A postcode comes in a form and stays out of the address; the page that answers holds the map itself.
  pages.post('/journeys/route', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const form = readForm(routeForm, request.body)
    if (!form.ok) {
      await showRoute(response, county, form.typed, form.errors)
      return
    }
    const typed = request.body as Typed
    const { postcode, neighbourhood, mode, to } = form.value
    const from = await homeOf(county, postcode, neighbourhood)
    if ('message' in from) {
      await showRoute(response, county, typed, [from])
      return
    }
    const sites = (await placedSites(db, county)).filter(
      site => to === 'all' || (to === 'centres' ? site.isExistingCentre : site.id === to),
    )
    if (sites.length === 0) {
      await showRoute(response, county, typed, [{ field: 'to', message: 'Select where the way leads' }])
      return
    }
    try {
      const found = await routeFrom(needs, county, mode, from.position, sites)
      await showRoute(response, county, typed, [], { found })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      await showRoute(response, county, typed, [{ field: 'mode', message: error.message }])
    }
  })

  const homeOf = async (
    county: County,
    postcode: string,
    neighbourhood: string,
  ): Promise<{ readonly position: Position } | FieldError> => {
    if (postcode !== '') {
      const found = await findPostcode(db, county.id, postcode)
      if (found) return { position: found.position }
      return { field: 'postcode', message: 'This is not a live postcode of the county' }
    }
    const chosen = (await listNeighbourhoods(db, county.id)).find(one => one.code === neighbourhood)
    if (chosen?.centroid) return { position: chosen.centroid }
    return { field: 'postcode', message: 'Enter a postcode, or choose a neighbourhood' }
  }
}
