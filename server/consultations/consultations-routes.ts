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
import { openingWords } from './opening-words-page.ts'
import { journeysFromPostcode } from './place-journeys-service.ts'
import { countyPage, districtPage, type CountyPage } from './public-page.ts'
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
export function consultationsRoutes(pages: Pages, { db, clock, councilName }: PublicNeeds): void {
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
