import type { Request } from 'express'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import { listChanges } from './change-repository.ts'
import { decisionPage } from './decision-page.ts'
import { readDecisions } from './decision-repository.ts'
import { openingWords } from './opening-words-page.ts'
import { openPublic } from './public-frame-routes.ts'
import { findPublicConsultation } from './publication-repository.ts'
import { writeContents } from './publication-contents.ts'
import { changesPage, versionPage, versionsPage } from './record-page.ts'
import { listVersions, readVersion } from './version-repository.ts'

const path = '/consultations/:slug'

/**
 * The public record of a consultation: every published version with its hash, the log of changes, and the decision.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the council's name from the settings
 */
export function recordRoutes(
  pages: Pages,
  { db, clock, councilName }: { db: Db; clock: Clock; councilName: string },
): void {
  pages.get(`${path}/record`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    await showPage(response, 'consultations/record', {
      title: speaker.plain('What was published'),
      ...frame,
      slug,
      ...versionsPage(slug, await listVersions(db, consultation.id), speaker),
    })
  })

  pages.get(`${path}/record/:version`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const found = await readVersion(db, consultation.id, versionNumber(request))
    if (found === null) throw notFound('There is no such version.')
    await showPage(response, 'consultations/record-version', {
      title: speaker.plain('What was published: version {{version}}', { version: found.own.version }),
      ...frame,
      breadcrumbs: [
        ...frame.breadcrumbs,
        { text: speaker.say('What was published'), href: `/consultations/${slug}/record` },
      ],
      page: versionPage(slug, found, speaker),
    })
  })

  // The bytes from which the hashes are made, so that anybody can make them again.
  const sendText = (which: 'record' | 'contents') => {
    pages.get(`${path}/record/:version/${which}.json`, 'public', async (request, response) => {
      const slug = pathParameter(request, 'slug')
      const consultation = await findPublicConsultation(db, slug)
      const found =
        consultation === null ? null : await readVersion(db, consultation.id, versionNumber(request))
      if (found === null) throw notFound('There is no such version.')
      const { own } = found
      response
        .type('application/json')
        .attachment(`${slug}-version-${own.version}-${which}.json`)
        .send(which === 'record' ? own.json : writeContents(own.contents).json)
    })
  }
  sendText('record')
  sendText('contents')

  pages.get(`${path}/changes`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    await showPage(response, 'consultations/changes', {
      title: speaker.plain('What has changed'),
      ...frame,
      slug,
      days: changesPage(await listChanges(db, consultation.id), consultation, clock(), speaker),
    })
  })

  pages.get(`${path}/decision`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const now = clock()
    await showPage(response, 'consultations/decision', {
      title: speaker.plain('The decision'),
      ...frame,
      words: openingWords(consultation, now, speaker),
      page: decisionPage(consultation, await readDecisions(db, consultation.id), now, speaker),
      findingsHref: consultation.findingsPublicSince === null ? '' : `/consultations/${slug}/findings`,
    })
  })
}

function versionNumber(request: Request): number {
  const typed = pathParameter(request, 'version')
  if (!/^[1-9]\d{0,5}$/.test(typed)) throw notFound('There is no such version.')
  return Number(typed)
}
