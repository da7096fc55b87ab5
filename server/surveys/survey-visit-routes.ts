import type { Request, Response } from 'express'
import {
  findPublicDistrict,
  mayAnswer,
  openingTimes,
  openingWords,
  readTranslations,
  shownContact,
  type MayAnswer,
  type PublicDistrict,
} from '../consultations/index.ts'
import type { LetterSeal } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { answerCounts, type AnswerStanding } from '../model/opening-state.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, queryText, showPage } from '../platform/pages.ts'
import type { Speaker } from '../platform/speaker.ts'
import type { Uploads } from '../platform/uploads.ts'
import { hiddenField } from './arrival-signals.ts'
import { deviceFacts } from './device-storage.ts'
import { cookieFor, homeOf, tokensOf } from './device-tokens-routes.ts'
import type { Draft } from './draft.ts'
import { readAnswering, type Answering } from './draft-reading-repository.ts'
import type { Pepper } from './draft-seal.ts'
import { shownAnswers } from './shown-answers-page.ts'
import { standardPatterns } from './standard-patterns.ts'

/** What the survey's pages need. */
export interface SurveyNeeds {
  readonly db: Db
  readonly clock: Clock
  /** The council's name from the settings; '' when the county's is used. */
  readonly councilName: string
  /** Opens drafts together with their tokens and codes. */
  readonly pepper: Pepper
  /** Seals letters that hold answers, or a link that opens them. */
  readonly letters: LetterSeal
  readonly uploads: Uploads
  /** Where people reach the product, without a slash at the end. */
  readonly publicUrl: string
  /** How long unfinished answers are kept. */
  readonly draftDays: number
  /** Whether letters leave this server; without that they wait. */
  readonly sendsMail: boolean
}

/** Where a district's survey is. */
export const surveyPath = '/consultations/:slug/:district/survey'

/** One visit: whose survey it is, the visitor's drafts, and what the clock says. */
export interface Visit extends PublicDistrict, MayAnswer {
  /** Address of the survey's first page. */
  readonly at: string
  readonly now: Date
  readonly answering: Answering
  /** What the device's cookie holds, the draft in use first; of other districts too. */
  readonly tokens: readonly string[]
  readonly speaker: Speaker
  /** One question a page, with pictures and larger text. */
  readonly easy: boolean
}

/** A visit of somebody who has begun. */
export interface BegunVisit extends Visit {
  readonly draft: Draft
  /** Whether answers that are sent now count. */
  readonly standing: AnswerStanding
}

/** A visit of somebody who has sent. */
export interface SentVisit extends Visit {
  readonly draft: Draft & { readonly sentAt: string }
}

/** Answers one request of a visit. */
export type VisitHandler<Seen> = (seen: Seen, request: Request, response: Response) => unknown

/**
 * Reads whose survey a request is about, and the visitor's drafts: two statements, and a third when the survey was not
 * read before.
 *
 * @param needs - database and clock
 * @param request - the request
 * @param response - its answer, which knows the visitor's language
 * @returns the visit
 * @throws {AppError} not-found when there is no such survey
 */
export async function readVisit(
  { db, clock, pepper }: SurveyNeeds,
  request: Request,
  response: Response,
): Promise<Visit> {
  const now = clock()
  const tokens = tokensOf(request)
  const read = (place: SurveyPlace): Promise<Answering | null> =>
    readAnswering(db, pepper, place, tokens, now)
  const place = [pathParameter(request, 'slug'), pathParameter(request, 'district')] as const
  const address = place.join('/')
  const before = placesBefore.get(address)
  const [found, early] = await Promise.all([
    findPublicDistrict(db, ...place),
    before === undefined ? null : read(before),
  ])
  if (found === null) throw notFound('There is no such survey.')
  const asked = { consultationId: found.consultation.id, districtCode: found.district.code }
  const answering = isSame(asked, before) ? early : await read(asked)
  if (answering === null) throw notFound('There is no such survey.')
  if (placesBefore.size >= mostPlaces) placesBefore.clear()
  placesBefore.set(address, asked)
  const speaker = await readTranslations(db, response, found.consultation, standardPatterns)
  return {
    at: `${homeOf(found.consultation)}/${found.district.slug}/survey`,
    now,
    answering,
    tokens,
    speaker,
    easy: wantsEasy(request, response, homeOf(found.consultation)),
    ...mayAnswer(found.consultation, now),
    ...found,
  }
}

/** Whose survey it is. */
interface SurveyPlace {
  readonly consultationId: string
  readonly districtCode: string
}

// Where an address led when it was last asked for: what is there is looked for at the same time as whether it still
// leads there, and is used only if it does.
const placesBefore = new Map<string, SurveyPlace>()
const mostPlaces = 1000

function isSame(one: SurveyPlace, other: SurveyPlace | undefined): boolean {
  return one.consultationId === other?.consultationId && one.districtCode === other.districtCode
}

const easyCookie = 'view'

// Chosen by a link on any page of the survey, and then remembered for the consultation.
function wantsEasy(request: Request, response: Response, path: string): boolean {
  const asked = queryText(request, 'view')
  const before = (request.cookies as Record<string, unknown> | undefined)?.[easyCookie] === 'easy'
  if (asked === 'easy' && !before) response.cookie(easyCookie, 'easy', cookieFor(response, path, yearMs))
  if (asked === 'usual' && before) response.clearCookie(easyCookie, { path })
  return asked === 'easy' || (before && asked !== 'usual')
}

const yearMs = 365 * 86_400_000

/**
 * What every page of a survey is given.
 *
 * @param needs - the council's name
 * @param seen - the visit
 * @returns locals of the template
 */
export function surveyFrame({ councilName, draftDays }: SurveyNeeds, seen: Visit): Record<string, unknown> {
  const { consultation, district, now, speaker, easy } = seen
  return {
    layout: 'public',
    // Without the styles of tables and charts: no page of a survey has any.
    pageOf: 'survey',
    scripts: ['survey.js'],
    decoy: hiddenField,
    device: deviceFacts(seen.at, seen.answering.draft, draftDays, seen.now),
    speaker,
    easy,
    ...(easy ? { bigger: true } : {}),
    councilName: councilName || consultation.county.name,
    demonstration: consultation.county.demonstration,
    surveyName: consultation.name,
    districtName: district.name,
    words: openingWords(consultation, now, speaker),
  }
}

/**
 * Answers that cannot be sent any more, all of them, so that their writer can still tell the council.
 *
 * @param needs - the council's name
 * @param seen - the visit
 * @param response - answer to write
 * @param draft - what was written
 * @param why - why it cannot be sent
 */
export async function showKept(
  needs: SurveyNeeds,
  seen: Visit,
  response: Response,
  draft: Draft,
  why: 'too late' | 'sent already',
): Promise<void> {
  const { speaker, answering, consultation, at } = seen
  await showPage(
    response,
    'surveys/not-sent',
    {
      title: speaker.plain(
        why === 'too late' ? 'This consultation has closed' : 'You have sent your answers already',
      ),
      ...surveyFrame(needs, seen),
      why,
      answers: shownAnswers(answering.definition, draft, speaker).filter(answer => answer.lines.length > 0),
      contact: shownContact(consultation),
      at,
      reference: draft.reference,
    },
    409,
  )
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
    const seen = await readVisit(needs, request, response)
    const { draft } = seen.answering
    if (draft?.sentAt != null) {
      response.redirect(303, `${seen.at}/sent`)
      return
    }
    if (draft !== null)
      return handler({ draft, standing: standingOf(seen, draft.begunAt), ...seen }, request, response)
    // Said by the address: a notice would need the cookie that may be what is missing.
    response.redirect(303, seen.canBegin ? `${seen.at}?found=none` : seen.at)
  }
}

/**
 * The same, while what they write may still count; who comes too late is shown everything that they wrote.
 *
 * @param needs - database and clock
 * @param handler - answers the request
 * @returns a page's handler
 */
export function whileInTime(
  needs: SurveyNeeds,
  handler: VisitHandler<BegunVisit>,
): (request: Request, response: Response) => Promise<unknown> {
  return whileAnswering(needs, (seen, request, response) =>
    seen.standing === 'too-late'
      ? showKept(needs, seen, response, seen.draft, 'too late')
      : handler(seen, request, response),
  )
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
  handler: VisitHandler<SentVisit>,
): (request: Request, response: Response) => Promise<unknown> {
  return async (request, response) => {
    const seen = await readVisit(needs, request, response)
    const { draft } = seen.answering
    if (draft?.sentAt == null) {
      response.redirect(303, draft === null ? seen.at : `${seen.at}/check`)
      return
    }
    return handler({ draft: { ...draft, sentAt: draft.sentAt }, ...seen }, request, response)
  }
}
