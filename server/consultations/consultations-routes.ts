import { districtBoundaries, readMapBackground } from '../county/index.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import { dataPackRoutes } from './data-pack-routes.ts'
import { districtMap } from './district-map-page.ts'
import { openingWords } from './opening-words-page.ts'
import { placesRoutes } from './places-routes.ts'
import { openPublic, type PublicNeeds } from './public-frame-routes.ts'
import { countyPage, districtPage } from './public-page.ts'
import { publicCounty, readRecord, type PublicConsultation } from './publication-repository.ts'
import { textBlocks } from './text-page.ts'
import { readTranslationsOfList } from './translations/reading-routes.ts'
import { readUpdates } from './updates-repository.ts'
import { whatChangesRoutes } from './what-changes-routes.ts'

/**
 * The first pages of consultations: the front page, the county's and each district's.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the council's name
 */
export function consultationsRoutes(pages: Pages, needs: PublicNeeds): void {
  const { db, clock, councilName } = needs
  // Before those of districts, which take whatever the next part of an address is.
  whatChangesRoutes(pages, needs)
  placesRoutes(pages, needs)
  dataPackRoutes(pages, needs)

  pages.get('/', 'public', async (_request, response) => {
    const county = await publicCounty(db)
    const now = clock()
    const speaker = await readTranslationsOfList(db, response, county?.consultations ?? [])
    await showPage(response, 'home/front', {
      title: speaker.plain('Consultations'),
      layout: 'public',
      councilName: councilName || (county?.name ?? ''),
      demonstration: county?.demonstration ?? false,
      countyName: county?.name ?? '',
      consultations: (county?.consultations ?? []).map(consultation => ({
        title: consultation.name,
        href: `/consultations/${consultation.slug}`,
        words: openingWords(consultation, now, speaker),
        introduction: textBlocks(consultation.introduction).slice(0, 1),
      })),
    })
  })

  pages.get('/consultations/:slug', 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const updates = await readUpdates(db, consultation.id)
    await showPage(response, 'consultations/county', {
      title: speaker.say(record.name),
      ...frame,
      breadcrumbs: frame.breadcrumbs.slice(0, 1),
      page: countyPage(consultation, record, updates, clock(), speaker),
      findingsHref: findingsAddress(consultation),
    })
  })

  pages.get('/consultations/:slug/:district/map.json', 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const boundaries = await districtBoundaries(db, consultation.county.id)
    const map = districtMap(record, pathParameter(request, 'district'), boundaries, speaker)
    if (map === null) throw notFound('There is no such map.')
    response.json({ ...map, ...(await readMapBackground(db, consultation.county.id)) })
  })

  pages.get('/consultations/:slug/:district', 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const updates = await readUpdates(db, consultation.id)
    const districtSlug = pathParameter(request, 'district')
    const page = districtPage(consultation, record, updates, districtSlug, clock(), speaker)
    if (page === null) throw notFound('There is no such district in this consultation.')
    await showPage(response, 'consultations/district', {
      title: districtTitle(page.district, speaker.say(page.name), speaker),
      ...frame,
      scripts: page.hasMap ? ['map.js'] : [],
      page,
      findingsHref: findingsAddress(consultation, districtSlug),
    })
  })
}

/** A title in which the consultation's name is not translated is English as a whole: a title has one language. */
function districtTitle(district: string, name: Said, speaker: Speaker): Said {
  const speaks = name.language === speaker.language ? speaker : english
  return speaks.say('{{district}}: {{name}}', { district, name: name.text })
}

/** Where the public can read what was said; '' while it cannot. */
function findingsAddress(
  { slug, findingsPublicSince }: PublicConsultation,
  ...district: readonly string[]
): string {
  return findingsPublicSince === null ? '' : ['/consultations', slug, 'findings', ...district].join('/')
}
