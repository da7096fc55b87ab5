import type { Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction } from '../db/index.ts'
import { mayPublish } from '../model/consultation-stage.ts'
import { AppError } from '../platform/errors.ts'
import { readForm } from '../platform/forms.ts'
import { redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { checklistOf } from './checklist-service.ts'
import type { Consultation } from './consultation.ts'
import { crumbsOf, managedIn, publishedAlready, type ManageNeeds } from './managed-routes.ts'
import { keepingWhatWasTyped } from './kept-form-routes.ts'
import { readinessOf } from './readiness.ts'
import { sendBackForm } from './record-forms.ts'
import { draftRecord } from './record-service.ts'
import { askForReview, sendBack } from './review-repository.ts'

const path = '/manage/consultations/:id'

/** Something that stands in the way of publishing. */
export interface ToMend {
  readonly sentence: string
  /** Address of the staff's page on which it is put right. */
  readonly href: string
}

/**
 * The staff's pages for having a consultation read over before it is published.
 *
 * @param register - register of pages
 * @param needs - database and clock
 * @param questionsToMend - what is wrong with the questions of a consultation, which a later room knows
 */
export function manageReviewRoutes(
  register: Pages,
  { db, clock }: Pick<ManageNeeds, 'db' | 'clock'>,
  questionsToMend: (consultation: Consultation) => Promise<readonly ToMend[]>,
): void {
  const pages = keepingWhatWasTyped(register)
  const managed = managedIn(db)
  const inTheWay = async (
    consultation: Consultation,
  ): Promise<{ missing: readonly string[]; problems: readonly ToMend[] }> => {
    const record = await draftRecord(db, consultation)
    const { open } = await checklistOf(db, consultation, record)
    return {
      missing: [
        ...readinessOf(consultation, record).missing,
        ...open.map(title => `Answer “${title}” in the checklist.`),
      ],
      problems: await questionsToMend(consultation),
    }
  }
  const show = async (
    response: Response,
    consultation: Consultation,
    visitor: Visitor,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    if (consultation.publishedAt !== null) throw publishedAlready()
    await showPage(
      response,
      'manage/review',
      {
        title: 'Review',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        ...(await inTheWay(consultation)),
        mayPublish: mayPublish({
          askedBy: consultation.review?.accountId ?? null,
          publishedBy: visitor.accountId,
          administrator: visitor.may('administer'),
        }),
        own: consultation.review?.accountId === visitor.accountId,
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/review`, 'consult', async (request, response, visitor) => {
    await show(response, await managed(request), visitor)
  })

  pages.post(`${path}/review`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    if (consultation.publishedAt !== null) throw publishedAlready()
    const { missing, problems } = await inTheWay(consultation)
    if (missing.length > 0 || problems.length > 0) {
      const errors = [
        missing.length > 0
          ? { field: 'missing', message: 'See to what is missing first' }
          : { field: 'problems', message: 'Put the questions right first' },
      ]
      return show(response, consultation, visitor, { errors }, 422)
    }
    await inTransaction(db, async tx => {
      const at = clock()
      if (!(await askForReview(tx, consultation.id, visitor, at))) {
        throw new AppError('under-review', 409, 'Somebody has asked for a review already.')
      }
      await recordAction(tx, visitor, {
        action: 'consultation.review-asked',
        consultation: consultation.id,
        summary: `Asked for the consultation ${consultation.name} to be read over`,
        at,
      })
    })
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/review`, 'Review asked for')
  })

  pages.post(`${path}/send-back`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(sendBackForm, request.body)
    if (!form.ok) return show(response, consultation, visitor, form, 422)
    await inTransaction(db, async tx => {
      const at = clock()
      if (!(await sendBack(tx, consultation.id, form.value.because, at))) {
        throw new AppError('not-under-review', 409, 'This consultation is not under review.')
      }
      await recordAction(tx, visitor, {
        action: 'consultation.sent-back',
        consultation: consultation.id,
        summary: `Sent the consultation ${consultation.name} back from its review: ${form.value.because}`,
        at,
      })
    })
    redirectWithNotice(response, `/manage/consultations/${consultation.id}`, 'Sent back')
  })
}
