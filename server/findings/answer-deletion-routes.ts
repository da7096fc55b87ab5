import type { Response } from 'express'
import { z } from 'zod'
import { answersKept, crumbsOf, managedIn, type Consultation } from '../consultations/index.ts'
import { AppError } from '../platform/errors.ts'
import { oneOf, readForm } from '../platform/forms.ts'
import { redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { storedOfPeople } from './answer-deletion-repository.ts'
import { deleteAnswers, type DeletionNeeds } from './answer-deletion-service.ts'

const path = '/manage/consultations/:id/answers'

const sureForm = z.object({
  sure: oneOf(['yes'], 'Tick the box if all answers are to be deleted'),
})

/**
 * The staff's page on how long answers are kept, where an administrator deletes them when that time is over.
 *
 * @param pages - register of pages
 * @param needs - database, clock, uploads, and for how many months answers are kept
 */
export function answerDeletionRoutes(pages: Pages, needs: DeletionNeeds): void {
  const { db, clock, answerMonths } = needs
  const managed = managedIn(db)
  const show = async (
    response: Response,
    visitor: Visitor,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> =>
    showPage(
      response,
      'findings/answers-kept',
      {
        title: 'How long answers are kept',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        months: answerMonths,
        kept: await answersKept(db, consultation, { months: answerMonths, now: clock() }),
        stored: await storedOfPeople(db, consultation.id),
        administrator: visitor.may('administer'),
        ...again,
      },
      status,
    )

  pages.get(path, 'consult', async (request, response, visitor) => {
    await show(response, visitor, await managed(request))
  })

  pages.post(path, 'administer', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(sureForm, request.body)
    if (!form.ok) return show(response, visitor, consultation, form, 422)
    if ((await deleteAnswers(needs, visitor, consultation)) === 'not-yet') {
      throw new AppError(
        'kept-longer',
        409,
        'The answers are still kept: the day on which they may be deleted has not come.',
      )
    }
    redirectWithNotice(
      response,
      `/manage/consultations/${consultation.id}/answers`,
      'The answers are deleted',
    )
  })
}
