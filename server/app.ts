import { constants } from 'node:zlib'
import compression from 'compression'
import cookieParser from 'cookie-parser'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { pinoHttp } from 'pino-http'
import {
  accountsRoutes,
  allows,
  findAccount,
  homeRoutes,
  letterSeal,
  outboxRoutes,
  sessionsIn,
  signInRoutes,
} from './accounts/index.ts'
import {
  consultationsRoutes,
  manageConsultationsRoutes,
  recordRoutes,
  takingPartRoutes,
  updatesRoutes,
} from './consultations/index.ts'
import { appraisalRoutes } from './appraisal/index.ts'
import { countyRoutes, currentCounty } from './county/index.ts'
import { paperRoutes } from './paper/index.ts'
import { assetAddresses, servedAssets } from './platform/assets.ts'
import { findingsRoutes, findingsTexts } from './findings/index.ts'
import { failurePages, nothingThere } from './platform/failure-routes.ts'
import { healthRoutes } from './platform/health-routes.ts'
import { newId } from './platform/ids.ts'
import { jobRoutes } from './platform/job-routes.ts'
import { createPages, type Pages, type PostOptions, type Visitor } from './platform/pages.ts'
import type { Surroundings, Whose } from './platform/render.ts'
import { visitorChoices } from './platform/visitor-choices.ts'
import { kindsOf, type RequestKinds } from './platform/request-kinds.ts'
import { formTokens, rateLimit, securityHeaders, textCookies } from './platform/security.ts'
import { sessionOf, signedInSessions } from './platform/sessions.ts'
import { scenariosRoutes, suggestionsRoutes } from './scenarios/index.ts'
import type { Services } from './services.ts'
import { keepJourneyColumns } from './travel/index.ts'
import {
  builderRoutes,
  doorRoutes,
  isSurveyPath,
  limitedPosts,
  limitsOfEach,
  pepperFrom,
  publishRoutes,
  statementsRoutes,
  surveyRoutes,
  translationsRoutes,
  wholeSurveyRoutes,
} from './surveys/index.ts'
import { sitesRoutes, storePublishedSites } from './sites/index.ts'
import { travelRoutes } from './travel/index.ts'

const signInPath = '/sign-in'
const nobody: Visitor = { accountId: null, name: '', may: permission => permission === 'public' }

/** The application, and the register of its pages. */
export interface Application {
  readonly app: Express
  /** What its requests and responses are made as. */
  readonly kinds: RequestKinds
  readonly pages: Pages
}

/**
 * The web application: what every request passes, in order, and then one router for each room.
 *
 * @param services - the parts it is joined from
 * @returns the application and its declared pages
 */
export function createApplication(services: Services): Application {
  const { settings, db, clock, log } = services
  const secure = settings.publicUrl.startsWith('https://')
  const asset = assetAddresses()
  const tokens = formTokens(settings.secret, secure, request => sessionOf(request)?.id ?? '')
  const visitors = new WeakMap<Request, Visitor>()
  const visitorOf = (request: Request): Visitor => visitors.get(request) ?? nobody

  const app = express()
  const kinds = kindsOf(app)
  app.disable('x-powered-by')
  app.set('trust proxy', settings.trustProxy)
  app.set('query parser', 'simple')
  // Nothing that is not to be kept needs a mark by which it is recognised; assets have their own.
  app.disable('etag')
  app.set('https only', secure)

  app.use(
    pinoHttp({
      logger: log,
      genReqId: () => newId(),
      // Nothing that a person typed: the path only, without its query and without what stands for a secret link.
      serializers: {
        req: (request: { id: unknown; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: request.url.split('?')[0]?.replace(/\/link\/.*/, '/link/…'),
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      customLogLevel: (_request, response, error) =>
        error || response.statusCode >= 500 ? 'error' : 'debug',
    }),
  )
  app.use(securityHeaders(settings.publicUrl, settings.tileUrl))
  app.use(compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 8 } } }))
  app.use('/assets', servedAssets())
  app.use(healthRoutes(() => currentCounty(db)))
  app.use(cookieParser(), textCookies)
  app.use(
    signedInSessions(sessionsIn(db, clock), {
      secret: settings.secret,
      hours: settings.sessionHours,
      secure,
      clock,
      signInPath,
    }),
  )

  // Who asks. Somebody who has not signed in costs no query.
  app.use(async (request: Request, _response: Response, next: NextFunction) => {
    const session = sessionOf(request)
    const account = session === null ? null : await findAccount(db, session.accountId)
    if (account !== null && account.disabledAt === null) {
      visitors.set(request, {
        accountId: account.id,
        name: account.name,
        may: permission => allows(account.roles, permission),
      })
    }
    next()
  })

  app.use(visitorChoices(secure))

  // What every template is given.
  let whoseLast: Whose = { councilName: settings.councilName, demonstration: false }
  const whose = async (): Promise<Whose> => {
    // A page that says that something is wrong can be shown while the database is out of reach.
    const county = await currentCounty(db).catch(() => undefined)
    if (county === undefined) return whoseLast
    whoseLast = {
      councilName: settings.councilName || (county?.name ?? ''),
      demonstration: county?.demonstration ?? false,
    }
    return whoseLast
  }
  app.use((request: Request, response: Response, next: NextFunction) => {
    const surroundings: Surroundings = {
      visitor: visitorOf(request),
      siteName: 'Doorstep',
      tileUrl: settings.tileUrl,
      asset,
      makeToken: () => tokens.make(request, response),
      whose,
    }
    response.locals['surroundings'] = surroundings
    // Pages hold what people typed and what is theirs to see: nobody in between keeps them.
    response.set('Cache-Control', 'no-store')
    next()
  })

  const limitPosts = rateLimit(600, 60)
  app.use(async (request: Request, _response: Response, next: NextFunction) => {
    // Forms of a survey are counted by who answers: a library or a mobile network has one address for many.
    if (request.method === 'POST' && !isSurveyPath(request.path)) await limitPosts(request.ip ?? '')
    next()
  })

  const pages = createPages({
    newRouter: () => express.Router(),
    visitorOf,
    incoming: services.uploads.incoming,
    readForm: (form: PostOptions['form']) =>
      express.urlencoded({
        extended: false,
        limit: form?.maximumBytes ?? 256_000,
        parameterLimit: form?.fields ?? 2000,
      }),
    checkToken: (request, response, next) => {
      tokens.check(request, response, next)
    },
    signInPath,
  })
  signInRoutes(pages, { db, clock, limitAttempts: rateLimit(30, 60) })
  accountsRoutes(pages, { db, clock, publicUrl: settings.publicUrl })
  outboxRoutes(pages, { db, clock, sending: services.mailer !== null })
  jobRoutes(pages, services.jobs)
  countyRoutes(pages, { db, clock, jobs: services.jobs, storeSites: storePublishedSites })
  sitesRoutes(pages, { db, clock, uploads: services.uploads })
  travelRoutes(pages, {
    db,
    clock,
    uploads: services.uploads,
    jobs: services.jobs,
    dataDirectory: settings.dataDirectory,
  })
  appraisalRoutes(pages, { db, clock, uploads: services.uploads })
  const columns = keepJourneyColumns()
  // Before the pages of one scenario, whose paths would take “suggestions” for an id.
  suggestionsRoutes(pages, { db, clock, jobs: services.jobs, columns })
  scenariosRoutes(pages, { db, clock, columns })
  const { councilName } = settings
  const { answerMonths } = settings
  manageConsultationsRoutes(pages, { db, clock, uploads: services.uploads, answerMonths })
  builderRoutes(pages, { db, clock })
  publishRoutes(pages, { db, clock })
  translationsRoutes(pages, { db, clock, later: findingsTexts })
  // Before the consultations' own pages, where the next part of an address is a district.
  findingsRoutes(pages, { db, clock, councilName, uploads: services.uploads, answerMonths })
  const { publicUrl, secret } = settings
  const survey = {
    db,
    clock,
    councilName,
    publicUrl,
    uploads: services.uploads,
    pepper: pepperFrom(secret),
    letters: letterSeal(secret),
    draftDays: settings.draftDays,
    sendsMail: services.mailer !== null,
  }
  doorRoutes(pages, survey)
  takingPartRoutes(pages, {
    db,
    clock,
    councilName,
    publicUrl,
    secret,
    sendsMail: services.mailer !== null,
  })
  updatesRoutes(pages, { db, clock, uploads: services.uploads, councilName, publicUrl })
  recordRoutes(pages, { db, clock, councilName })
  consultationsRoutes(pages, { db, clock, uploads: services.uploads, councilName })
  const surveyPages = limitedPosts(pages, councilName, limitsOfEach(settings.answeringProcesses))
  wholeSurveyRoutes(surveyPages, { ...survey, secret })
  surveyRoutes(surveyPages, survey)
  statementsRoutes(pages, {
    db,
    councilName,
    publicUrl: settings.publicUrl,
    sessionHours: settings.sessionHours,
    draftDays: settings.draftDays,
    sendsMail: services.mailer !== null,
    answerMonths,
    dataProtectionOfficer: settings.dataProtectionOfficer,
    accessibilityReviewedOn: settings.accessibilityReviewedOn,
  })
  homeRoutes(pages)
  paperRoutes(pages, { db, clock, publicUrl: settings.publicUrl })
  app.use(pages.answer)

  app.use(nothingThere)
  app.use(failurePages(log))
  return { app, kinds, pages }
}
