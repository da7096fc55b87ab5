import { notFound } from '../platform/errors.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import type { PublicNeeds } from './public-frame-routes.ts'
import { documentLanguage } from './document-languages.ts'
import { findDocument } from './document-repository.ts'
import { documentPage, shownDocument, variantLinks, variantName } from './documents-page.ts'
import { openingWords } from './opening-words-page.ts'
import { openPublic, sendKept } from './public-frame-routes.ts'
import { readRecord } from './publication-repository.ts'
import { textBlocks } from './text-page.ts'
import { readUpdates } from './updates-repository.ts'

const path = '/consultations/:slug/documents'

/**
 * The public's pages of documents: the list, each document with its versions, and texts to read on a page.
 *
 * @param pages - register of pages
 * @param needs - database, kept files and the council's name
 */
export function documentsRoutes(pages: Pages, { db, clock, uploads, councilName }: PublicNeeds): void {
  pages.get(path, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const names = new Map(record.districts.map(({ code, name }) => [code, name]))
    const { documents } = await readUpdates(db, consultation.id)
    const shown = documents.map(document =>
      shownDocument(slug, document, names.get(document.districtCode ?? '') ?? '', speaker),
    )
    await showPage(response, 'consultations/all-documents', {
      title: speaker.plain('Documents'),
      ...frame,
      words: openingWords(consultation, clock(), speaker),
      // Those about the whole county first, then district by district.
      groups: ['', ...new Set(names.values())].flatMap(district => {
        const own = shown.filter(document => document.district === district)
        return own.length === 0 ? [] : [{ district, documents: own }]
      }),
    })
  })

  pages.get(`${path}/:document`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const document = await findDocument(db, consultation.id, pathParameter(request, 'document'))
    if (document === null) throw notFound('There is no such document.')
    await showPage(response, 'consultations/document', {
      title: speaker.say(document.title),
      ...frame,
      words: openingWords(consultation, clock(), speaker),
      breadcrumbs: [
        ...frame.breadcrumbs,
        { text: speaker.say('Documents'), href: `/consultations/${slug}/documents` },
      ],
      document: documentPage(slug, consultation.publishedAt, document, speaker),
    })
  })

  pages.get(`${path}/:document/:variant`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const document = await findDocument(db, consultation.id, pathParameter(request, 'document'))
    const variant = document?.variants.find(({ id }) => id === pathParameter(request, 'variant'))
    if (!document || variant?.body == null) throw notFound('There is no such document.')
    const at = `/consultations/${slug}/documents/${document.id}`
    const { name, direction } = documentLanguage(variant.language)
    await showPage(response, 'consultations/document-text', {
      title: speaker.say(document.title),
      ...frame,
      words: openingWords(consultation, clock(), speaker),
      breadcrumbs: [
        ...frame.breadcrumbs,
        { text: speaker.say('Documents'), href: `/consultations/${slug}/documents` },
        { text: speaker.say(document.title), href: at },
      ],
      documentTitle: document.title,
      form: variantName(variant.kind, speaker),
      large: variant.kind === 'large-print',
      easy: variant.kind === 'easy-read',
      written: { code: variant.language, name, direction },
      blocks: textBlocks(variant.body),
      links: variantLinks(at, { ...variant, hasText: false }, speaker),
      added: speaker.format.date(
        variant.addedAt > consultation.publishedAt ? variant.addedAt : consultation.publishedAt,
      ),
      newer:
        variant.supersededAt === null ? null : { href: at, on: speaker.format.date(variant.supersededAt) },
    })
  })

  pages.get(`${path}/:document/:variant/file`, 'public', async (request, response) => {
    const { consultation } = await openPublic(db, response, pathParameter(request, 'slug'), councilName)
    const document = await findDocument(db, consultation.id, pathParameter(request, 'document'))
    const file = document?.variants.find(({ id }) => id === pathParameter(request, 'variant'))?.file
    if (!file) throw notFound('There is no such document.')
    await sendKept(response, uploads, file)
  })
}
