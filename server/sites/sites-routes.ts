import type { Request, Response } from 'express'
import { districtBoundaries, listDistricts, readMapBackground, requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, queryText, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import type { Uploads } from '../platform/uploads.ts'
import { sitesMap } from './map-page.ts'
import { siteProfilePage } from './profile-service.ts'
import { registerColumns, registerRow } from './register-layout.ts'
import { queryAddress, registerPage, registerQuery, type RegisterQuery } from './register-page.ts'
import { readRegisterOf } from './register-service.ts'
import { siteEditRoutes } from './site-edit-routes.ts'
import { siteFileRoutes } from './site-file-routes.ts'
import { siteImportRoutes } from './site-import-routes.ts'
import { sitePartsRoutes } from './site-parts-routes.ts'
import { readSite } from './site-repository.ts'
import { providerKindNames, providerKinds, siteKindNames, siteKinds } from './site.ts'

/** Lines of the register on one page. */
const pageLength = 100

/**
 * Pages of the register of sites.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and where files are kept
 * @param needs.db - the database
 * @param needs.clock - tells the time
 * @param needs.uploads - where photos, floor plans and evidence are kept
 */
export function sitesRoutes(pages: Pages, needs: { db: Db; clock: Clock; uploads: Uploads }): void {
  const { db, clock } = needs
  const asked = async (request: Request, countyId: string) => {
    const register = await readRegisterOf(db, countyId)
    const anyCentres = register.some(site => site.isExistingCentre)
    return { register, query: registerQuery(field => queryText(request, field), anyCentres) }
  }

  pages.get('/sites', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const { register, query } = await asked(request, county.id)
    const districts = await listDistricts(db, county.id)
    const { lines, counts } = registerPage(register, districts, query, londonDate(clock()))
    const page = Math.max(
      1,
      Math.min(Math.ceil(lines.length / pageLength) || 1, Number(queryText(request, 'page')) || 1),
    )
    await showPage(response, 'sites/list', {
      title: 'Sites',
      wide: true,
      scripts: ['map.js'],
      county,
      query,
      address: queryAddress(query),
      lines: lines.slice((page - 1) * pageLength, page * pageLength),
      shownCount: lines.length,
      counts,
      page,
      pageCount: Math.ceil(lines.length / pageLength),
      choices: filterChoices(districts),
    })
  })

  pages.get('/sites/map.json', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const { register, query } = await asked(request, county.id)
    const districts = await districtBoundaries(db, county.id)
    const { lines } = registerPage(register, districts, query, londonDate(clock()))
    const title = mapTitle(query, county.name)
    const map = sitesMap(
      lines.map(line => line.site),
      districts,
      title,
    )
    response.json({ ...map, ...(await readMapBackground(db, county.id)) })
  })

  pages.get('/sites/register.csv', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    const register = await readRegisterOf(db, county.id)
    sendCsv(response, 'sites-register.csv', [[...registerColumns], ...register.map(registerRow)])
  })

  pages.get('/sites/empty-register.csv', 'plan', (_request, response) => {
    sendCsv(response, 'sites-register-empty.csv', [[...registerColumns]])
  })

  siteImportRoutes(pages, needs)
  siteEditRoutes(pages, needs)

  pages.get('/sites/:id', 'plan', async (request, response) => {
    await showProfile(request, response)
  })

  pages.get('/sites/:id/map.json', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const site = await readSite(db, county.id, pathParameter(request, 'id'))
    if (site === null) throw notFound('There is no such site.')
    const map = sitesMap([site], await districtBoundaries(db, county.id), site.name, site)
    response.json({ ...map, ...(await readMapBackground(db, county.id)) })
  })

  sitePartsRoutes(pages, needs)
  siteFileRoutes(pages, needs)

  async function showProfile(request: Request, response: Response): Promise<void> {
    const county = await requireCounty(db)
    const site = await readSite(db, county.id, pathParameter(request, 'id'))
    if (site === null) throw notFound('There is no such site.')
    await showPage(response, 'sites/profile', {
      title: site.name,
      scripts: ['map.js'],
      breadcrumbs: [{ text: 'Sites', href: '/sites' }],
      profile: await siteProfilePage(db, county.id, site, londonDate(clock())),
    })
  }
}

function mapTitle(query: RegisterQuery, county: string): string {
  if (query.show === 'centres') return `Children’s centres of ${county}`
  return query.show === 'venues' ? `Venues that could be used in ${county}` : `Sites of ${county}`
}

function filterChoices(districts: readonly { readonly code: string; readonly name: string }[]) {
  return {
    kinds: [
      { value: '', text: 'All kinds' },
      ...siteKinds.map(value => ({ value, text: siteKindNames[value] })),
    ],
    districts: [
      { value: '', text: 'All districts' },
      ...districts.map(({ code, name }) => ({ value: code, text: name })),
      { value: 'beyond', text: 'Beyond the county' },
    ],
    providers: [
      { value: '', text: 'All providers' },
      ...providerKinds.map(value => ({ value, text: providerKindNames[value] })),
      { value: 'none', text: 'Not known' },
    ],
  }
}
