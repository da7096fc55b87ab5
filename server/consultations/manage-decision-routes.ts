import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { mayMove } from '../model/consultation-stage.ts'
import { londonDate } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import { joinDates, readForm, typedFields, type FieldError } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { logChange } from './change-repository.ts'
import type { Consultation } from './consultation.ts'
import { changePublished, holdConsultation } from './consultation-repository.ts'
import {
  addGovernanceDate,
  changeGovernanceDate,
  readDecisions,
  recordDecision,
  removeGovernanceDate,
  type Decision,
  type DecisionRecord,
  type GovernanceDate,
} from './decision-repository.ts'
import { seenMark } from './draft-change-service.ts'
import {
  changedMeanwhile,
  crumbsOf,
  goneAlready,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'
import { documentChoices, paperFrom } from './papers.ts'
import { consultationStage } from './progress.ts'
import { decisionDateForm, decisionForm, governanceForm } from './record-forms.ts'

const path = '/manage/consultations/:id'

/**
 * The staff's pages for the meetings on the way to the decision, and for the decision.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageDecisionRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  const change = (
    consultation: Consultation,
    visitor: Visitor,
    told: { summary: string; reason?: string; kind: 'governance' | 'decision' },
    work: (tx: Db, at: Date) => Promise<unknown>,
    stands: (now: DecisionRecord) => boolean,
  ): Promise<boolean> =>
    inTransaction(db, async tx => {
      const at = clock()
      await holdConsultation(tx, consultation.id)
      if (!stands(await readDecisions(tx, consultation.id))) return false
      await work(tx, at)
      await logChange(tx, consultation.id, { reason: '', ...told, at })
      await recordAction(tx, visitor, {
        action: `consultation.${told.kind}`,
        consultation: consultation.id,
        summary: `${told.summary} (${consultation.name})`,
        at,
      })
      return true
    })

  const showDates = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> =>
    showPage(
      response,
      'manage/governance',
      {
        title: 'Meetings',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        dates: (await readDecisions(db, consultation.id)).dates,
        documents: await documentChoices(db, consultation.id),
        ...again,
      },
      status,
    )
  const meeting = (date: { on: string; committee: string }): string =>
    `${date.committee} on ${format.date(date.on)}`

  pages.get(`${path}/governance`, 'consult', async (request, response) => {
    await showDates(response, await managed(request))
  })
  pages.post(`${path}/governance`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const body = joinDates(request.body, 'on')
    const form = readForm(governanceForm, body)
    if (!form.ok) return showDates(response, consultation, form, 422)
    const paper = await paperFrom(db, consultation.id, form.value)
    const { on, committee, what } = form.value
    await change(
      consultation,
      visitor,
      { kind: 'governance', summary: `A meeting was added: ${meeting(form.value)}.` },
      (tx, at) => addGovernanceDate(tx, consultation.id, { on, committee, what, paper }, at),
      // The same meeting twice is a form that was sent twice.
      ({ dates }) => !dates.some(date => sameMeeting(date, { on, committee, what, paper })),
    )
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/governance`, 'Meeting added')
  })

  // Once it is published: until then the day is one of its dates.
  pages.post(`${path}/decision-date`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    if (consultation.publishedAt === null || consultation.decisionRecordedAt !== null) {
      throw new AppError('not-now', 409, 'The day of the decision can’t be changed at this stage.')
    }
    const body = joinDates(request.body, 'decisionOn')
    const form = readForm(decisionDateForm, body)
    if (!form.ok) return showDates(response, consultation, form, 422)
    const { version, decisionOn, decisionBy } = form.value
    const closedOn = consultation.closesAt === null ? '' : londonDate(new Date(consultation.closesAt))
    const refuse = async (message: string): Promise<void> =>
      showDates(
        response,
        await managed(request),
        { errors: [{ field: 'decisionOn', message }], typed: body },
        422,
      )
    if (decisionOn !== null && decisionOn < closedOn) {
      return refuse('Nothing is decided before the consultation has closed')
    }
    const who = decisionBy === '' ? 'The council' : decisionBy
    const at = clock()
    const changed = await inTransaction(db, async tx => {
      if (!(await changePublished(tx, consultation.id, version, { decisionOn, decisionBy }, at))) return false
      const summary =
        decisionOn === null
          ? 'No day is fixed for the decision any more.'
          : `${who} is due to decide on ${format.date(decisionOn)}.`
      await logChange(tx, consultation.id, { kind: 'governance', summary, at })
      await recordAction(tx, visitor, {
        action: 'consultation.governance',
        consultation: consultation.id,
        summary: `${summary} (${consultation.name})`,
        at,
      })
      return true
    })
    if (!changed) return refuse(changedMeanwhile('decisionOn').message)
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/governance`, 'Day saved')
  })

  const meetingOf = async (
    request: Request,
  ): Promise<{ consultation: Consultation; date: GovernanceDate }> => {
    const consultation = await managed(request)
    const id = pathParameter(request, 'date')
    const date = (await readDecisions(db, consultation.id)).dates.find(one => one.id === id)
    if (!date) throw notFound('There is no such meeting.')
    return { consultation, date }
  }
  const showDate = async (request: Request, response: Response, again: object = {}, status = 200) => {
    const { consultation, date } = await meetingOf(request)
    await showPage(
      response,
      'manage/governance-date',
      {
        title: 'Change a meeting',
        breadcrumbs: [
          ...crumbsOf(consultation),
          { text: 'Meetings', href: `/manage/consultations/${consultation.id}/governance` },
        ],
        consultation,
        meeting: date,
        seen: seenMark(date),
        documents: await documentChoices(db, consultation.id),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/governance/:date`, 'consult', (request, response) => showDate(request, response))
  pages.post(`${path}/governance/:date`, 'consult', async (request, response, visitor) => {
    const { consultation, date } = await meetingOf(request)
    const form = readForm(governanceForm, joinDates(request.body, 'on'))
    if (!form.ok) return showDate(request, response, form, 422)
    const paper = await paperFrom(db, consultation.id, form.value)
    const { on, committee, what } = form.value
    const changed = { id: date.id, on, committee, what, paper }
    const saved = await change(
      consultation,
      visitor,
      {
        kind: 'governance',
        summary: `A meeting was changed: ${meeting(changed)}. Before: ${meeting(date)}.`,
      },
      tx => changeGovernanceDate(tx, consultation.id, changed),
      ({ dates }) => {
        const now = dates.find(one => one.id === date.id)
        return now !== undefined && (form.value.seen === '' || seenMark(now) === form.value.seen)
      },
    )
    if (!saved && !sameMeeting((await meetingOf(request)).date, changed)) {
      const errors = [changedMeanwhile('what', 'this meeting')]
      return showDate(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/governance`, 'Meeting saved')
  })
  pages.post(`${path}/governance/:date/remove`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const id = pathParameter(request, 'date')
    const date = (await readDecisions(db, consultation.id)).dates.find(one => one.id === id)
    if (!date) throw goneAlready('This meeting')
    const removed = await change(
      consultation,
      visitor,
      { kind: 'governance', summary: `A meeting was taken out: ${meeting(date)}.` },
      tx => removeGovernanceDate(tx, consultation.id, date.id),
      ({ dates }) => dates.some(one => one.id === date.id),
    )
    if (!removed) throw goneAlready('This meeting')
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/governance`, 'Meeting taken out')
  })

  const decidable = (consultation: Consultation): Consultation => {
    if (mayMove(consultationStage(consultation, clock()), 'record-decision')) return consultation
    throw new AppError(
      'not-closed',
      409,
      'A decision is entered once the consultation has closed and the last answers have arrived.',
    )
  }
  const showDecision = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { decisions } = await readDecisions(db, decidable(consultation).id)
    await showPage(
      response,
      'manage/decision',
      {
        title: 'The decision',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        current: inForce(decisions),
        seen: seenMark(inForce(decisions)?.id ?? null),
        earlier: decisions.filter(decision => decision.replacedAt !== null),
        documents: await documentChoices(db, consultation.id),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/decision`, 'consult', async (request, response) => {
    await showDecision(response, await managed(request))
  })
  pages.post(`${path}/decision`, 'consult', async (request, response, visitor) => {
    const consultation = decidable(await managed(request))
    const body = joinDates(request.body, 'decidedOn')
    const form = readForm(decisionForm, body)
    if (!form.ok) return showDecision(response, consultation, form, 422)
    const { reason, decidedOn, decidedBy, decision, whatChanged } = form.value
    const paper = await paperFrom(db, consultation.id, form.value)
    const current = inForce((await readDecisions(db, consultation.id)).decisions)
    const entered = { decidedOn, decidedBy, decision, whatChanged, paper }
    const done = (): void => {
      redirectWithNotice(response, `/manage/consultations/${consultation.id}`, 'Decision entered')
    }
    // The same decision twice is a form that was sent twice.
    if (current !== null && sameDecision(current, entered)) {
      done()
      return
    }
    const again = current !== null
    const closedOn = consultation.closesAt === null ? '' : londonDate(new Date(consultation.closesAt))
    const errors: FieldError[] = []
    if (decidedOn > londonDate(clock())) {
      errors.push({ field: 'decidedOn', message: 'The date of the decision must not be in the future' })
    }
    if (decidedOn < closedOn) {
      errors.push({
        field: 'decidedOn',
        message: 'Nothing is decided before a consultation has closed: check the date',
      })
    }
    const { seen } = form.value
    if (seen !== '' && seen !== seenMark(current?.id ?? null)) {
      errors.push(changedMeanwhile('decision', 'the decision'))
    } else if (again && reason === '') {
      errors.push({ field: 'reason', message: 'Say why the wording is changed: the public reads it' })
    }
    if (errors.length > 0) return showDecision(response, consultation, { errors, typed: body }, 422)
    const stored = await change(
      consultation,
      visitor,
      {
        kind: 'decision',
        summary: again
          ? 'The wording of the decision was changed. The earlier wording can still be read.'
          : `${decidedBy} decided on ${format.date(decidedOn)}.`,
        reason,
      },
      (tx, at) => recordDecision(tx, consultation.id, entered, visitor.name, at),
      now => inForce(now.decisions)?.id === current?.id,
    )
    if (!stored) {
      const meanwhile = [changedMeanwhile('decision', 'the decision')]
      return showDecision(response, consultation, { errors: meanwhile, typed: body }, 422)
    }
    done()
  })
}

function inForce(decisions: readonly Decision[]): Decision | null {
  return decisions.find(decision => decision.replacedAt === null) ?? null
}

function sameMeeting(a: Omit<GovernanceDate, 'id'>, b: Omit<GovernanceDate, 'id'>): boolean {
  return seenMark([a.on, a.committee, a.what, a.paper]) === seenMark([b.on, b.committee, b.what, b.paper])
}

type EnteredDecision = Pick<Decision, 'decidedOn' | 'decidedBy' | 'decision' | 'whatChanged' | 'paper'>

function sameDecision(a: EnteredDecision, b: EnteredDecision): boolean {
  const words = ({ decidedOn, decidedBy, decision, whatChanged, paper }: EnteredDecision): string =>
    seenMark([decidedOn, decidedBy, decision, whatChanged, paper])
  return words(a) === words(b)
}
