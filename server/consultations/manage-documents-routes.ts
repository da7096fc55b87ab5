import type { Request, Response } from 'express'
import { addedBefore } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { addingForm } from '../platform/form-shown.ts'
import { readForm, typedFields, type FieldError } from '../platform/forms.ts'
import { checkDocument, documentKindsInWords } from '../platform/documents/check-document.ts'
import { safeFileName } from '../platform/documents/file-name.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { uploadedFiles, uploadProblems, type FileRule } from '../platform/receive-files.ts'
import { variantKinds, type Consultation, type ConsultationDocument } from './consultation.ts'
import { findConsultation, holdConsultation } from './consultation-repository.ts'
import { addedMeanwhile, comesLate, documentDoubts, inForceOf, variantMistakes } from './document-doubts.ts'
import { documentForm, variantForm, type VariantForm } from './document-forms.ts'
import { documentLanguage, documentLanguages } from './document-languages.ts'
import {
  addDocument,
  addVariant,
  findDocument,
  listDocuments,
  removeDocument,
  removeVariant,
  type NewVariant,
} from './document-repository.ts'
import { fileInWords, variantName } from './documents-page.ts'
import { manageDocumentWordsRoutes } from './manage-document-words-routes.ts'
import { crumbsOf, goneAlready, managedIn, unpublished, type ManageNeeds } from './managed-routes.ts'
import { chosenDistrict, districtChoices, grow, growing, growOnce } from './managed-updates.ts'
import { sendKept } from './public-frame-routes.ts'

const path = '/manage/consultations/:id/documents'
const megabytes = 50
const files: FileRule = {
  field: 'file',
  maximumFiles: 1,
  maximumBytes: megabytes * 1_000_000,
  kinds: ['any'],
}

/** How the audit and the public log call one version of a document. */
const called = (document: { readonly title: string }, form: Pick<VariantForm, 'kind' | 'language'>): string =>
  `${document.title}: ${variantName(form.kind).text}${form.language === 'en' ? '' : `, ${documentLanguage(form.language).englishName}`}`

/**
 * The staff's pages of documents and their versions.
 *
 * @param pages - register of pages
 * @param needs - database, clock and kept files
 */
export function manageDocumentsRoutes(pages: Pages, needs: ManageNeeds): void {
  manageDocumentWordsRoutes(pages, needs)
  const { db, clock, uploads } = needs
  const managed = managedIn(db)
  const at = ({ id }: Consultation): string => `/manage/consultations/${id}/documents`

  const showDocuments = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const documents = await listDocuments(db, consultation.id)
    const districts = await districtChoices(db, consultation.id)
    await showPage(
      response,
      'manage/documents',
      {
        title: 'Documents',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        districts,
        doubts: documentDoubts(documents),
        documents: documents.map(document => ({
          ...document,
          district: districts.find(({ value }) => value === (document.districtCode ?? ''))?.text ?? '',
          forms: document.variants
            .filter(({ supersededAt }) => supersededAt === null)
            .map(({ kind, language }) => called({ title: '' }, { kind, language }).replace(/^: /, '')),
        })),
        ...again,
      },
      status,
    )
  }
  pages.get(path, 'consult', async (request, response) => {
    await showDocuments(response, await managed(request))
  })
  pages.post(path, 'consult', async (request, response, visitor) => {
    const consultation = growing(await managed(request))
    const form = readForm(documentForm, request.body)
    if (!form.ok) return showDocuments(response, consultation, form, 422)
    const { title, description, districtCode } = form.value
    const choices = await districtChoices(db, consultation.id)
    const about = { title, description, districtCode: chosenDistrict(choices, districtCode) }
    const summary = `Added the document ${title}`
    const added = await growOnce(
      needs,
      consultation,
      visitor,
      addingForm(request),
      summary,
      // The public is told when there is something to read.
      async (tx, now) => ({ made: await addDocument(tx, consultation.id, about, now), told: null }),
    )
    redirectWithNotice(response, `${at(consultation)}/${added}`, 'Document added. Now add what can be read')
  })

  const theDocument = async (request: Request, consultation: Consultation): Promise<ConsultationDocument> => {
    const document = await findDocument(db, consultation.id, pathParameter(request, 'document'))
    if (document === null) throw notFound('There is no such document.')
    return document
  }
  const showDocument = async (
    response: Response,
    consultation: Consultation,
    document: ConsultationDocument,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const versions = document.variants.map(variant => ({
      ...variant,
      called: variantName(variant.kind).text,
      languageName: documentLanguage(variant.language).englishName,
      fileText: variant.file === null ? '' : fileInWords(variant.file),
    }))
    await showPage(
      response,
      'manage/document',
      {
        title: document.title,
        breadcrumbs: [...crumbsOf(consultation), { text: 'Documents', href: at(consultation) }],
        consultation,
        published: consultation.publishedAt !== null,
        at: `${at(consultation)}/${document.id}`,
        documentTitle: document.title,
        description: document.description,
        changes: document.changes,
        versions,
        inForce: [
          { value: '', text: 'Nothing: it is a new form or language' },
          ...versions
            .filter(({ supersededAt }) => supersededAt === null)
            .map(({ id, called: name, languageName, version }) => ({
              value: id,
              text: `${name}, ${languageName}, version ${version}`,
            })),
        ],
        forms: variantKinds.map(kind => ({ value: kind, text: variantName(kind).text })),
        languages: documentLanguages.map(({ code, englishName }) => ({ value: code, text: englishName })),
        megabytes,
        documentKindsInWords,
        askLate: false,
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/:document`, 'consult', async (request, response) => {
    const consultation = await managed(request)
    await showDocument(response, consultation, await theDocument(request, consultation))
  })

  /** The file that came with a form, looked through and kept. */
  const takeFile = async (
    request: Request,
  ): Promise<{ problems: readonly FieldError[]; keep: () => Promise<NewVariant['file']> }> => {
    const [file] = uploadedFiles(request)
    if (file === undefined) return { problems: uploadProblems(request), keep: () => Promise.resolve(null) }
    const originalName = safeFileName(file.originalName)
    const checked = await checkDocument(file.path, originalName)
    return {
      problems: checked.ok ? [] : [{ field: 'file', message: `${originalName} ${checked.sentence}` }],
      keep: async () => ({
        ...(await uploads.keep(file.path)),
        originalName,
        mediaType: checked.ok ? checked.mediaType : 'application/octet-stream',
      }),
    }
  }

  pages.post(
    `${path}/:document`,
    'consult',
    async (request, response, visitor) => {
      const consultation = growing(await managed(request))
      const document = await theDocument(request, consultation)
      const here = `${at(consultation)}/${document.id}`
      // A second arrival would find what the first has stored in its way.
      if ((await addedBefore(db, addingForm(request))) !== null) {
        redirectWithNotice(response, here, 'Saved')
        return
      }
      const published = consultation.publishedAt !== null
      const form = readForm(variantForm, request.body)
      const file = await takeFile(request)
      const errors = [
        ...(form.ok ? [] : form.errors),
        ...file.problems,
        ...(form.ok
          ? variantMistakes(form.value, uploadedFiles(request).length > 0, document, published)
          : []),
      ]
      const again = (more: object): Promise<void> =>
        showDocument(response, consultation, document, { typed: typedFields(request.body), ...more }, 422)
      if (!form.ok || errors.length > 0) return again({ errors })
      const { kind, language, body, link, reason, replaces, late } = form.value
      if (replaces === '' && late !== 'yes' && comesLate(consultation, kind, language, clock())) {
        const message =
          'Tick that you know that this comes after opening. Choose the file again, if there is one'
        return again({ askLate: true, errors: [{ field: 'late', message }] })
      }
      const name = called(document, form.value)
      const kept = await file.keep()
      const add = async (tx: Db, now: Date): ReturnType<Parameters<typeof growOnce>[5]> => {
        await holdConsultation(tx, consultation.id)
        const stands = await findDocument(tx, consultation.id, document.id)
        if (stands === null) throw goneAlready('This document')
        if ((inForceOf(stands, form.value)?.id ?? '') !== replaces) throw new Meanwhile()
        const content = { body: body === '' ? null : body, link: link === '' ? null : link, file: kept }
        const variant = { documentId: document.id, kind, language, reason, ...content }
        const added = await addVariant(tx, consultation.id, variant, now)
        if (added === null) throw notFound('There is no such document.')
        const told = {
          kind: 'document' as const,
          summary:
            added.beforeHash === null
              ? `A document was added: ${name}.`
              : `A document has a newer version (${added.version}): ${name}.`,
          reason,
          beforeHash: added.beforeHash,
          afterHash: added.hash,
        }
        return { made: document.id, told }
      }
      try {
        const summary = `Added a version of a document: ${name}`
        await growOnce(needs, consultation, visitor, addingForm(request), summary, add)
      } catch (error) {
        if (!(error instanceof Meanwhile)) throw error
        const now = await theDocument(request, consultation)
        const typed = typedFields(request.body)
        return showDocument(response, consultation, now, { typed, errors: [addedMeanwhile] }, 422)
      }
      redirectWithNotice(response, here, 'Saved')
    },
    { files },
  )

  pages.get(`${path}/:document/:variant/file`, 'consult', async (request, response) => {
    const document = await theDocument(request, await managed(request))
    const file = document.variants.find(({ id }) => id === pathParameter(request, 'variant'))?.file
    if (!file) throw notFound('There is no such file.')
    await sendKept(response, uploads, file)
  })
  pages.post(`${path}/:document/remove`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    const document = await findDocument(db, consultation.id, pathParameter(request, 'document'))
    if (document === null) throw goneAlready('This document')
    await grow(needs, consultation, visitor, `Took out the document ${document.title}`, async tx => {
      if (!(await removeDocument(tx, consultation.id, document.id)))
        throw await whyStays(tx, consultation, 'This document')
      return null
    })
    redirectWithNotice(response, at(consultation), 'Document taken out')
  })
  pages.post(`${path}/:document/:variant/remove`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    const document = await theDocument(request, consultation)
    const variant = document.variants.find(({ id }) => id === pathParameter(request, 'variant'))
    if (!variant) throw goneAlready('This version')
    await grow(needs, consultation, visitor, `Took out: ${called(document, variant)}`, async tx => {
      if (!(await removeVariant(tx, consultation.id, variant.id)))
        throw await whyStays(tx, consultation, 'This version')
      return null
    })
    redirectWithNotice(response, `${at(consultation)}/${document.id}`, 'Taken out')
  })
}

/** Somebody else added one: nothing of this one is kept, its line in the audit neither. */
class Meanwhile extends Error {}

/** Why something could not be taken out: it was published meanwhile, or it is gone already. */
async function whyStays(tx: Db, { id }: Consultation, what: string): Promise<AppError> {
  return (await findConsultation(tx, id))?.publishedAt == null ? goneAlready(what) : published()
}

const published = (): AppError =>
  new AppError('published', 409, 'What is published can’t be taken out. Add a newer version in its place.')
