import type { Request, Response } from 'express'
import {
  findPublicDistrict,
  openingTimes,
  openingWords,
  type OpeningWords,
  type PublicDistrict,
} from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { answerCounts, type AnswerStanding } from '../model/opening-state.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, redirectWithNotice } from '../platform/pages.ts'
import { draftDays, type Draft } from './draft.ts'
import { readAnswering, type Answering } from './draft-repository.ts'

/** What the survey's pages need. */
export interface SurveyNeeds {
  readonly db: Db
  readonly clock: Clock
  /** The council's name from the settings; '' when the county's is used. */
  readonly councilName: string
}

/** Where a district's survey is. */
export const surveyPath = '/consultations/:slug/:district/survey'

const cookie = 'draft'

/** One visit: whose survey it is, the visitor's draft, and what the clock says. */
export interface Visit extends PublicDistrict {
  /** Address of the survey's first page. */
  readonly at: string
  readonly now: Date
  readonly words: OpeningWords
  readonly answering: Answering
}

/** A visit of somebody who has begun. */
export interface BegunVisit extends Visit {
  readonly draft: Draft
  /** Whether answers that are sent now count. */
  readonly standing: AnswerStanding
}

/** Answers one request of a visit. */
export type VisitHandler<Seen> = (seen: Seen, request: Request, response: Response) => unknown

/**
 * Reads whose survey a request is about, and the visitor's draft: two statements, and a third when the survey was not
 * read before.
 *
 * @param needs - database and clock
 * @param request - the request
 * @returns the visit
 * @throws {AppError} not-found when there is no such survey
 */
export async function readVisit({ db, clock }: SurveyNeeds, request: Request): Promise<Visit> {
  const found = await findPublicDistrict(
    db,
    pathParameter(request, 'slug'),
    pathParameter(request, 'district'),
  )
  if (found === null) throw notFound('There is no such survey.')
  const now = clock()
  const token: unknown = (request.cookies as Record<string, unknown> | undefined)?.[cookie]
  const answering = await readAnswering(
    db,
    found.consultation.id,
    found.district.code,
    typeof token === 'string' ? token.slice(0, 100) : '',
    now,
  )
  if (answering === null) throw notFound('There is no such survey.')
  return {
    ...found,
    at: `/consultations/${found.consultation.slug}/${found.district.slug}/survey`,
    now,
    words: openingWords(found.consultation, now),
    answering,
  }
}

/**
 * What every page of a survey is given.
 *
 * @param needs - the council's name
 * @param seen - the visit
 * @returns locals of the template
 */
export function surveyFrame({ councilName }: SurveyNeeds, seen: Visit): Record<string, unknown> {
  const { consultation, district, words } = seen
  return {
    layout: 'public',
    councilName: councilName || consultation.county.name,
    demonstration: consultation.county.demonstration,
    surveyName: consultation.name,
    districtName: district.name,
    words,
  }
}

/**
 * Whether answers of a draft count when they are sent now.
 *
 * @param seen - the visit
 * @param begunAt - when the draft was begun, ISO UTC
 * @returns the standing, by the server's clock alone
 */
export function standingOf(seen: Visit, begunAt: string): AnswerStanding {
  const times = openingTimes(seen.consultation)
  return times === null ? 'too-early' : answerCounts(times, Date.parse(begunAt), seen.now.getTime())
}

/**
 * Goes on with somebody who has begun and not sent yet; everybody else is led to where they are.
 *
 * @param needs - database and clock
 * @param handler - answers the request
 * @returns a page's handler
 */
export function whileAnswering(
  needs: SurveyNeeds,
  handler: VisitHandler<BegunVisit>,
): (request: Request, response: Response) => Promise<unknown> {
  return async (request, response) => {
    const seen = await readVisit(needs, request)
    const { draft } = seen.answering
    if (draft?.sentAt != null) {
      response.redirect(303, `${seen.at}/sent`)
      return
    }
    if (draft !== null)
      return handler({ ...seen, draft, standing: standingOf(seen, draft.begunAt) }, request, response)
    if (!seen.words.canBegin) {
      response.redirect(303, seen.at)
      return
    }
    redirectWithNotice(
      response,
      seen.at,
      `We found no answers that were begun on this device in the last ${draftDays} days. Start here.`,
    )
  }
}

/**
 * Goes on with somebody who has sent; everybody else is led to where they are.
 *
 * @param needs - database and clock
 * @param handler - answers the request
 * @returns a page's handler
 */
export function afterSending(
  needs: SurveyNeeds,
  handler: VisitHandler<Visit & { readonly draft: Draft }>,
): (request: Request, response: Response) => Promise<unknown> {
  return async (request, response) => {
    const seen = await readVisit(needs, request)
    const { draft } = seen.answering
    if (draft?.sentAt == null) {
      response.redirect(303, draft === null ? seen.at : `${seen.at}/check`)
      return
    }
    return handler({ ...seen, draft }, request, response)
  }
}

/**
 * Leaves the draft's token with the visitor; only their browser has it, and only for this survey.
 *
 * @param response - answer that carries it
 * @param at - address of the survey's first page
 * @param token - the token
 */
export function leaveToken(response: Response, at: string, token: string): void {
  response.cookie(cookie, token, {
    path: at,
    httpOnly: true,
    sameSite: 'lax',
    secure: response.req.secure,
    maxAge: draftDays * 86_400_000,
  })
}

/**
 * Takes the draft's token back from the visitor.
 *
 * @param response - answer that takes it
 * @param at - address of the survey's first page
 */
export function takeToken(response: Response, at: string): void {
  response.clearCookie(cookie, { path: at })
}
