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
import { readSite, type SiteProfile } from '../sites/index.ts'
import { ratingStateNames, ratingStates, writtenRange, type Rating, type RatingState } from './appraisal.ts'
import { ratingForm } from './appraisal-forms.ts'
import { giveRating } from './appraisal-service.ts'
import { appraisedSite } from './appraised-site-service.ts'
import { raterName, tickedLevels } from './site-appraisal-page.ts'
import { suggestionFor } from './suggestions.ts'

const evidenceRule = {
  field: 'evidence',
  maximumFiles: 1,
  maximumBytes: 10_000_000,
  kinds: ['image', 'pdf'],
} as const

/**
 * Pages for rating one criterion of a site, as it is now or after works.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and where evidence is kept
 * @param needs.db - the database
 * @param needs.clock - tells the time
 * @param needs.uploads - where evidence is kept
 */
export function ratingRoutes(
  pages: Pages,
  { db, clock, uploads }: { db: Db; clock: Clock; uploads: Uploads },
): void {
  const known = async (request: Request): Promise<{ county: County; site: SiteProfile; base: string }> => {
    const county = await requireCounty(db)
    const site = await readSite(db, county.id, pathParameter(request, 'id'))
    if (site === null) throw notFound('There is no such site.')
    return { county, site, base: `/appraisal/sites/${site.id}` }
  }
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
    const { page, weighting, seen } = await appraisedSite(db, county.id, site, visitor.accountId)
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
        breadcrumbs: [
          { text: 'Criteria', href: '/appraisal' },
          { text: site.name, href: `/appraisal/sites/${site.id}` },
        ],
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
