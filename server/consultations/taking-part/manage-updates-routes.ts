import type { Request, Response } from 'express'
import { addedOnce, recordAction } from '../../accounts/index.ts'
import { inTransaction } from '../../db/index.ts'
import { AppError, notFound } from '../../platform/errors.ts'
import { addingForm } from '../../platform/form-shown.ts'
import { readForm } from '../../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import type { Consultation } from '../consultation.ts'
import { crumbsOf, goneAlready, managedIn } from '../managed-routes.ts'
import { textBlocks } from '../text-page.ts'
import type { TakingPartNeeds } from './needs.ts'
import { countSubscriptions } from './subscription-repository.ts'
import { updateForm } from './update-forms.ts'
import { addUpdate, changeUpdate, findUpdate, listUpdates, removeUpdate } from './update-repository.ts'
import { publishUpdate } from './update-service.ts'

const path = '/manage/consultations/:id/updates'

/**
 * The staff's pages for news: write it, look at it, publish and send it.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and where people reach the product
 */
export function manageNewsRoutes(pages: Pages, { db, clock, publicUrl }: TakingPartNeeds): void {
  const managed = managedIn(db)
  const at = (consultation: Consultation, ...rest: readonly string[]): string =>
    ['/manage/consultations', consultation.id, 'updates', ...rest].join('/')
  const crumbs = (consultation: Consultation): { text: string; href: string }[] => [
    ...crumbsOf(consultation),
    { text: 'Updates', href: at(consultation) },
  ]
  const published = (): AppError =>
    new AppError('published', 409, 'This update is published and was sent. It can no longer be changed.')

  const showList = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    await showPage(
      response,
      'manage/taking-part/updates',
      {
        title: 'Updates',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        updates: await listUpdates(db, consultation.id),
        subscriptions: await countSubscriptions(db, consultation.id),
        ...again,
      },
      status,
    )
  }
  pages.get(path, 'consult', async (request, response) => {
    await showList(response, await managed(request))
  })
  pages.post(path, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(updateForm, request.body)
    if (!form.ok) return showList(response, consultation, form, 422)
    const id = await inTransaction(db, tx =>
      addedOnce(tx, addingForm(request), clock(), async () => {
        const added = await addUpdate(tx, consultation.id, form.value, clock())
        await recordAction(tx, visitor, {
          action: 'consultation.update-written',
          consultation: consultation.id,
          summary: `Wrote the update “${form.value.title}”`,
          at: clock(),
        })
        return added
      }),
    )
    response.redirect(303, at(consultation, id))
  })

  const showOne = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const consultation = await managed(request)
    const update = await findUpdate(db, consultation.id, pathParameter(request, 'update'))
    if (update === null) throw notFound('There is no such update.')
    await showPage(
      response,
      'manage/taking-part/update',
      {
        title: update.title,
        breadcrumbs: crumbs(consultation),
        consultation,
        update,
        blocks: textBlocks(update.body),
        subscriptions: await countSubscriptions(db, consultation.id),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/:update`, 'consult', (request, response) => showOne(request, response))
  pages.post(`${path}/:update`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(updateForm, request.body)
    if (!form.ok) return showOne(request, response, form, 422)
    const id = pathParameter(request, 'update')
    await inTransaction(db, async tx => {
      if (!(await changeUpdate(tx, consultation.id, { id, ...form.value }))) {
        if ((await findUpdate(tx, consultation.id, id)) === null) throw notFound('There is no such update.')
        throw published()
      }
      await recordAction(tx, visitor, {
        action: 'consultation.update-changed',
        consultation: consultation.id,
        summary: `Changed the update “${form.value.title}”`,
        at: clock(),
      })
    })
    redirectWithNotice(response, at(consultation, id), 'Update saved')
  })

  pages.post(`${path}/:update/publish`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    if (consultation.publishedAt === null)
      throw new AppError(
        'not-published',
        409,
        'Publish the consultation first: until then nobody can read it.',
      )
    const id = pathParameter(request, 'update')
    const letters = await publishUpdate(db, consultation, id, visitor, { at: clock(), publicUrl })
    if (letters === null && (await findUpdate(db, consultation.id, id)) === null)
      throw notFound('There is no such update.')
    const notice =
      letters === null
        ? 'It was published before, and was not sent again.'
        : 'Published, and put into the outbox for those who subscribed.'
    redirectWithNotice(response, at(consultation), notice)
  })

  pages.post(`${path}/:update/remove`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const id = pathParameter(request, 'update')
    await inTransaction(db, async tx => {
      const update = await findUpdate(tx, consultation.id, id)
      if (update === null) throw goneAlready('This draft')
      if (!(await removeUpdate(tx, consultation.id, id))) throw published()
      await recordAction(tx, visitor, {
        action: 'consultation.update-removed',
        consultation: consultation.id,
        summary: `Threw away the draft “${update.title}”`,
        at: clock(),
      })
    })
    redirectWithNotice(response, at(consultation), 'Draft thrown away')
  })
}
