import type { Request, Response } from 'express'
import { findPostcode } from '../county/index.ts'
import { normalisePostcode } from '../model/postcode.ts'
import { londonDate, londonTime, londonTimeOfDay } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { joinDates, readForm, typedFields, type FieldError } from '../platform/forms.ts'
import { addingForm } from '../platform/form-shown.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { listSites } from '../sites/index.ts'
import type { Consultation, DropInSession } from './consultation.ts'
import { cancelForm, sessionForm, type SessionForm } from './session-forms.ts'
import { holdConsultation } from './consultation-repository.ts'
import { seenMark } from './draft-change-service.ts'
import {
  changedMeanwhile,
  crumbsOf,
  goneAlready,
  managedIn,
  unpublished,
  type ManageNeeds,
} from './managed-routes.ts'
import { chosenDistrict, districtChoices, grow, growing, growOnce } from './managed-updates.ts'
import {
  addSession,
  cancelSession,
  changeSession,
  findSession,
  listSessions,
  removeSession,
  type SessionPlan,
} from './session-repository.ts'
import { isAfterClosing, sessionTime } from './sessions-page.ts'

const path = '/manage/consultations/:id/sessions'

const over = (): AppError =>
  new AppError('cancelled', 409, 'This session is cancelled, so it can no longer be changed. Add a new one.')

/**
 * The staff's pages of drop-in sessions. Once the consultation is published, changes and cancellations are told to the
 * public, with the reason.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function manageSessionsRoutes(pages: Pages, needs: ManageNeeds): void {
  const { db, clock } = needs
  const managed = managedIn(db)
  const at = ({ id }: Consultation): string => `/manage/consultations/${id}/sessions`

  const choices = async (consultation: Consultation) => ({
    districts: await districtChoices(db, consultation.id),
    venues: [
      { value: '', text: 'Another place' },
      ...(await listSites(db, consultation.countyId)).map(({ id, name }) => ({ value: id, text: name })),
    ],
  })

  /** Where and when, with a position from the building or else from the postcode. */
  const planOf = async (
    consultation: Consultation,
    form: SessionForm,
  ): Promise<{ plan: SessionPlan; errors: FieldError[] }> => {
    const { districtCode, date, starts, ends, siteId, postcode, ...where } = form
    const site = (await listSites(db, consultation.countyId)).find(({ id }) => id === siteId) ?? null
    const found = postcode === '' ? null : await findPostcode(db, consultation.countyId, postcode)
    const known = postcode === '' ? (site?.postcode ?? null) : normalisePostcode(postcode)
    const errors =
      postcode !== '' && known === null
        ? [{ field: 'postcode', message: 'Enter a whole postcode, such as CB1 2AB, or leave it empty' }]
        : []
    const districts = await districtChoices(db, consultation.id)
    return {
      errors,
      plan: {
        ...where,
        districtCode: chosenDistrict(districts, districtCode),
        startsAt: londonTime(date, starts),
        endsAt: londonTime(date, ends),
        siteId: site?.id ?? null,
        postcode: known,
        position: site?.position ?? found?.position ?? null,
      },
    }
  }

  const showSessions = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { districts, venues } = await choices(consultation)
    await showPage(
      response,
      'manage/sessions',
      {
        title: 'Drop-in sessions',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        districts,
        venues,
        sessions: (await listSessions(db, consultation.id)).map(session => ({
          ...session,
          when: sessionTime(session).text,
          afterClosing:
            isAfterClosing(session, consultation.closesAt) && Date.parse(session.endsAt) > clock().getTime(),
          district: districts.find(({ value }) => value === (session.districtCode ?? ''))?.text ?? '',
        })),
        ...again,
      },
      status,
    )
  }
  pages.get(path, 'consult', async (request, response) => {
    await showSessions(response, await managed(request))
  })
  pages.post(path, 'consult', async (request, response, visitor) => {
    const consultation = growing(await managed(request))
    const form = readForm(sessionForm, joinDates(request.body, 'date'))
    if (!form.ok) return showSessions(response, consultation, form, 422)
    const { plan, errors } = await planOf(consultation, form.value)
    if (errors.length > 0) {
      return showSessions(response, consultation, { errors, typed: typedFields(request.body) }, 422)
    }
    const summary = `Added a drop-in session at ${plan.venue}`
    await growOnce(needs, consultation, visitor, addingForm(request), summary, async tx => ({
      made: await addSession(tx, consultation.id, plan),
      told: { kind: 'session', summary: `A drop-in session was added: ${placeAndTime(plan)}.` },
    }))
    redirectWithNotice(response, at(consultation), 'Session added')
  })

  const showSession = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const consultation = await managed(request)
    const session = await findSession(db, consultation.id, pathParameter(request, 'session'))
    if (session === null) throw notFound('There is no such session.')
    const [from, to] = [new Date(session.startsAt), new Date(session.endsAt)]
    await showPage(
      response,
      'manage/session',
      {
        title: 'Change a drop-in session',
        breadcrumbs: [...crumbsOf(consultation), { text: 'Drop-in sessions', href: at(consultation) }],
        consultation,
        at: `${at(consultation)}/${session.id}`,
        seen: sessionMark(session),
        session: {
          ...session,
          when: sessionTime(session).text,
          date: londonDate(from),
          starts: londonTimeOfDay(from),
          ends: londonTimeOfDay(to),
          changes: session.changes.map(change => ({ ...change, when: sessionTime(change).text })),
        },
        ...(await choices(consultation)),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/:session`, 'consult', (request, response) => showSession(request, response))
  pages.post(`${path}/:session`, 'consult', async (request, response, visitor) => {
    const consultation = growing(await managed(request))
    const id = pathParameter(request, 'session')
    const before = await findSession(db, consultation.id, id)
    if (before === null) throw notFound('There is no such session.')
    if (before.cancelledAt !== null) throw over()
    const form = readForm(sessionForm, joinDates(request.body, 'date'))
    if (!form.ok) return showSession(request, response, form, 422)
    const { plan, errors } = await planOf(consultation, form.value)
    const published = consultation.publishedAt !== null
    const { note, seen } = form.value
    if (published && note === '') {
      errors.push({
        field: 'note',
        message: 'Say what is changed and why: the public is told, with the date',
      })
    }
    if (errors.length > 0) {
      return showSession(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    try {
      await grow(
        needs,
        consultation,
        visitor,
        `Changed the drop-in session at ${plan.venue}`,
        async (tx, now) => {
          await holdConsultation(tx, consultation.id)
          const stands = await findSession(tx, consultation.id, id)
          if (stands === null) throw goneAlready('This session')
          if (seen !== '' && seen !== sessionMark(stands)) throw new Meanwhile()
          const change = { plan, note: published ? note : null }
          if (!(await changeSession(tx, consultation.id, id, change, now))) throw over()
          return {
            kind: 'session',
            summary: `A drop-in session was changed. It was to be ${placeAndTime(stands)}; it is now ${placeAndTime(plan)}.`,
            reason: note,
          }
        },
      )
    } catch (error) {
      if (!(error instanceof Meanwhile)) throw error
      const now = await findSession(db, consultation.id, id)
      // A form that was sent twice finds what it has stored itself.
      if (now === null || planMark(now) !== planMark(plan)) {
        const meanwhile = [changedMeanwhile('date', 'this session')]
        return showSession(request, response, { errors: meanwhile, typed: typedFields(request.body) }, 422)
      }
    }
    redirectWithNotice(response, at(consultation), 'Session saved')
  })

  pages.post(`${path}/:session/cancel`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const id = pathParameter(request, 'session')
    const before = await findSession(db, consultation.id, id)
    if (before === null || consultation.publishedAt === null) throw notFound('There is no such session.')
    const form = readForm(cancelForm, request.body)
    if (!form.ok) return showSession(request, response, form, 422)
    const { because } = form.value
    await grow(
      needs,
      consultation,
      visitor,
      `Cancelled the drop-in session at ${before.venue}`,
      async (tx, now) => {
        if (!(await cancelSession(tx, consultation.id, id, because, now))) throw over()
        return {
          kind: 'session',
          summary: `A drop-in session was cancelled: ${placeAndTime(before)}.`,
          reason: because,
        }
      },
    )
    redirectWithNotice(response, at(consultation), 'Session cancelled')
  })

  pages.post(`${path}/:session/remove`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    await grow(needs, consultation, visitor, 'Took out a drop-in session', async tx => {
      if (!(await removeSession(tx, consultation.id, pathParameter(request, 'session'))))
        throw goneAlready('This session')
      return null
    })
    redirectWithNotice(response, at(consultation), 'Session taken out')
  })
}

/** Somebody else changed it: nothing of the change is kept, its line in the audit neither. */
class Meanwhile extends Error {}

function planMark(plan: SessionPlan): string {
  const { districtCode, startsAt, endsAt, venue, address, access, languages, siteId, postcode } = plan
  return seenMark([districtCode, startsAt, endsAt, venue, address, access, languages, siteId, postcode])
}

// A change that is taken back leaves the same words: the sequence tells that there was one.
function sessionMark(session: DropInSession): string {
  return seenMark([planMark(session), session.sequence])
}

function placeAndTime(session: Pick<SessionPlan, 'venue' | 'startsAt' | 'endsAt'>): string {
  return `${session.venue}, ${sessionTime(session).text}`
}
