import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction } from '../db/index.ts'
import { londonDate } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { readForm } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { rateLimit } from '../platform/security.ts'
import { speakerOf } from '../platform/speaker.ts'
import { crumbsOf, goneAlready, managedIn, type ManageNeeds } from './managed-routes.ts'
import { longestComment, opinionCommentForm, opinionForm } from './opinion-forms.ts'
import {
  addOpinion,
  commentOnOpinion,
  countOpinions,
  eraseComment,
  findOpinion,
  listOpinionComments,
} from './opinion-repository.ts'

/**
 * “Was this page useful?” on the public's pages, and what people said, for staff.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function opinionRoutes(pages: Pages, { db, clock }: Pick<ManageNeeds, 'db' | 'clock'>): void {
  const limitOpinions = rateLimit(120, 600)
  const small = { form: { maximumBytes: 40_000, fields: 10 } }

  pages.post(
    '/useful',
    'public',
    async (request, response) => {
      await limitOpinions(request.ip ?? '')
      const form = readForm(opinionForm, request.body)
      if (!form.ok) throw new AppError('bad-request', 422, form.errors[0]?.message ?? '')
      const { page, useful } = form.value
      const opinion = await addOpinion(db, page.slug, {
        page: page.path,
        useful: useful === 'yes',
        givenOn: londonDate(clock()),
      })
      if (opinion === null) throw notFound('There is no such page.')
      response.redirect(303, `/useful/${opinion}`)
    },
    small,
  )

  const showOpinion = async (request: Request, response: Response, again: object = {}, status = 200) => {
    const opinion = await findOpinion(db, pathParameter(request, 'opinion'))
    if (opinion === null) throw notFound('There is no such page.')
    await showPage(
      response,
      'consultations/useful',
      {
        title: speakerOf(response).plain('Thank you'),
        layout: 'public',
        opinion,
        longestComment,
        ...again,
      },
      status,
    )
  }
  pages.get('/useful/:opinion', 'public', (request, response) => showOpinion(request, response))
  pages.post(
    '/useful/:opinion',
    'public',
    async (request, response) => {
      await limitOpinions(request.ip ?? '')
      const form = readForm(opinionCommentForm, request.body)
      if (!form.ok) return showOpinion(request, response, form, 422)
      const id = pathParameter(request, 'opinion')
      // Sent twice: nothing more is stored, and whoever sent it is thanked just the same.
      await commentOnOpinion(db, id, form.value.comment)
      response.redirect(303, `/useful/${id}`)
    },
    small,
  )

  const managed = managedIn(db)
  pages.get('/manage/consultations/:id/useful', 'consult', async (request, response) => {
    const consultation = await managed(request)
    await showPage(response, 'manage/useful', {
      title: 'Were pages useful?',
      breadcrumbs: crumbsOf(consultation),
      consultation,
      opinions: await countOpinions(db, consultation.id),
      comments: await listOpinionComments(db, consultation.id),
    })
  })
  pages.post(
    '/manage/consultations/:id/useful/:opinion/erase',
    'consult',
    async (request, response, visitor) => {
      const consultation = await managed(request)
      await inTransaction(db, async tx => {
        if (!(await eraseComment(tx, consultation.id, pathParameter(request, 'opinion')))) {
          throw goneAlready('This comment')
        }
        await recordAction(tx, visitor, {
          action: 'opinion.erased',
          consultation: consultation.id,
          summary: `Erased what somebody wrote about a page (${consultation.name})`,
          at: clock(),
        })
      })
      redirectWithNotice(response, `/manage/consultations/${consultation.id}/useful`, 'Comment erased')
    },
  )
}
