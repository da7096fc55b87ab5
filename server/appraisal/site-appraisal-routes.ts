import type { Request, Response } from 'express'
import { requireCounty, type County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { criterion } from '../model/appraisal.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { readForm, typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { readSite, siteProfilePage, type SiteProfile } from '../sites/index.ts'
import { ratingStateNames, visibleRatings, writtenRange, type Works } from './appraisal.ts'
import { placeForm, worksForm } from './appraisal-forms.ts'
import { becomeAssessor, proposeWorks, stopAssessing } from './appraisal-service.ts'
import { appraisedSite } from './appraised-site-service.ts'
import { needAround } from './need-around.ts'
import { siteAssessors, siteRatings } from './rating-repository.ts'
import { raterName } from './site-appraisal-page.ts'
import { findWorks, worksHistory } from './works-repository.ts'

/**
 * Pages of one site's ratings: what is known, its assessors, works, history and the page to print.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param needs.db - the database
 * @param needs.clock - tells the time
 */
export function siteAppraisalRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const known = async (request: Request): Promise<{ county: County; site: SiteProfile; base: string }> => {
    const county = await requireCounty(db)
    const site = await readSite(db, county.id, pathParameter(request, 'id'))
    if (site === null) throw notFound('There is no such site.')
    return { county, site, base: `/appraisal/sites/${site.id}` }
  }
  const trail = (site: SiteProfile, own = true) => [
    { text: 'Criteria', href: '/appraisal' },
    ...(own ? [{ text: site.name, href: `/appraisal/sites/${site.id}` }] : []),
  ]
  pages.get('/appraisal/sites/:id', 'plan', async (request, response, visitor) => {
    const { county, site } = await known(request)
    const { works, weighting, page } = await appraisedSite(db, county.id, site, visitor.accountId)
    await showPage(response, 'appraisal/site', {
      title: `Ratings of ${site.name}`,
      breadcrumbs: trail(site, false),
      site,
      works,
      weighting,
      appraised: page,
      mayFree: visitor.may('administer'),
    })
  })

  pages.post('/appraisal/sites/:id/assessor', 'plan', async (request, response, visitor) => {
    const { site, base } = await known(request)
    const form = readForm(placeForm, request.body)
    if (!form.ok) throw notFound()
    const by = { actor: visitor, at: clock() }
    const { place, act } = form.value
    if (act === 'take') await becomeAssessor(db, site, place, by)
    else await stopAssessing(db, site, place, by, visitor.may('administer'))
    redirectWithNotice(
      response,
      base,
      act === 'take' ? `You are the ${place} assessor` : `The place of ${place} assessor is free`,
    )
  })

  const showWorks = async (
    response: Response,
    site: SiteProfile,
    works: Works | null,
    shown: { typed?: Typed; errors?: readonly FieldError[]; overtaken?: boolean } = {},
  ): Promise<void> => {
    const status = shown.errors ? 422 : shown.overtaken === true ? 409 : 200
    await showPage(
      response,
      'appraisal/works',
      {
        title: `Works: ${site.name}`,
        breadcrumbs: trail(site),
        site,
        works,
        seen: works?.recordedAt ?? '',
        overtaken: false,
        errors: [],
        typed: {
          description: works?.description ?? '',
          costLow: works?.costLow == null ? '' : String(works.costLow),
          costHigh: works?.costHigh == null ? '' : String(works.costHigh),
          costBasis: works?.costBasis ?? '',
        },
        ...shown,
      },
      status,
    )
  }

  pages.get('/appraisal/sites/:id/works', 'plan', async (request, response) => {
    const { county, site } = await known(request)
    await showWorks(response, site, await findWorks(db, county.id, site.id))
  })

  pages.post('/appraisal/sites/:id/works', 'plan', async (request, response, visitor) => {
    const { county, site, base } = await known(request)
    const typed = typedFields(request.body)
    const form = readForm(worksForm, request.body)
    if (!form.ok) {
      await showWorks(response, site, await findWorks(db, county.id, site.id), { typed, errors: form.errors })
      return
    }
    const { description, costLow, costHigh, costBasis, seen } = form.value
    const works = description === '' ? null : { description, costLow, costHigh, costBasis: costBasis || null }
    const overtaken = await proposeWorks(db, county.id, site, works, seen, { actor: visitor, at: clock() })
    if (overtaken !== null) {
      await showWorks(response, site, overtaken.now, { typed, overtaken: true })
      return
    }
    redirectWithNotice(response, base, works === null ? 'No works are proposed' : 'Works saved')
  })

  pages.get('/appraisal/sites/:id/history', 'plan', async (request, response, visitor) => {
    const { site } = await known(request)
    const all = visibleRatings(
      await siteRatings(db, site.id, 'all'),
      await siteAssessors(db, site.id),
      visitor.accountId,
    )
    await showPage(response, 'appraisal/history', {
      title: `History of ratings: ${site.name}`,
      breadcrumbs: trail(site),
      site,
      ratings: all.map(rating => ({
        ...rating,
        range: writtenRange(rating),
        by: raterName(rating),
        title: criterion(rating.criterion).name,
        stateName: ratingStateNames[rating.state],
      })),
      earlierWorks: await worksHistory(db, site.id),
    })
  })

  pages.get('/appraisal/sites/:id/print', 'plan', async (request, response, visitor) => {
    const { county, site } = await known(request)
    const { works, weighting, page } = await appraisedSite(db, county.id, site, visitor.accountId)
    await showPage(response, 'appraisal/print', {
      title: site.name,
      layout: 'print',
      county,
      site,
      works,
      weighting,
      appraised: page,
      need: site.position === null ? null : await needAround(db, county.id, site.position),
      printedAt: clock().toISOString(),
      profile: await siteProfilePage(db, county.id, site, londonDate(clock())),
    })
  })
}
