import type { Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction } from '../db/index.ts'
import { readForm } from '../platform/forms.ts'
import { redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { logChange } from './change-repository.ts'
import type { Consultation } from './consultation.ts'
import { contactForm } from './consultation-forms.ts'
import { changeConsultation, changePublished, findConsultation } from './consultation-repository.ts'
import {
  changedMeanwhile,
  crumbsOf,
  unpublished,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'

const path = '/manage/consultations/:id/contact'

/**
 * The staff's page for how people reach the council. After publication a change needs a reason, which the public reads.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageContactRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  const show = (response: Response, consultation: Consultation, again: object = {}, status = 200) =>
    showPage(
      response,
      'manage/contact',
      { title: 'Contact and other ways', breadcrumbs: crumbsOf(consultation), consultation, ...again },
      status,
    )
  pages.get(path, 'consult', async (request, response) => {
    const consultation = await managed(request)
    await show(response, consultation.publishedAt === null ? unpublished(consultation) : consultation)
  })
  pages.post(path, 'consult', async (request, response, visitor) => {
    const found = await managed(request)
    const published = found.publishedAt !== null
    const consultation = published ? found : unpublished(found)
    const form = readForm(contactForm, request.body)
    if (!form.ok) return show(response, consultation, form, 422)
    const { version, reason, ...change } = form.value
    if (published && reason === '') {
      const errors = [{ field: 'reason', message: 'Say why you change it: the public reads it' }]
      return show(response, consultation, { errors, typed: form.value }, 422)
    }
    const at = clock()
    const stored = await inTransaction(db, async tx => {
      const now = await findConsultation(tx, consultation.id)
      if (now?.version !== version) return false
      const written = published
        ? await changePublished(tx, consultation.id, version, change, at)
        : await changeConsultation(tx, consultation.id, change, at)
      if (!written) return false
      await logChange(tx, consultation.id, {
        kind: 'contact',
        summary: 'How to reach the council, or how to answer in other ways, was changed.',
        reason,
        at,
      })
      await recordAction(tx, visitor, {
        action: 'consultation.changed',
        consultation: consultation.id,
        summary: `Changed the contact of the consultation ${consultation.name}`,
        at,
      })
      return true
    })
    if (!stored) {
      const errors = [changedMeanwhile('contactEmail')]
      return show(
        response,
        (await findConsultation(db, found.id)) ?? found,
        { errors, typed: form.value },
        422,
      )
    }
    redirectWithNotice(response, `/manage/consultations/${consultation.id}`, 'Contact saved')
  })
}
