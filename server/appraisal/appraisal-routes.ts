import type { Request, Response } from 'express'
import { listDistricts, requireCounty, type County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { CRITERIA } from '../model/appraisal.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { joinDates, readForm, typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import { queryText, redirectWithNotice, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import type { Uploads } from '../platform/uploads.ts'
import { listSites, type Site } from '../sites/index.ts'
import {
  appraise,
  ratingStateNames,
  ratingStates,
  type RatingState,
  type SiteAppraisal,
  type Weighting,
} from './appraisal.ts'
import { weightingForm } from './appraisal-forms.ts'
import { agreeWeights } from './appraisal-service.ts'
import { appraisalTable } from './appraisal-table.ts'
import { matrixPage, type AppraisalOf } from './matrix-page.ts'
import { readAppraisals } from './rating-repository.ts'
import { ratingRoutes } from './rating-routes.ts'
import { siteAppraisalRoutes } from './site-appraisal-routes.ts'
import { currentWeighting, listWeightings } from './weighting-repository.ts'

/**
 * Pages of the eight criteria: weights, the matrix of sites, and each site's ratings.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and where evidence is kept
 * @param needs.db - the database
 * @param needs.clock - tells the time
 * @param needs.uploads - where evidence is kept
 */
export function appraisalRoutes(pages: Pages, needs: { db: Db; clock: Clock; uploads: Uploads }): void {
  const { db, clock } = needs

  pages.get('/appraisal', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const state: RatingState = ratingStates.find(one => one === queryText(request, 'state')) ?? 'current'
    const [sites, districts, appraisals, weighting] = [
      await listSites(db, county.id),
      await listDistricts(db, county.id),
      await readAppraisals(db, county.id, visitor.accountId),
      await currentWeighting(db, county.id),
    ]
    const names = new Map(districts.map(({ code, name }) => [code, name]))
    const districtName = (site: Site): string =>
      site.beyondCounty ? 'Beyond the county' : (names.get(site.districtCode ?? '') ?? 'Not known')
    const show = queryText(request, 'show') === 'venues' ? 'venues' : 'centres'
    const district = queryText(request, 'district')
    const venues = sites.filter(site => !site.isExistingCentre && appraisals.has(site.id))
    const centres = sites.filter(site => site.isExistingCentre)
    const shown = (show === 'venues' ? venues : centres)
      .filter(site => district === '' || site.districtCode === district)
      .sort(
        (a, b) =>
          districtName(a).localeCompare(districtName(b), 'en-GB') || a.name.localeCompare(b.name, 'en-GB'),
      )
    await showPage(response, 'appraisal/matrix', {
      title: 'The eight criteria',
      wide: true,
      county,
      weighting,
      show,
      state,
      stateName: ratingStateNames[state],
      district,
      districts,
      counts: { centres: centres.length, venues: venues.length },
      matrix: matrixPage(
        shown,
        appraisalIn(appraisals, weighting),
        state,
        weighting?.weights ?? null,
        districtName,
      ),
    })
  })

  pages.get('/appraisal/ratings.csv', 'plan', async (_request, response, visitor) => {
    const county = await requireCounty(db)
    const sites = await listSites(db, county.id)
    const appraisals = await readAppraisals(db, county.id, visitor.accountId)
    const weighting = await currentWeighting(db, county.id)
    const listed = sites.filter(site => site.isExistingCentre || appraisals.has(site.id))
    sendCsv(response, 'ratings.csv', appraisalTable(listed, appraisalIn(appraisals, weighting)))
  })

  const showWeights = async (
    response: Response,
    county: County,
    shown: { typed?: Typed; errors?: readonly FieldError[] } = {},
  ): Promise<void> => {
    const weightings = await listWeightings(db, county.id)
    const start = weightings[0]?.weights
    await showPage(
      response,
      'appraisal/weights',
      {
        title: 'Weights of the criteria',
        breadcrumbs: [{ text: 'Criteria', href: '/appraisal' }],
        weightings,
        criteria: CRITERIA,
        errors: [],
        typed: Object.fromEntries(
          CRITERIA.map(({ number }) => [`weight-${number}`, String(start?.[number] ?? 1)]),
        ),
        ...shown,
      },
      shown.errors ? 422 : 200,
    )
  }

  pages.get('/appraisal/weights', 'plan', async (_request, response) => {
    await showWeights(response, await requireCounty(db))
  })

  pages.post('/appraisal/weights', 'plan', async (request: Request, response, visitor) => {
    const county = await requireCounty(db)
    const form = readForm(weightingForm, joinDates(request.body, 'agreedOn'))
    const future = form.ok && form.value.agreedOn > londonDate(clock())
    if (!form.ok || future) {
      const errors = form.ok
        ? [{ field: 'agreedOn', message: 'The date of the agreement must be today or before' }]
        : form.errors
      await showWeights(response, county, { typed: typedFields(request.body), errors })
      return
    }
    await agreeWeights(db, county.id, form.value, { actor: visitor, at: clock() })
    redirectWithNotice(response, '/appraisal', 'Weights recorded')
  })

  siteAppraisalRoutes(pages, needs)
  ratingRoutes(pages, needs)
}

// A site that nobody has rated is unknown in everything.
function appraisalIn(
  appraisals: ReadonlyMap<string, SiteAppraisal>,
  weighting: Weighting | null,
): AppraisalOf {
  return siteId => appraisals.get(siteId) ?? appraise(siteId, [], null, weighting?.weights ?? null)
}
