import type { Request, Response } from 'express'
import { crumbsOf, manageReviewRoutes } from '../consultations/index.ts'
import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { mayPublish } from '../model/consultation-stage.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { readableText } from './builder/builder-words.ts'
import { publishCorrection } from './correction-service.ts'
import {
  preparePublication,
  publishConsultation,
  questionsToMend,
  type Prepared,
} from './publication-service.ts'
import { shownPage } from './survey-page.ts'
import { listSurveys } from './survey-repository.ts'
import { asTheyStand } from './survey-words.ts'

/**
 * The staff's pages for looking at a consultation's surveys, having it read over and publishing it.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function publishRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  manageReviewRoutes(pages, { db, clock }, consultation => questionsToMend(db, consultation))
  const prepared = async (request: Request): Promise<Prepared> => {
    const county = await requireCounty(db)
    const found = await preparePublication(db, pathParameter(request, 'id'))
    if (found?.consultation.countyId !== county.id) throw notFound('There is no such consultation.')
    return found
  }
  const showCheck = async (
    response: Response,
    { consultation, readiness, problems, surveys, checklist, mark }: Prepared,
    visitor: Visitor,
    wrong: string | null = null,
  ): Promise<void> => {
    const may = mayPublish({
      askedBy: consultation.review?.accountId ?? null,
      publishedBy: visitor.accountId,
      administrator: visitor.may('administer'),
    })
    // The button is only there while nothing stands in the way; where it is not, what does is.
    const inTheWay = [
      { there: consultation.publishedAt !== null, field: 'published' },
      { there: readiness.missing.length > 0, field: 'missing' },
      { there: problems.length > 0, field: 'problems' },
      { there: checklist.open.length > 0, field: 'checks' },
      { there: consultation.preparation !== 'review' || !may, field: 'review' },
    ].find(({ there }) => there)
    const errors = wrong === null ? [] : [{ field: inTheWay?.field ?? 'sure', message: wrong }]
    await showPage(
      response,
      'manage/publish',
      {
        title: 'Check and publish',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        readiness,
        problems,
        checklist,
        mark,
        mayPublish: may,
        surveys: surveys.map(survey => ({
          title: survey.districtName,
          href: `/manage/consultations/${consultation.id}/survey/${survey.districtCode}`,
          count: survey.definition.pages.length,
        })),
        errors,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/manage/consultations/:id/publish', 'consult', async (request, response, visitor) => {
    await showCheck(response, await prepared(request), visitor)
  })

  pages.post('/manage/consultations/:id/publish', 'consult', async (request, response, visitor) => {
    const found = await prepared(request)
    const { id, name } = found.consultation
    const { sure, mark } = request.body as Record<string, unknown>
    if (sure !== 'yes') {
      const unread = 'Confirm that you have read the public pages, the questions and the checks'
      return showCheck(response, found, visitor, unread)
    }
    try {
      await publishConsultation(db, id, visitor, clock, {
        administrator: visitor.may('administer'),
        mark: typeof mark === 'string' ? mark : '',
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return showCheck(response, await prepared(request), visitor, error.message)
    }
    redirectWithNotice(response, `/manage/consultations/${id}`, `${name} is published`)
  })

  pages.post(
    '/manage/consultations/:id/correction/publish',
    'consult',
    async (request, response, visitor) => {
      const { consultation } = await prepared(request)
      const { mark } = request.body as Record<string, unknown>
      const version = await publishCorrection(db, consultation.id, visitor, clock, {
        administrator: visitor.may('administer'),
        mark: typeof mark === 'string' ? mark : '',
      })
      redirectWithNotice(
        response,
        `/manage/consultations/${consultation.id}`,
        `Version ${version} of the texts is published`,
      )
    },
  )

  pages.get('/manage/consultations/:id/survey/:code', 'consult', async (request, response) => {
    const { consultation, surveys } = await prepared(request)
    const code = pathParameter(request, 'code')
    const stored = (await listSurveys(db, consultation.id)).find(survey => survey.districtCode === code)
    const draft = surveys.find(survey => survey.districtCode === code)
    const definition = stored?.definition ?? draft?.definition
    if (!definition) throw notFound('There is no such survey.')
    // Staff read where an earlier answer will stand.
    const asWritten = { words: (text: string) => asTheyStand(readableText(text)) }
    await showPage(response, 'manage/survey', {
      title: `Questions for ${draft?.districtName ?? code}`,
      breadcrumbs: crumbsOf(consultation),
      hash: stored?.hash ?? null,
      surveyPages: definition.pages.map(page => ({
        ...shownPage(page, [], asWritten),
        conditional: page.condition !== undefined,
      })),
      equalityPages: definition.equality.map(page => ({
        ...shownPage(page, [], asWritten),
        conditional: page.condition !== undefined,
      })),
    })
  })
}
