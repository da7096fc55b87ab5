import { notFound } from '../platform/errors.ts'
import { pathParameter, queryText, showPage, type Pages } from '../platform/pages.ts'
import { publicFigures, type PublicFigures } from '../scenarios/index.ts'
import type { ConsultationRecord } from './consultation.ts'
import type { PublicNeeds } from './public-frame-routes.ts'
import { openingWords } from './opening-words-page.ts'
import { optionsPage } from './options-page.ts'
import { placePage, placesPage } from './place-page.ts'
import { openPublic } from './public-frame-routes.ts'
import { readRecord } from './publication-repository.ts'

/**
 * The public's pages of every place and its fate, and of the options that were looked at.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the council's name
 */
export function placesRoutes(pages: Pages, { db, clock, councilName }: PublicNeeds): void {
  const figuresOf = async ({ scenario }: ConsultationRecord): Promise<PublicFigures | null> =>
    scenario === null ? null : publicFigures(db, scenario, clock)

  pages.get('/consultations/:slug/places', 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const districts = record.districts.map(({ slug: value, name }) => ({ value, text: name }))
    const asked = { district: queryText(request, 'district'), outcome: queryText(request, 'outcome') }
    const outcomes = [
      { value: '', text: speaker.say('Everything') },
      { value: 'lost', text: speaker.say('What would be lost') },
      { value: 'stays', text: speaker.say('What would stay') },
      { value: 'new', text: speaker.say('What would be new') },
    ]
    const chosen = {
      district: districts.some(({ value }) => value === asked.district) ? asked.district : '',
      outcome: outcomes.some(({ value }) => value === asked.outcome) ? asked.outcome : '',
    }
    await showPage(response, 'consultations/places', {
      title: speaker.plain('Every place, and what would happen to it'),
      ...frame,
      slug,
      chosen,
      districts: [{ value: '', text: speaker.say('All districts') }, ...districts],
      outcomes,
      page: placesPage(slug, record, chosen, speaker),
    })
  })

  pages.get('/consultations/:slug/places/:site', 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const figures = await figuresOf(record)
    const page = placePage(slug, record, figures, pathParameter(request, 'site'), speaker)
    if (page === null) throw notFound('There is no such place in this consultation.')
    await showPage(response, 'consultations/place', {
      title: page.name,
      ...frame,
      breadcrumbs: [
        ...frame.breadcrumbs,
        { text: speaker.say('Every place'), href: `/consultations/${slug}/places` },
      ],
      slug,
      page,
      words: openingWords(consultation, clock(), speaker),
      publishedOn: speaker.format.date(consultation.publishedAt),
      correctedOn: consultation.correctedAt && speaker.format.date(consultation.correctedAt),
    })
  })

  pages.get('/consultations/:slug/options', 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const scenarios = [record.scenario, ...record.options.map(option => option.scenario)]
    const figures = new Map<string, PublicFigures>()
    for (const scenario of scenarios) {
      if (scenario !== null) figures.set(scenario.hash, await publicFigures(db, scenario, clock))
    }
    const words = openingWords(consultation, clock(), speaker)
    await showPage(response, 'consultations/options', {
      title: speaker.plain('What else we looked at'),
      ...frame,
      slug,
      words,
      page: optionsPage(
        record,
        figures,
        { slug, words, districtSlug: queryText(request, 'district') },
        speaker,
      ),
    })
  })
}
