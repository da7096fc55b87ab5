import type { Request, Response } from 'express'
import { requireCounty, type County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { criterion, type CriterionNumber } from '../model/appraisal.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { joinDates, readForm, typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { uploadedFiles, uploadProblems } from '../platform/receive-files.ts'
import type { Uploads } from '../platform/uploads.ts'
import { readSite, siteProfilePage, type SiteProfile } from '../sites/index.ts'
import {
  appraise,
  ratingStateNames,
  ratingStates,
  visibleRatings,
  writtenRange,
  type Rating,
  type RatingState,
  type Works,
} from './appraisal.ts'
import { placeForm, ratingForm, worksForm } from './appraisal-forms.ts'
import { becomeAssessor, giveRating, proposeWorks, stopAssessing } from './appraisal-service.ts'
import { needAround } from './need-around.ts'
import { siteAssessors, siteRatings } from './rating-repository.ts'
import { raterName, siteAppraisalPage, tickedLevels } from './site-appraisal-page.ts'
import { suggestionFor } from './suggestions.ts'
import { currentWeighting } from './weighting-repository.ts'
import { findWorks, worksHistory } from './works-repository.ts'

const evidenceRule = {
  field: 'evidence',
  maximumFiles: 1,
  maximumBytes: 10_000_000,
  kinds: ['image', 'pdf'],
} as const

/**
 * Pages of one site's ratings: what is known, rating a criterion, works, history and the page to print.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and where evidence is kept
 * @param needs.db - the database
 * @param needs.clock - tells the time
 * @param needs.uploads - where evidence is kept
 */
export function siteAppraisalRoutes(
  pages: Pages,
  { db, clock, uploads }: { db: Db; clock: Clock; uploads: Uploads },
): void {
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
  const gathered = async (county: County, site: SiteProfile, visitor: Visitor) => {
    const ratings = await siteRatings(db, site.id)
    const assessors = await siteAssessors(db, site.id)
    const works = await findWorks(db, county.id, site.id)
    const weighting = await currentWeighting(db, county.id)
    const seen = visibleRatings(ratings, assessors, visitor.accountId)
    const appraisal = appraise(site.id, seen, works, weighting?.weights ?? null)
    const page = siteAppraisalPage({
      appraisal,
      ratings,
      assessors,
      files: site.files,
      viewerId: visitor.accountId,
    })
    return { ratings, assessors, works, weighting, page, seen }
  }

  pages.get('/appraisal/sites/:id', 'plan', async (request, response, visitor) => {
    const { county, site } = await known(request)
    const { works, weighting, page } = await gathered(county, site, visitor)
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

  const part = (request: Request): { state: RatingState; number: CriterionNumber } => {
    const state = ratingStates.find(one => one === pathParameter(request, 'state'))
    const asked = pathParameter(request, 'criterion')
    if (state === undefined || !/^[1-8]$/.test(asked)) throw notFound()
    return { state, number: Number(asked) as CriterionNumber }
  }
  const showRating = async (
    request: Request,
    response: Response,
    visitor: Visitor,
    shown: { typed?: Typed; errors?: readonly FieldError[] } = {},
  ): Promise<void> => {
    const { county, site } = await known(request)
    const { state, number } = part(request)
    const { page, weighting, seen } = await gathered(county, site, visitor)
    const own = ownRating(seen, page.ownPlace, state, number, visitor.accountId)
    const other = seen.find(
      one => one.state === state && one.criterion === number && one.assessor !== page.ownPlace,
    )
    const suggestion = state === 'current' ? suggestionFor(number, site) : null
    await showPage(
      response,
      'appraisal/rate',
      {
        title: `${criterion(number).name}: ${site.name}`,
        breadcrumbs: trail(site),
        site,
        criterion: criterion(number),
        state,
        stateName: ratingStateNames[state],
        ownPlace: page.ownPlace,
        weighting,
        own,
        other:
          other === undefined || own === null
            ? null
            : { ...other, by: raterName(other), range: writtenRange(other) },
        suggestion: suggestion && { ...suggestion, range: writtenRange(suggestion) },
        now: state === 'after-works' ? page.blocks[number - 1]?.now.together : null,
        evidenceFiles: site.files,
        errors: [],
        typed: fieldsOf(own),
        ...shown,
      },
      shown.errors ? 422 : 200,
    )
  }

  pages.get('/appraisal/sites/:id/ratings/:state/:criterion', 'plan', async (request, response, visitor) => {
    await showRating(request, response, visitor)
  })

  pages.post(
    '/appraisal/sites/:id/ratings/:state/:criterion',
    'plan',
    async (request, response, visitor) => {
      const { county, site, base } = await known(request)
      const { state, number } = part(request)
      const form = readForm(ratingForm, joinDates(request.body, 'evidenceDate'))
      const problems = [...uploadProblems(request), ...(form.ok ? [] : form.errors)]
      if (form.ok && form.value.evidenceDate !== null && form.value.evidenceDate > londonDate(clock())) {
        problems.push({ field: 'evidenceDate', message: 'The date of the evidence must be today or before' })
      }
      if (
        form.ok &&
        form.value.evidenceFileId !== null &&
        !site.files.some(file => file.id === form.value.evidenceFileId)
      ) {
        problems.push({ field: 'evidenceFile', message: 'Select a file of this site' })
      }
      if (!form.ok || problems.length > 0) {
        await showRating(request, response, visitor, { typed: typedFields(request.body), errors: problems })
        return
      }
      const [file] = uploadedFiles(request)
      if (file) await uploads.keep(file.path)
      await giveRating(
        db,
        county.id,
        site,
        { criterion: number, state, ...form.value, newEvidence: file ?? null },
        { actor: visitor, at: clock() },
      )
      const next =
        form.value.goOn && number < 8
          ? `${base}/ratings/${state}/${number + 1}`
          : `${base}#criterion-${number}`
      redirectWithNotice(response, next, `Rating of ${criterion(number).name.toLowerCase()} saved`)
    },
    { files: evidenceRule },
  )

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
    const { works, weighting, page } = await gathered(county, site, visitor)
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

function ownRating(
  ratings: readonly Rating[],
  place: string | null,
  state: RatingState,
  number: CriterionNumber,
  accountId: string | null,
): Rating | null {
  return (
    ratings.find(
      one =>
        one.state === state &&
        one.criterion === number &&
        one.assessor === place &&
        one.accountId === accountId,
    ) ?? null
  )
}

function fieldsOf(own: Rating | null): Typed {
  const [year = '', month = '', day = ''] = (own?.evidenceDate ?? '').split('-')
  return {
    levels: tickedLevels(own),
    measure: own?.measure ?? '',
    evidenceNote: own?.evidenceNote ?? '',
    evidenceFile: own?.evidenceFileId ?? '',
    'evidenceDate-day': day.replace(/^0/, ''),
    'evidenceDate-month': month.replace(/^0/, ''),
    'evidenceDate-year': year,
  }
}
