import type { Request, Response } from 'express'
import { bookFor } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import { speakerOf, type Speaker } from '../platform/speaker.ts'
import { standardPatterns, unansweredBook } from '../surveys/index.ts'
import { notesOf } from './findings-page.ts'
import { findingsRows } from './findings-rows.ts'
import { findingsWords } from './findings-words-page.ts'
import { readPublicFindings, type PublicFindings } from './publication-repository.ts'
import { publicFindingsPage } from './public-findings-page.ts'

/**
 * The public pages that show what was published, figure for figure, in the visitor's language.
 *
 * @param pages - register of pages
 * @param needs - database, and the council's name from the settings
 */
export function publicFindingsRoutes(
  pages: Pages,
  { db, councilName }: { db: Db; councilName: string },
): void {
  const opened = async (
    request: Request,
    response: Response,
  ): Promise<PublicFindings & { speaker: Speaker }> => {
    const found = await readPublicFindings(db, pathParameter(request, 'consultation'))
    if (found === null) throw notFound('The findings of this consultation have not been published.')
    const speaker = speakerOf(response)
    if (speaker.language === 'en') return { ...found, speaker }
    const book = unansweredBook(await bookFor(db, found.consultation, speaker.language))
    return { ...found, speaker: speaker.reading(book, standardPatterns) }
  }

  pages.get('/consultations/:consultation/findings.csv', 'public', async (request, response) => {
    const { findings, published, speaker } = await opened(request, response)
    const words = findingsWords(
      speaker,
      findings.districts.map(({ name }) => name),
    )
    const name = `${findings.consultation.slug}-findings-version-${published.version}.csv`
    sendCsv(
      response,
      name,
      findingsRows(findings, notesOf(findings, words), () => true, words),
    )
  })

  const show = async (request: Request, response: Response, districtSlug: string | null): Promise<void> => {
    const { findings, published, county, speaker, decided } = await opened(request, response)
    const district = findings.districts.find(one => one.slug === districtSlug) ?? null
    if (districtSlug !== null && district === null)
      throw notFound('There is no such district in this consultation.')
    await showPage(response, 'findings/public', {
      title: district
        ? speaker.plain('What people said about {{district}}', { district: district.name })
        : speaker.plain('What people said'),
      layout: 'public',
      speaker,
      wide: true,
      councilName: councilName || county.name,
      demonstration: county.demonstration,
      breadcrumbs: [
        { text: speaker.say('Consultations'), href: '/' },
        {
          text: speaker.say(findings.consultation.name),
          href: `/consultations/${findings.consultation.slug}`,
        },
      ],
      published,
      decided,
      ...publicFindingsPage(findings, districtSlug, speaker),
    })
  }

  pages.get('/consultations/:consultation/findings', 'public', (request, response) =>
    show(request, response, null),
  )

  pages.get('/consultations/:consultation/findings/:district', 'public', (request, response) =>
    show(request, response, pathParameter(request, 'district')),
  )
}
