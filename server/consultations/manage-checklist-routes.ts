import type { Request, Response } from 'express'
import { addedOnce, recordAction } from '../accounts/index.ts'
import { holdSettings, requireCounty } from '../county/index.ts'
import { inTransaction } from '../db/index.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { addingForm } from '../platform/form-shown.ts'
import { joinDates, readForm, typedFields, type FieldError } from '../platform/forms.ts'
import { newId } from '../platform/ids.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { ordinaryElections, noticeOfElection, readMarkedDays, writeMarkedDays } from './calendar.ts'
import { answeredElsewhere, checkItem, checkItems, type CheckItem, type CheckKey } from './checklist.ts'
import { answerCheck, listCheckAnswers, type KeptCheckAnswer } from './checklist-repository.ts'
import { checklistOf } from './checklist-service.ts'
import type { Consultation } from './consultation.ts'
import { holdConsultation } from './consultation-repository.ts'
import { seenMark } from './draft-change-service.ts'
import {
  changedMeanwhile,
  consultationsCrumb,
  crumbsOf,
  goneAlready,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'
import { checkForm, markedDaysForm } from './record-forms.ts'
import { draftRecord } from './record-service.ts'
import { readCorrection } from './correction-repository.ts'

const path = '/manage/consultations/:id/checklist'
const calendar = '/manage/calendar'

/**
 * The staff's pages for the checklist that is answered before publishing, and for the days that the council marks.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageChecklistRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  const checked = async (consultation: Consultation): ReturnType<typeof checklistOf> => {
    const correction = await readCorrection(db, consultation.id)
    return checklistOf(db, consultation, correction?.record ?? (await draftRecord(db, consultation)))
  }
  pages.get(path, 'consult', async (request, response) => {
    const consultation = await managed(request)
    const { facts, answered } = await checked(consultation)
    const done = new Set(answered.map(answer => answer.item))
    await showPage(response, 'manage/checklist', {
      title: 'Checks before publishing',
      breadcrumbs: crumbsOf(consultation),
      consultation,
      checks: checkItems.map(item => ({
        title: item.title,
        why: item.why,
        href: `/manage/consultations/${consultation.id}/checklist/${item.key}`,
        done: done.has(item.key),
        doubts: (facts.get(item.key) ?? []).filter(fact => fact.doubtful).length,
      })),
      left: checkItems.length - done.size,
    })
  })

  const itemOf = (request: Request): CheckItem & { readonly key: CheckKey } => {
    const item = checkItem(pathParameter(request, 'item'))
    if (item === null) throw notFound('There is no such check.')
    return item
  }
  const showItem = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const consultation = await managed(request)
    const item = itemOf(request)
    const answers = (await listCheckAnswers(db, consultation.id)).filter(answer => answer.item === item.key)
    await showPage(
      response,
      'manage/check',
      {
        title: item.title,
        breadcrumbs: [
          ...crumbsOf(consultation),
          { text: 'Checks', href: `/manage/consultations/${consultation.id}/checklist` },
        ],
        consultation,
        check: item,
        facts: (await checked(consultation)).facts.get(item.key) ?? [],
        current: answers.find(answer => answer.replacedAt === null) ?? null,
        seen: markOf(answers),
        earlier: answers.filter(answer => answer.replacedAt !== null),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/:item`, 'consult', (request, response) => showItem(request, response))
  pages.post(`${path}/:item`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const item = itemOf(request)
    if (consultation.publishedAt !== null && (await readCorrection(db, consultation.id)) === null) {
      throw new AppError(
        'published',
        409,
        'The answers were published with the consultation. They can be written on when what is published is corrected.',
      )
    }
    const form = readForm(checkForm(item.evidence !== null), request.body)
    if (!form.ok) return showItem(request, response, form, 422)
    const { seen, ...answer } = form.value
    const mistake = await inTransaction(db, async (tx): Promise<FieldError | null> => {
      await holdConsultation(tx, consultation.id)
      const all = await listCheckAnswers(tx, consultation.id)
      const now = all.filter(one => one.item === item.key)
      const current = now.find(one => one.replacedAt === null)
      if (seen !== '' && markOf(now) !== seen) {
        // The same answer twice is a form that was sent twice.
        const same = current?.answer === answer.answer && current.evidence === answer.evidence
        return same ? null : changedMeanwhile('answer', 'this answer')
      }
      const inForce = all.filter(one => one.replacedAt === null)
      const other = answeredElsewhere(answer.answer, item.key, inForce)
      if (other !== null) {
        const message = `This is word for word the answer to “${other}”. Say what is true of this point alone: what you did, and when or why`
        return { field: 'answer', message }
      }
      await answerCheck(tx, consultation.id, { item: item.key, ...answer, by: visitor.name }, clock())
      await recordAction(tx, visitor, {
        action: 'consultation.check-answered',
        consultation: consultation.id,
        summary: `Answered “${item.title}” in the checklist of ${consultation.name}`,
        at: clock(),
      })
      return null
    })
    if (mistake !== null) {
      return showItem(request, response, { errors: [mistake], typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/checklist`, 'Answer saved')
  })

  const showCalendar = async (response: Response, again: object = {}, status = 200): Promise<void> => {
    const county = await requireCounty(db)
    const year = clock().getUTCFullYear()
    await showPage(
      response,
      'manage/calendar',
      {
        title: 'School holidays and elections',
        breadcrumbs: [consultationsCrumb],
        marked: await readMarkedDays(db, county.id),
        elections: [year, year + 1].map(each => ({
          polling: ordinaryElections(each),
          notice: noticeOfElection(ordinaryElections(each)),
        })),
        ...again,
      },
      status,
    )
  }
  pages.get(calendar, 'consult', (_request, response) => showCalendar(response))
  pages.post(calendar, 'consult', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const form = readForm(markedDaysForm, joinDates(request.body, 'from', 'to'))
    if (!form.ok) return showCalendar(response, form, 422)
    await inTransaction(db, tx =>
      addedOnce(tx, addingForm(request), clock(), async () => {
        await holdSettings(tx, county.id)
        const id = newId()
        const marked = await readMarkedDays(tx, county.id)
        await writeMarkedDays(tx, county.id, [...marked, { id, ...form.value }])
        await recordAction(tx, visitor, {
          action: 'calendar.changed',
          subject: county.id,
          summary: `Marked ${form.value.name}, ${form.value.from} to ${form.value.to}`,
          at: clock(),
        })
        return id
      }),
    )
    redirectWithNotice(response, calendar, 'Days added')
  })
  pages.post(`${calendar}/:days/remove`, 'consult', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const id = pathParameter(request, 'days')
    await inTransaction(db, async tx => {
      await holdSettings(tx, county.id)
      const marked = await readMarkedDays(tx, county.id)
      const taken = marked.find(days => days.id === id)
      if (!taken) throw goneAlready('This entry')
      await writeMarkedDays(
        tx,
        county.id,
        marked.filter(days => days !== taken),
      )
      await recordAction(tx, visitor, {
        action: 'calendar.changed',
        subject: county.id,
        summary: `Took out ${taken.name}, ${taken.from} to ${taken.to}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, calendar, 'Days taken out')
  })
}

/** A mark of the answer in force, for a form to carry. */
function markOf(answers: readonly KeptCheckAnswer[]): string {
  const current = answers.find(answer => answer.replacedAt === null)
  return seenMark(current === undefined ? null : [current.answer, current.evidence, current.answeredAt])
}
