import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { addingForm } from '../platform/form-shown.ts'
import { readForm, typedFields } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import type { Consultation } from './consultation.ts'
import { faqForm } from './consultation-forms.ts'
import { addFaq, changeFaq, faqMark, listFaqs, removeFaq } from './faq-repository.ts'
import { manageAskedRoutes } from './manage-asked-routes.ts'
import {
  changedMeanwhile,
  crumbsOf,
  goneAlready,
  managedIn,
  unpublished,
  type ManageNeeds,
} from './managed-routes.ts'
import { grow, growing, growOnce } from './managed-updates.ts'
import { countWaitingQuestions } from './resident-question-repository.ts'

const path = '/manage/consultations/:id/questions'

/**
 * The staff's pages of questions: those that the public reads, and those that people sent.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the product's address
 */
export function manageQuestionsRoutes(
  pages: Pages,
  needs: ManageNeeds & { readonly publicUrl: string },
): void {
  const { db } = needs
  const managed = managedIn(db)
  const at = ({ id }: Consultation): string => `/manage/consultations/${id}/questions`

  const showFaqs = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> =>
    showPage(
      response,
      'manage/questions',
      {
        title: 'Questions people ask',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        faqs: await listFaqs(db, consultation.id),
        waiting: await countWaitingQuestions(db, consultation.id),
        ...again,
      },
      status,
    )
  pages.get(path, 'consult', async (request, response) => {
    await showFaqs(response, await managed(request))
  })
  pages.post(path, 'consult', async (request, response, visitor) => {
    const consultation = growing(await managed(request))
    const form = readForm(faqForm, request.body)
    if (!form.ok) return showFaqs(response, consultation, form, 422)
    const { question } = form.value
    const summary = `Added the question “${question}”`
    await growOnce(needs, consultation, visitor, addingForm(request), summary, async (tx, now) => ({
      made: await addFaq(tx, consultation.id, form.value, now),
      told: { kind: 'faq', summary: `A question was added: “${question}”` },
    }))
    redirectWithNotice(response, at(consultation), 'Question added')
  })

  // Before the pages of one question, whose paths would take “sent” for an id.
  manageAskedRoutes(pages, needs)

  const showFaq = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const consultation = await managed(request)
    const faq = (await listFaqs(db, consultation.id)).find(one => one.id === pathParameter(request, 'faq'))
    if (!faq) throw notFound('There is no such question.')
    const breadcrumbs = [...crumbsOf(consultation), { text: 'Questions', href: at(consultation) }]
    await showPage(
      response,
      'manage/question',
      { title: faq.question, breadcrumbs, consultation, faq, mark: faqMark(faq), ...again },
      status,
    )
  }
  pages.get(`${path}/:faq`, 'consult', (request, response) => showFaq(request, response))
  pages.post(`${path}/:faq`, 'consult', async (request, response, visitor) => {
    const consultation = growing(await managed(request))
    const form = readForm(faqForm, request.body)
    if (!form.ok) return showFaq(request, response, form, 422)
    const published = consultation.publishedAt !== null
    const { question, answer, note, mark } = form.value
    if (published && note === '') {
      const errors = [{ field: 'note', message: 'Say what you changed: it is kept with the date' }]
      return showFaq(request, response, { errors, typed: form.value }, 422)
    }
    const id = pathParameter(request, 'faq')
    if (!(await listFaqs(db, consultation.id)).some(faq => faq.id === id)) {
      throw notFound('There is no such question.')
    }
    const change = { id, question, answer, note: published ? note : null, seen: mark }
    try {
      await grow(needs, consultation, visitor, `Changed the question “${question}”`, async (tx, now) => {
        if (!(await changeFaq(tx, consultation.id, change, now))) throw new Meanwhile()
        return { kind: 'faq', summary: `The answer to a question was changed: “${question}”`, reason: note }
      })
    } catch (error) {
      if (!(error instanceof Meanwhile)) throw error
      const errors = [changedMeanwhile('answer')]
      return showFaq(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(response, at(consultation), 'Question saved')
  })
  pages.post(`${path}/:faq/remove`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    await grow(needs, consultation, visitor, 'Took out a question', async tx => {
      if (!(await removeFaq(tx, consultation.id, pathParameter(request, 'faq'))))
        throw goneAlready('This question')
      return null
    })
    redirectWithNotice(response, at(consultation), 'Question taken out')
  })
}

/** Somebody else changed it: nothing of the change is kept, its line in the audit neither. */
class Meanwhile extends Error {}
