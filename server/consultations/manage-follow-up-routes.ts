import type { Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction } from '../db/index.ts'
import { mayMove } from '../model/consultation-stage.ts'
import { londonDate } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { joinDates, readForm } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { logChange } from './change-repository.ts'
import type { Consultation } from './consultation.ts'
import { holdConsultation } from './consultation-repository.ts'
import { readDecisions, recordFollowUp, takeBackFollowUp } from './decision-repository.ts'
import { seenMark } from './draft-change-service.ts'
import { crumbsOf, goneAlready, type FindManaged, type ManageNeeds } from './managed-routes.ts'
import { documentChoices, paperFrom } from './papers.ts'
import { consultationStage } from './progress.ts'
import { followUpForm, takeBackForm } from './record-forms.ts'
import { textBlocks } from './text-page.ts'

const path = '/manage/consultations/:id/next'

/**
 * The staff's pages for what happened after the decision.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageFollowUpRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  const decided = (consultation: Consultation): Consultation => {
    if (mayMove(consultationStage(consultation, clock()), 'record-follow-up')) return consultation
    throw new AppError('not-decided', 409, 'What happened next is entered after the decision.')
  }
  const show = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> =>
    showPage(
      response,
      'manage/follow-ups',
      {
        title: 'What happened next',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        followUps: (await readDecisions(db, consultation.id)).followUps
          .filter(one => one.replacedAt === null)
          .map(one => ({ ...one, blocks: textBlocks(one.happened) })),
        documents: await documentChoices(db, consultation.id),
        ...again,
      },
      status,
    )
  pages.get(path, 'consult', async (request, response) => {
    await show(response, decided(await managed(request)))
  })
  pages.post(path, 'consult', async (request, response, visitor) => {
    const consultation = decided(await managed(request))
    const body = joinDates(request.body, 'on')
    const form = readForm(followUpForm, body)
    if (!form.ok) return show(response, consultation, form, 422)
    const { on, happened } = form.value
    if (on > londonDate(clock())) {
      const errors = [{ field: 'on', message: 'The date must not be in the future' }]
      return show(response, consultation, { errors, typed: body }, 422)
    }
    const paper = await paperFrom(db, consultation.id, form.value)
    await inTransaction(db, async tx => {
      const at = clock()
      await holdConsultation(tx, consultation.id)
      // The same entry twice is a form that was sent twice.
      const { followUps } = await readDecisions(tx, consultation.id)
      const there = followUps.some(
        one =>
          one.replacedAt === null &&
          seenMark([one.on, one.happened, one.paper]) === seenMark([on, happened, paper]),
      )
      if (there) return
      await recordFollowUp(tx, consultation.id, { on, happened, paper }, visitor.name, at)
      await logChange(tx, consultation.id, {
        kind: 'next',
        summary: 'Something was added to what happened next.',
        at,
      })
      await recordAction(tx, visitor, {
        action: 'consultation.followed-up',
        consultation: consultation.id,
        summary: `Entered what happened after the decision on ${consultation.name}`,
        at,
      })
    })
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/next`, 'Added')
  })

  pages.get(`${path}/:entry/take-back`, 'consult', async (request, response) => {
    const consultation = await managed(request)
    await showTakeBack(response, consultation, pathParameter(request, 'entry'))
  })
  const showTakeBack = async (
    response: Response,
    consultation: Consultation,
    entryId: string,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { followUps } = await readDecisions(db, consultation.id)
    const entry = followUps.find(one => one.id === entryId && one.replacedAt === null)
    if (!entry) throw notFound('There is no such entry.')
    await showPage(
      response,
      'manage/take-back',
      {
        title: 'Take back what was entered',
        breadcrumbs: [
          ...crumbsOf(consultation),
          { text: 'What happened next', href: `/manage/consultations/${consultation.id}/next` },
        ],
        consultation,
        entry,
        ...again,
      },
      status,
    )
  }
  pages.post(`${path}/:entry/take-back`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const entryId = pathParameter(request, 'entry')
    const form = readForm(takeBackForm, request.body)
    if (!form.ok) return showTakeBack(response, consultation, entryId, form, 422)
    await inTransaction(db, async tx => {
      const at = clock()
      if ((await takeBackFollowUp(tx, consultation.id, entryId, at)) === null) {
        throw goneAlready('This entry')
      }
      await logChange(tx, consultation.id, {
        kind: 'correction',
        summary: 'Something was taken back from what happened next.',
        reason: form.value.reason,
        at,
      })
      await recordAction(tx, visitor, {
        action: 'consultation.follow-up-taken-back',
        consultation: consultation.id,
        summary: `Took back an entry of what happened after the decision on ${consultation.name}`,
        at,
      })
    })
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/next`, 'Taken back')
  })
}
