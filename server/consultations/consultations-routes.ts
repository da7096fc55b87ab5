import type { Response } from 'express'
import { districtBoundaries, findPostcode, readMapBackground } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { normalisePostcode } from '../model/postcode.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { readForm, type FieldError } from '../platform/forms.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import type { Uploads } from '../platform/uploads.ts'
import { journeySource } from '../scenarios/index.ts'
import type { ConsultationRecord } from './consultation.ts'
import { districtMap } from './district-map-page.ts'
import { findPublicDocument } from './document-repository.ts'
import { openingWords } from './opening-words-page.ts'
import { journeysFromPostcode } from './place-journeys-service.ts'
import { countyPage, districtPage, fileInWords, type CountyPage } from './public-page.ts'
import {
  findPublicConsultation,
  publicCounty,
  readRecord,
  type PublicConsultation,
} from './publication-repository.ts'
import { textBlocks } from './text-page.ts'
import { readUpdates } from './updates-repository.ts'
import { whatChangesForm } from './what-changes-forms.ts'
import { whatChanges } from './what-changes-page.ts'
import { format } from '../platform/format.ts'

/** What the public pages need. */
export interface PublicNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly uploads: Uploads
  /** The council's name from the settings; '' when the county's is used. */
  readonly councilName: string
}

/**
 * The public pages of consultations, and the front page.
 *
 * @param pages - register of pages
 * @param needs - database, clock, kept files and the council's name
 */
export function consultationsRoutes(pages: Pages, { db, clock, uploads, councilName }: PublicNeeds): void {
  const frame = (county: { name: string; demonstration: boolean }): Record<string, unknown> => ({
    layout: 'public',
    councilName: councilName || county.name,
    demonstration: county.demonstration,
  })
  const published = async (slug: string): Promise<PublicConsultation> => {
    const consultation = await findPublicConsultation(db, slug)
    if (consultation === null) throw notFound('There is no such consultation.')
    return consultation
  }

  pages.get('/', 'public', async (_request, response) => {
    const county = await publicCounty(db)
    const now = clock()
    await showPage(response, 'home/front', {
      title: 'Consultations',
      ...frame(county ?? { name: '', demonstration: false }),
      countyName: county?.name ?? '',
      consultations: (county?.consultations ?? []).map(consultation => ({
        title: consultation.name,
        href: `/consultations/${consultation.slug}`,
        words: openingWords(consultation, now),
        introduction: textBlocks(consultation.introduction).slice(0, 1),
      })),
    })
  })

  const countyParts = async (
    slug: string,
  ): Promise<{ consultation: PublicConsultation; page: CountyPage }> => {
    const consultation = await published(slug)
    const record = await readRecord(db, consultation.recordHash)
    const updates = await readUpdates(db, consultation.id)
    return { consultation, page: countyPage(consultation, record, updates, clock()) }
  }

  pages.get('/consultations/:slug', 'public', async (request, response) => {
    const { consultation, page } = await countyParts(pathParameter(request, 'slug'))
    await showPage(response, 'consultations/county', {
      title: page.name,
      ...frame(consultation.county),
      breadcrumbs: [{ text: 'Consultations', href: '/' }],
      page,
      findingsHref: findingsAddress(consultation),
    })
  })

  pages.get('/consultations/:slug/questions', 'public', async (request, response) => {
    const { consultation, page } = await countyParts(pathParameter(request, 'slug'))
    await showPage(response, 'consultations/questions', {
      title: 'Questions people ask',
      ...frame(consultation.county),
      breadcrumbs: crumbs(consultation),
      faqs: page.faqs,
    })
  })

  pages.get('/consultations/:slug/sessions', 'public', async (request, response) => {
    const { consultation, page } = await countyParts(pathParameter(request, 'slug'))
    await showPage(response, 'consultations/all-sessions', {
      title: 'Drop-in sessions',
      ...frame(consultation.county),
      breadcrumbs: crumbs(consultation),
      sessions: page.sessions,
      pastSessions: page.pastSessions,
    })
  })

  const showWhatChanges = (
    response: Response,
    consultation: PublicConsultation,
    record: ConsultationRecord,
    more: { errors?: readonly FieldError[]; typed?: Record<string, unknown> },
  ): Promise<void> =>
    showPage(
      response,
      'consultations/what-changes',
      {
        title: 'What changes for me',
        ...frame(consultation.county),
        breadcrumbs: crumbs(consultation),
        slug: consultation.slug,
        countyName: consultation.county.name,
        districts: record.districts.map(district => ({
          name: district.name,
          places: record.places
            .filter(place => place.districtCode === district.code && place.position !== null)
            .map(place => ({ value: place.siteId, text: place.name })),
        })),
        ...more,
      },
      more.errors ? 422 : 200,
    )

  pages.get('/consultations/:slug/what-changes', 'public', async (request, response) => {
    const consultation = await published(pathParameter(request, 'slug'))
    await showWhatChanges(response, consultation, await readRecord(db, consultation.recordHash), {})
  })

  // The postcode comes in the form's body and goes nowhere else: not into the address, a log, a cookie or the database.
  pages.post('/consultations/:slug/what-changes', 'public', async (request, response) => {
    const consultation = await published(pathParameter(request, 'slug'))
    const record = await readRecord(db, consultation.recordHash)
    const form = readForm(whatChangesForm, request.body)
    if (!form.ok) return showWhatChanges(response, consultation, record, form)
    const { postcode, place } = form.value
    const again = (field: string, message: string): Promise<void> =>
      showWhatChanges(response, consultation, record, { errors: [{ field, message }], typed: form.value })
    const chosen = record.places.find(one => one.siteId === place)
    const found = postcode === '' ? null : await findPostcode(db, consultation.county.id, postcode)
    const position = postcode === '' ? (chosen?.position ?? null) : (found?.position ?? null)
    if (position === null) {
      if (postcode === '') return again('postcode', 'Enter a postcode, or choose a place near you')
      return again(
        'postcode',
        `We don’t know the postcode ${normalisePostcode(postcode) ?? postcode}. Check it. If it is new, or outside ${consultation.county.name}, choose a place near you instead`,
      )
    }
    // Somebody who chose a place near them sets out from its postcode, where it has one.
    const from = postcode === '' ? (chosen?.postcode ?? null) : postcode
    const district = record.districts.find(one => one.code === (found?.districtCode ?? chosen?.districtCode))
    await showPage(response, 'consultations/what-changes-result', {
      title: 'What changes for you',
      ...frame(consultation.county),
      backLink: `/consultations/${consultation.slug}/what-changes`,
      near: postcode === '' ? (chosen?.name ?? '') : (normalisePostcode(postcode) ?? ''),
      slug: consultation.slug,
      words: openingWords(consultation, clock()),
      district: district
        ? { name: district.name, href: `/consultations/${consultation.slug}/${district.slug}` }
        : null,
      result: await whatChanges(
        record,
        position,
        await journeysFromPostcode(journeySource(db), record, from),
      ),
      publishedOn: format.date(consultation.publishedAt),
    })
  })

  pages.get('/consultations/:slug/documents/:document', 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const found = await findPublicDocument(db, slug, pathParameter(request, 'document'))
    if (found?.document.body == null) throw notFound('There is no such document.')
    const { document } = found
    await showPage(response, 'consultations/document', {
      title: document.title,
      layout: 'public',
      ...(councilName === '' ? {} : { councilName }),
      demonstration: found.demonstration,
      breadcrumbs: crumbs({ slug, name: found.consultationName }),
      blocks: textBlocks(document.body ?? ''),
      added: format.date(document.addedAt),
      file:
        document.file === null
          ? null
          : {
              href: `/consultations/${slug}/documents/${document.id}/file`,
              text: fileInWords(document.file),
            },
    })
  })

  pages.get('/consultations/:slug/documents/:document/file', 'public', async (request, response) => {
    const found = await findPublicDocument(
      db,
      pathParameter(request, 'slug'),
      pathParameter(request, 'document'),
    )
    const file = found?.document.file
    if (!file) throw notFound('There is no such document.')
    await sendKept(response, uploads, file)
  })

  pages.get('/consultations/:slug/:district/map.json', 'public', async (request, response) => {
    const consultation = await published(pathParameter(request, 'slug'))
    const record = await readRecord(db, consultation.recordHash)
    const boundaries = await districtBoundaries(db, consultation.county.id)
    const map = districtMap(record, pathParameter(request, 'district'), boundaries)
    if (map === null) throw notFound('There is no such map.')
    response.json({ ...map, ...(await readMapBackground(db, consultation.county.id)) })
  })

  pages.get('/consultations/:slug/:district', 'public', async (request, response) => {
    const consultation = await published(pathParameter(request, 'slug'))
    const record = await readRecord(db, consultation.recordHash)
    const updates = await readUpdates(db, consultation.id)
    const page = districtPage(consultation, record, updates, pathParameter(request, 'district'), clock())
    if (page === null) throw notFound('There is no such district in this consultation.')
    await showPage(response, 'consultations/district', {
      title: `${page.district}: ${page.name}`,
      ...frame(consultation.county),
      breadcrumbs: crumbs(consultation),
      scripts: page.hasMap ? ['map.js'] : [],
      page,
      findingsHref: findingsAddress(consultation, pathParameter(request, 'district')),
    })
  })
}

/** Where the public can read what was said; '' while it cannot. */
function findingsAddress(
  { slug, findingsPublicSince }: PublicConsultation,
  ...district: readonly string[]
): string {
  return findingsPublicSince === null ? '' : ['/consultations', slug, 'findings', ...district].join('/')
}

function crumbs(consultation: { slug: string; name: string }): { text: string; href: string }[] {
  return [
    { text: 'Consultations', href: '/' },
    { text: consultation.name, href: `/consultations/${consultation.slug}` },
  ]
}

/**
 * Sends a kept file to be saved, under the name that its sender gave it.
 *
 * @param response - answer to write
 * @param uploads - kept files
 * @param file - the file
 */
export function sendKept(
  response: Response,
  uploads: Uploads,
  file: { readonly sha256: string; readonly originalName: string; readonly mediaType: string },
): Promise<void> {
  response.attachment(file.originalName).type(file.mediaType)
  return new Promise((resolve, reject) => {
    response.sendFile(uploads.path(file.sha256), error => {
      if (error && !response.headersSent) reject(error)
      else resolve()
    })
  })
}
