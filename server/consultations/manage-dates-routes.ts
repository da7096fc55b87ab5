import type { Response } from 'express'
import type { DatesProblem } from '../model/consultation-stage.ts'
import { mayMove } from '../model/consultation-stage.ts'
import { londonDate, londonTime, londonTimeOfDay } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { joinDates, readForm, type FieldError } from '../platform/forms.ts'
import { redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import type { Consultation } from './consultation.ts'
import { changeDates, type DatesOutcome } from './dates-service.ts'
import { changedMeanwhile, crumbsOf, type FindManaged, type ManageNeeds } from './managed-routes.ts'
import { openingWords } from './opening-words-page.ts'
import { consultationStage } from './progress.ts'
import { closeNowForm, newDatesForm, newOpeningForm } from './record-forms.ts'
import { listSessions } from './session-repository.ts'
import { isAfterClosing, sessionTime } from './sessions-page.ts'

const path = '/manage/consultations/:id'

const problems: Readonly<Record<DatesProblem, FieldError>> = {
  'opened-already': { field: 'opensOn', message: 'It has opened, so the opening can no longer be moved' },
  'opening-in-the-past': { field: 'opensOn', message: 'It can’t open in the past: choose a moment to come' },
  'closes-before-it-opens': { field: 'closesOn', message: 'It must close later than it opens' },
  'closing-in-the-past': {
    field: 'closesOn',
    message: 'It can’t close in the past: choose a moment to come, or close it now',
  },
  'nothing-changes': { field: 'closesOn', message: 'These are the dates as they are: change one of them' },
  'not-now': { field: 'closesOn', message: 'The dates can’t be changed at this stage' },
}

/**
 * The staff's pages for the dates of a published consultation: later, earlier, at once, and open again.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageDatesRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  const dated = (consultation: Consultation): { again: boolean; opened: boolean } => {
    const stage = consultationStage(consultation, clock())
    const again = mayMove(stage, 'reopen')
    if (!again && !mayMove(stage, 'change-dates')) {
      throw new AppError(
        'dates-fixed',
        409,
        consultation.publishedAt === null
          ? 'It is not published yet. Its dates are on the page “Dates”.'
          : 'What people said, or the decision, is public: it can’t be opened again.',
      )
    }
    return { again, opened: stage.opening !== 'before' }
  }
  const parts = (iso: string | null): { on: string; at: string } =>
    iso === null ? { on: '', at: '' } : { on: londonDate(new Date(iso)), at: londonTimeOfDay(new Date(iso)) }
  const show = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
    view = 'manage/change-dates',
  ): Promise<void> => {
    const now = dated(consultation)
    await showPage(
      response,
      view,
      {
        title: now.again ? 'Open it again' : 'Change the dates',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        words: openingWords(consultation, clock()),
        ...now,
        opens: parts(consultation.opensAt),
        closes: parts(consultation.closesAt),
        ...again,
      },
      status,
    )
  }
  /** Sessions that would take place when nobody can answer any more. */
  const sessionsAfter = async ({ id }: Consultation, closesAt: string): Promise<object> => ({
    sessionsAfter: (await listSessions(db, id))
      .filter(session => isAfterClosing(session, closesAt))
      .map(session => ({ id: session.id, when: sessionTime(session).text, venue: session.venue })),
  })
  const answer = (outcome: Exclude<DatesOutcome, null>): FieldError =>
    outcome === 'changed-meanwhile' ? changedMeanwhile('closesOn') : problems[outcome]

  pages.get(`${path}/change-dates`, 'consult', async (request, response) => {
    await show(response, await managed(request))
  })

  pages.post(`${path}/change-dates`, 'consult', async (request, response, visitor: Visitor) => {
    const consultation = await managed(request)
    const { opened } = dated(consultation)
    const body = joinDates(request.body, 'opensOn', 'closesOn')
    const form = readForm(newDatesForm, body)
    const opening = opened ? null : readForm(newOpeningForm, body)
    if (!form.ok || opening?.ok === false) {
      const errors = [...(opening?.ok === false ? opening.errors : []), ...(form.ok ? [] : form.errors)]
      return show(response, consultation, { errors, typed: body }, 422)
    }
    const closesAt = londonTime(form.value.closesOn, form.value.closesTime)
    // Fewer days for people is asked about once more, on a page that says what it means.
    const earlier = consultation.closesAt !== null && closesAt < consultation.closesAt
    if (earlier && closesAt < clock().toISOString()) {
      return show(response, consultation, { errors: [problems['closing-in-the-past']], typed: body }, 422)
    }
    if (earlier && form.value.sure !== 'yes') {
      const question = {
        typed: body,
        closesAt,
        title: 'Are you sure you want to close it earlier?',
        ...(await sessionsAfter(consultation, closesAt)),
      }
      return show(response, consultation, question, 200, 'manage/close-earlier')
    }
    const outcome = await changeDates(
      db,
      consultation.id,
      form.value.version,
      {
        ...(opening?.ok === true
          ? { opensAt: londonTime(opening.value.opensOn, opening.value.opensTime) }
          : {}),
        closesAt,
        reason: form.value.reason,
      },
      visitor,
      clock,
    )
    if (outcome !== null) {
      return show(response, await managed(request), { errors: [answer(outcome)], typed: body }, 422)
    }
    redirectWithNotice(response, `/manage/consultations/${consultation.id}`, 'Dates changed')
  })

  const showClose = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    if (!mayMove(consultationStage(consultation, clock()), 'close-early')) {
      throw new AppError('not-open', 409, 'It is not open, so it can’t be closed.')
    }
    await show(
      response,
      consultation,
      {
        title: 'Are you sure you want to close it now?',
        ...(await sessionsAfter(consultation, clock().toISOString())),
        ...again,
      },
      status,
      'manage/close-now',
    )
  }
  pages.get(`${path}/close`, 'consult', async (request, response) => {
    await showClose(response, await managed(request))
  })
  pages.post(`${path}/close`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(closeNowForm, request.body)
    if (!form.ok) return showClose(response, consultation, form, 422)
    const { version, reason } = form.value
    const outcome = await changeDates(
      db,
      consultation.id,
      version,
      { closesAt: null, reason },
      visitor,
      clock,
    )
    if (outcome !== null) {
      const errors = [{ ...answer(outcome), field: 'reason' }]
      return showClose(response, await managed(request), { errors, typed: form.value }, 422)
    }
    redirectWithNotice(response, `/manage/consultations/${consultation.id}`, 'Closed')
  })
}
