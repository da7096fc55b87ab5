import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { readForm, typedFields, type FieldError } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import type { Consultation, ConsultationDocument } from './consultation.ts'
import { changeDocumentWords, wordsMark } from './document-about-repository.ts'
import { documentWordsForm } from './document-forms.ts'
import { findDocument } from './document-repository.ts'
import { changedMeanwhile, crumbsOf, managedIn, type ManageNeeds } from './managed-routes.ts'
import { grow, growing } from './managed-updates.ts'

const path = '/manage/consultations/:id/documents/:document/words'

/**
 * The staff's page for what a document is called: free before publication, a correction with its log afterwards.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function manageDocumentWordsRoutes(pages: Pages, needs: ManageNeeds): void {
  const { db } = needs
  const managed = managedIn(db)
  const opened = async (
    request: Request,
  ): Promise<{ consultation: Consultation; document: ConsultationDocument; at: string }> => {
    const consultation = growing(await managed(request))
    const document = await findDocument(db, consultation.id, pathParameter(request, 'document'))
    if (document === null) throw notFound('There is no such document.')
    return { consultation, document, at: `/manage/consultations/${consultation.id}/documents` }
  }
  const show = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, document, at } = await opened(request)
    await showPage(
      response,
      'manage/document-words',
      {
        title: 'Change the title or description',
        breadcrumbs: [
          ...crumbsOf(consultation),
          { text: 'Documents', href: at },
          { text: document.title, href: `${at}/${document.id}` },
        ],
        published: consultation.publishedAt !== null,
        at: `${at}/${document.id}/words`,
        document,
        mark: wordsMark(document),
        ...again,
      },
      status,
    )
  }
  pages.get(path, 'consult', (request, response) => show(request, response))

  pages.post(path, 'consult', async (request, response, visitor) => {
    const { consultation, document, at } = await opened(request)
    const published = consultation.publishedAt !== null
    const form = readForm(documentWordsForm, request.body)
    if (!form.ok) return show(request, response, form, 422)
    const { title, description, mark, reason } = form.value
    const refuse = (error: FieldError): Promise<void> =>
      show(request, response, { errors: [error], typed: typedFields(request.body) }, 422)
    if (title === document.title && description === document.description) {
      return refuse({ field: 'title', message: 'Nothing differs from what is there' })
    }
    if (published && reason === '') {
      return refuse({ field: 'reason', message: 'Say why it is corrected: the public is told' })
    }
    const words = { title, description }
    const summary = `Changed what a document is called: “${document.title}” is now “${title}”`
    const change = { documentId: document.id, seen: mark, words, reason }
    try {
      await grow(needs, consultation, visitor, summary, async (tx, now) => {
        if (!(await changeDocumentWords(tx, consultation.id, change, now))) throw new Meanwhile()
        return { kind: 'document', summary: toldOf(document.title, title), reason }
      })
    } catch (error) {
      if (error instanceof Meanwhile) return refuse(changedMeanwhile('title'))
      throw error
    }
    redirectWithNotice(response, `${at}/${document.id}`, 'Saved')
  })
}

/** Somebody else changed it: nothing of the change is kept, its line in the audit neither. */
class Meanwhile extends Error {}

function toldOf(before: string, after: string): string {
  return before === after
    ? `The description of a document was corrected: ${after}.`
    : `The title of a document was corrected: “${before}” is now “${after}”.`
}
