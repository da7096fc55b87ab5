import { Router, type Request, type Response } from 'express'
import { districtBoundaries, readMapBackground } from '../county/index.ts'
import { notFound } from '../platform/errors.ts'
import { showPage, type Handler, type Pages, type Visitor } from '../platform/pages.ts'
import { changePage } from '../platform/send-page.ts'
import type { Consultation, ConsultationRecord } from './consultation.ts'
import { consultationsRoutes } from './consultations-routes.ts'
import { readCorrection } from './correction-repository.ts'
import { documentsRoutes } from './documents-routes.ts'
import { crumbsOf, type FindManaged, type ManageNeeds } from './managed-routes.ts'
import { beginPreview } from './previewed-routes.ts'
import { questionsRoutes } from './questions-routes.ts'
import { recordFrom, writeRecord } from './record-json.ts'
import { draftRecord } from './record-service.ts'
import { recordRoutes } from './record-routes.ts'
import { sessionMap } from './session-map-page.ts'
import { listSessions } from './session-repository.ts'
import { sessionsRoutes } from './sessions-routes.ts'

/** What is only there once it is published, by the first part of its address. */
const later: ReadonlyMap<string, string> = new Map([
  ['record', 'What was published, word for word'],
  ['changes', 'What has changed since it was published'],
  ['findings', 'What people said'],
  ['updates', 'News, and how to get it by email'],
  ['ideas', 'Ideas from residents'],
  ['pledge', 'The staff’s pledge'],
])

/**
 * Everything that the public will see of a consultation, as it would be if it were published now, and of a correction
 * while it is written: the public's own pages, for staff alone.
 *
 * @param pages - register of pages
 * @param needs - database, clock and kept files
 * @param managed - reads the consultation that an address names
 */
export function managePreviewRoutes(pages: Pages, needs: ManageNeeds, managed: FindManaged): void {
  const { db, clock } = needs
  const show = publicPages(needs)

  const previewed = async (consultation: Consultation): Promise<ConsultationRecord | null> =>
    consultation.publishedAt === null
      ? draftRecord(db, consultation)
      : ((await readCorrection(db, consultation.id))?.record ?? null)

  const preview = async (
    request: Request,
    response: Response,
    visitor: Visitor,
    rest: string,
  ): Promise<void> => {
    const consultation = await managed(request)
    const own = `/manage/consultations/${consultation.id}`
    const at = `/consultations/${consultation.slug}`
    const record = await previewed(consultation)
    if (record === null) {
      response.redirect(303, rest === '' ? at : `${at}/${rest}`)
      return
    }
    const [first = '', second = ''] = rest.split('/')
    const district = record.districts.find(({ slug }) => slug === first)
    if (district !== undefined && second === 'survey') {
      response.redirect(303, `${own}/survey/${encodeURIComponent(district.code)}`)
      return
    }
    const notYet = later.get(first) ?? (rest === 'questions/ask' ? 'Send us a question' : undefined)
    if (notYet !== undefined) {
      return showPage(response, 'manage/preview-later', {
        title: notYet,
        breadcrumbs: crumbsOf(consultation),
        backLink: undefined,
        at: `${own}/preview`,
      })
    }
    if (rest === 'sessions/map.json') return sendSessionMap(request, response, consultation)
    const { json, hash } = writeRecord(record)
    recordFrom(hash, json)
    beginPreview(response, {
      consultation: {
        ...consultation,
        name: record.name,
        publishedAt: consultation.publishedAt ?? clock().toISOString(),
        recordHash: hash,
        correctedAt: consultation.publishedAt === null ? null : clock().toISOString(),
        county: record.county,
      },
      back: consultation.publishedAt === null ? own : `${own}/correction`,
      words:
        consultation.publishedAt === null
          ? 'Nobody but you and your colleagues can see this page before it is published.'
          : 'This is how the correction would look. Until it is published, the public sees the version in force.',
    })
    leadLinks(response, at, `${own}/preview`)
    request.url = rest === '' ? at : `${at}/${rest}${queryOf(request)}`
    await show(request, response, visitor)
  }

  const sendSessionMap = async (
    request: Request,
    response: Response,
    { id, countyId }: Consultation,
  ): Promise<void> => {
    const code = request.query['district']
    const now = clock().toISOString()
    const sessions = (await listSessions(db, id)).filter(
      session =>
        session.endsAt > now &&
        session.position !== null &&
        session.cancelledAt === null &&
        (typeof code !== 'string' || session.districtCode === null || session.districtCode === code),
    )
    const map = sessionMap(sessions, await districtBoundaries(db, countyId))
    if (map === null) throw notFound('There is no such map.')
    response.json({ ...map, ...(await readMapBackground(db, countyId)) })
  }

  const path = '/manage/consultations/:id/preview'
  pages.get(path, 'consult', (request, response, visitor) => preview(request, response, visitor, ''))
  pages.get(`${path}/*rest`, 'consult', (request, response, visitor) =>
    preview(request, response, visitor, restOf(request)),
  )
  // The question what changes for somebody is asked with a form; no other form of the public's works in a preview.
  pages.post(`${path}/what-changes`, 'consult', (request, response, visitor) =>
    preview(request, response, visitor, 'what-changes'),
  )
}

/** The public's pages in a register of their own, which answers staff alone. */
function publicPages(
  needs: ManageNeeds,
): (request: Request, response: Response, visitor: Visitor) => Promise<void> {
  const router = Router()
  const visitors = new WeakMap<Request, { visitor: Visitor; done: () => void }>()
  const run =
    (handler: Handler) =>
    (request: Request, response: Response, next: (error?: unknown) => void): void => {
      const asked = visitors.get(request)
      if (asked === undefined) return next()
      Promise.resolve()
        .then(() => handler(request, response, asked.visitor))
        .then(asked.done, next)
    }
  const register: Pages = {
    declared: [],
    get: (path, _permission, handler) => void router.get(path, run(handler)),
    post: (path, _permission, handler) => {
      if (path.endsWith('/what-changes')) router.post(path, run(handler))
    },
  }
  const all = { ...needs, councilName: '', publicUrl: '' }
  documentsRoutes(register, all)
  questionsRoutes(register, all)
  sessionsRoutes(register, all)
  recordRoutes(register, all)
  consultationsRoutes(register, all)
  return (request, response, visitor) =>
    new Promise((resolve, reject) => {
      visitors.set(request, { visitor, done: resolve })
      router(request, response, (error?: unknown) => {
        reject(error instanceof Error ? error : notFound())
      })
    })
}

/** Links of the public's pages lead to the preview of what they lead to. */
function leadLinks(response: Response, from: string, to: string): void {
  // Only whole addresses in quotation marks, as attributes and JSON have them.
  const address = new RegExp(`(["'])${from}(?=["'/?#])`, 'g')
  const lead = (text: string): string => text.replaceAll(address, `$1${to}`)
  changePage(response, lead)
  // What is no page, such as the places on a map.
  const send = response.send.bind(response)
  response.send = body => send(typeof body === 'string' ? lead(body) : body)
}

function restOf(request: Request): string {
  const rest: unknown = request.params['rest']
  return (Array.isArray(rest) ? rest : [rest]).map(part => encodeURIComponent(String(part))).join('/')
}

function queryOf(request: Request): string {
  const at = request.originalUrl.indexOf('?')
  return at === -1 ? '' : request.originalUrl.slice(at)
}
