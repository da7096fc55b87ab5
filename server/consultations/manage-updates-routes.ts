import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { londonDate, londonTime, londonTimeOfDay } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { joinDates, readForm, type FieldError } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { uploadedFiles, uploadProblems } from '../platform/receive-files.ts'
import type { Consultation, DropInSession } from './consultation.ts'
import { documentForm, faqForm, sessionForm } from './consultation-forms.ts'
import { listConsultationDistricts } from './district-repository.ts'
import { addDocument, listDocuments, removeDocument } from './document-repository.ts'
import { addFaq, changeFaq, listFaqs, removeFaq } from './faq-repository.ts'
import { crumbsOf, unpublished, type FindManaged, type ManageNeeds } from './managed-routes.ts'
import { fileInWords } from './public-page.ts'
import { addSession, changeSession, listSessions, removeSession } from './session-repository.ts'

const path = '/manage/consultations/:id'

/**
 * The staff's pages for what may grow while a consultation is open: documents, questions and drop-in sessions.
 *
 * @param pages - register of pages
 * @param needs - database, clock and kept files
 * @param managed - reads the consultation that an address names
 */
export function manageUpdatesRoutes(
  pages: Pages,
  { db, clock, uploads }: ManageNeeds,
  managed: FindManaged,
): void {
  const change = (
    consultation: Consultation,
    visitor: Visitor,
    summary: string,
    work: (tx: Db) => Promise<unknown>,
  ): Promise<void> =>
    inTransaction(db, async tx => {
      await work(tx)
      await recordAction(tx, visitor, {
        action: 'consultation.updated',
        subject: consultation.id,
        summary: `${summary} (${consultation.name})`,
        at: clock(),
      })
    })
  const districtChoices = async (consultationId: string): Promise<{ value: string; text: string }[]> => [
    { value: '', text: 'The whole county' },
    ...(await listConsultationDistricts(db, consultationId)).map(({ code, name }) => ({
      value: code,
      text: name,
    })),
  ]
  const at = (consultation: Consultation, page: string): string =>
    `/manage/consultations/${consultation.id}/${page}`

  const showDocuments = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const documents = await listDocuments(db, consultation.id)
    await showPage(
      response,
      'manage/documents',
      {
        title: 'Documents',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        districts: await districtChoices(consultation.id),
        documents: documents.map(document => ({
          ...document,
          fileText: document.file === null ? '' : fileInWords(document.file),
        })),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/documents`, 'consult', async (request, response) => {
    await showDocuments(response, await managed(request))
  })
  pages.post(
    `${path}/documents`,
    'consult',
    async (request, response, visitor) => {
      const consultation = await managed(request)
      const form = readForm(documentForm, request.body)
      const [file] = uploadedFiles(request)
      const errors: FieldError[] = [...(form.ok ? [] : form.errors), ...uploadProblems(request)]
      if (errors.length === 0 && file === undefined && form.ok && form.value.body === '') {
        errors.push({ field: 'file', message: 'Choose a file, or write the text, or both' })
      }
      if (!form.ok || errors.length > 0) {
        return showDocuments(
          response,
          consultation,
          { errors, typed: form.ok ? form.value : form.typed },
          422,
        )
      }
      const { title, description, body, districtCode } = form.value
      const known = (await districtChoices(consultation.id)).some(one => one.value === districtCode)
      const kept = file === undefined ? null : await uploads.keep(file.path)
      const document = {
        title,
        description,
        body: body === '' ? null : body,
        districtCode: known && districtCode !== '' ? districtCode : null,
        file:
          file === undefined || kept === null
            ? null
            : { ...kept, originalName: file.originalName, mediaType: file.mediaType },
      }
      await change(consultation, visitor, `Added the document ${title}`, tx =>
        addDocument(tx, consultation.id, document, clock()),
      )
      redirectWithNotice(response, at(consultation, 'documents'), 'Document added')
    },
    { files: { field: 'file', maximumFiles: 1, maximumBytes: 50_000_000, kinds: ['any'] } },
  )
  pages.post(`${path}/documents/:document/remove`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    await change(consultation, visitor, 'Took out a document', tx =>
      removeDocument(tx, consultation.id, pathParameter(request, 'document')),
    )
    redirectWithNotice(response, at(consultation, 'documents'), 'Document taken out')
  })

  const showFaqs = async (response: Response, consultation: Consultation, again: object = {}, status = 200) =>
    showPage(
      response,
      'manage/questions',
      {
        title: 'Questions people ask',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        faqs: await listFaqs(db, consultation.id),
        ...again,
      },
      status,
    )
  pages.get(`${path}/questions`, 'consult', async (request, response) => {
    await showFaqs(response, await managed(request))
  })
  pages.post(`${path}/questions`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(faqForm, request.body)
    if (!form.ok) return showFaqs(response, consultation, form, 422)
    await change(consultation, visitor, `Added the question “${form.value.question}”`, tx =>
      addFaq(tx, consultation.id, form.value, clock()),
    )
    redirectWithNotice(response, at(consultation, 'questions'), 'Question added')
  })
  const showFaq = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const consultation = await managed(request)
    const faq = (await listFaqs(db, consultation.id)).find(one => one.id === pathParameter(request, 'faq'))
    if (!faq) throw notFound('There is no such question.')
    const breadcrumbs = [
      ...crumbsOf(consultation),
      { text: 'Questions', href: at(consultation, 'questions') },
    ]
    await showPage(
      response,
      'manage/question',
      { title: faq.question, breadcrumbs, consultation, faq, ...again },
      status,
    )
  }
  pages.get(`${path}/questions/:faq`, 'consult', (request, response) => showFaq(request, response))
  pages.post(`${path}/questions/:faq`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(faqForm, request.body)
    if (!form.ok) return showFaq(request, response, form, 422)
    const published = consultation.publishedAt !== null
    const { question, answer, note } = form.value
    if (published && note === '') {
      const errors = [{ field: 'note', message: 'Say what you changed: it is kept with the date' }]
      return showFaq(request, response, { errors, typed: form.value }, 422)
    }
    await change(consultation, visitor, `Changed the question “${question}”`, tx =>
      changeFaq(
        tx,
        consultation.id,
        { id: pathParameter(request, 'faq'), question, answer, note: published ? note : null },
        clock(),
      ),
    )
    redirectWithNotice(response, at(consultation, 'questions'), 'Question saved')
  })
  pages.post(`${path}/questions/:faq/remove`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    await change(consultation, visitor, 'Took out a question', tx =>
      removeFaq(tx, consultation.id, pathParameter(request, 'faq')),
    )
    redirectWithNotice(response, at(consultation, 'questions'), 'Question taken out')
  })

  const showSessions = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ) => {
    const districts = await districtChoices(consultation.id)
    await showPage(
      response,
      'manage/sessions',
      {
        title: 'Drop-in sessions',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        districts,
        sessions: (await listSessions(db, consultation.id)).map(session => ({
          ...session,
          district: districts.find(one => one.value === (session.districtCode ?? ''))?.text ?? '',
        })),
        ...again,
      },
      status,
    )
  }
  const sessionFrom = async (
    consultation: Consultation,
    value: { districtCode: string; date: string; starts: string; ends: string } & Pick<
      DropInSession,
      'venue' | 'address' | 'access' | 'languages'
    >,
  ): Promise<Omit<DropInSession, 'id'>> => {
    const { districtCode, date, starts, ends, ...where } = value
    const known = (await districtChoices(consultation.id)).some(one => one.value === districtCode)
    return {
      ...where,
      districtCode: known && districtCode !== '' ? districtCode : null,
      startsAt: londonTime(date, starts),
      endsAt: londonTime(date, ends),
    }
  }
  pages.get(`${path}/sessions`, 'consult', async (request, response) => {
    await showSessions(response, await managed(request))
  })
  pages.post(`${path}/sessions`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(sessionForm, joinDates(request.body, 'date'))
    if (!form.ok) return showSessions(response, consultation, form, 422)
    const session = await sessionFrom(consultation, form.value)
    await change(consultation, visitor, `Added a drop-in session at ${session.venue}`, tx =>
      addSession(tx, consultation.id, session),
    )
    redirectWithNotice(response, at(consultation, 'sessions'), 'Session added')
  })
  const showSession = async (request: Request, response: Response, again: object = {}, status = 200) => {
    const consultation = await managed(request)
    const session = (await listSessions(db, consultation.id)).find(
      one => one.id === pathParameter(request, 'session'),
    )
    if (!session) throw notFound('There is no such session.')
    const [from, to] = [new Date(session.startsAt), new Date(session.endsAt)]
    await showPage(
      response,
      'manage/session',
      {
        title: 'Change a drop-in session',
        breadcrumbs: [
          ...crumbsOf(consultation),
          { text: 'Drop-in sessions', href: at(consultation, 'sessions') },
        ],
        consultation,
        session: {
          ...session,
          date: londonDate(from),
          starts: londonTimeOfDay(from),
          ends: londonTimeOfDay(to),
        },
        districts: await districtChoices(consultation.id),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/sessions/:session`, 'consult', (request, response) => showSession(request, response))
  pages.post(`${path}/sessions/:session`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(sessionForm, joinDates(request.body, 'date'))
    if (!form.ok) return showSession(request, response, form, 422)
    const session = await sessionFrom(consultation, form.value)
    await change(consultation, visitor, `Changed the drop-in session at ${session.venue}`, tx =>
      changeSession(tx, consultation.id, { ...session, id: pathParameter(request, 'session') }),
    )
    redirectWithNotice(response, at(consultation, 'sessions'), 'Session saved')
  })
  pages.post(`${path}/sessions/:session/remove`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    await change(consultation, visitor, 'Took out a drop-in session', tx =>
      removeSession(tx, consultation.id, pathParameter(request, 'session')),
    )
    redirectWithNotice(response, at(consultation, 'sessions'), 'Session taken out')
  })
}
