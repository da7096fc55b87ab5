import type { Response } from 'express'
import { districtBoundaries, readMapBackground } from '../county/index.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, queryText, showPage, type Pages } from '../platform/pages.ts'
import { speakerOf } from '../platform/speaker.ts'
import type { PublicNeeds } from './public-frame-routes.ts'
import type { ConsultationRecord, DropInSession } from './consultation.ts'
import { openingWords } from './opening-words-page.ts'
import { openPublic } from './public-frame-routes.ts'
import { readRecord } from './publication-repository.ts'
import { sessionCalendar } from './session-calendar-page.ts'
import { sessionMap } from './session-map-page.ts'
import { findPublicSessions, listSessions } from './session-repository.ts'
import { shownSessions } from './sessions-page.ts'

const path = '/consultations/:slug/sessions'

/** What the public's pages of sessions need. */
export interface SessionsNeeds extends PublicNeeds {
  /** Where people reach the product, for the links in calendars. */
  readonly publicUrl: string
}

/**
 * The public's pages of drop-in sessions: the list with its map, and calendar files.
 *
 * @param pages - register of pages
 * @param needs - database, clock, the council's name and the product's address
 */
export function sessionsRoutes(pages: Pages, needs: SessionsNeeds): void {
  const { db, clock, councilName, publicUrl } = needs

  pages.get(path, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const all = await listSessions(db, consultation.id)
    const district = record.districts.find(one => one.slug === queryText(request, 'district')) ?? null
    const chosen = all.filter(inDistrict(district))
    const names = new Map(record.districts.map(({ code, name }) => [code, name]))
    const hasMap = chosen.some(session => onMap(session, clock()))
    await showPage(response, 'consultations/all-sessions', {
      title: speaker.plain('Drop-in sessions'),
      ...frame,
      scripts: hasMap ? ['map.js'] : [],
      slug,
      words: openingWords(consultation, clock(), speaker),
      districts: [
        { value: '', text: speaker.say('Every district') },
        ...record.districts.map(one => ({ value: one.slug, text: one.name })),
      ],
      district: district?.slug ?? '',
      mapSource: `/consultations/${slug}/sessions/map.json${district === null ? '' : `?district=${encodeURIComponent(district.code)}`}`,
      hasMap,
      hasCalendar: chosen.length > 0,
      ...shownSessions(consultation, chosen, names, clock(), speaker),
    })
  })

  pages.get(`${path}/map.json`, 'public', async (request, response) => {
    const found = await findPublicSessions(db, pathParameter(request, 'slug'))
    if (found === null) throw notFound('There is no such consultation.')
    const boundaries = await districtBoundaries(db, found.countyId)
    const code = queryText(request, 'district')
    const chosen = found.sessions.filter(
      ({ districtCode }) => code === '' || districtCode === null || districtCode === code,
    )
    const now = clock()
    const toCome = chosen.filter(session => onMap(session, now))
    const map = sessionMap(toCome, boundaries, speakerOf(response))
    if (map === null) throw notFound('There is no such map.')
    response.json({ ...map, ...(await readMapBackground(db, found.countyId)) })
  })

  pages.get(`${path}/all.ics`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker } = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, consultation.recordHash)
    const district = record.districts.find(one => one.slug === queryText(request, 'district')) ?? null
    const chosen = (await listSessions(db, consultation.id)).filter(inDistrict(district))
    const about = {
      slug,
      publicUrl,
      consultationName: speaker.plain(consultation.name),
      publishedAt: consultation.publishedAt,
    }
    sendCalendar(response, sessionCalendar(chosen, about, speaker), `${slug}-drop-in-sessions`)
  })

  pages.get(`${path}/:session/calendar.ics`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker } = await openPublic(db, response, slug, councilName)
    const session = (await listSessions(db, consultation.id)).find(
      ({ id }) => id === pathParameter(request, 'session'),
    )
    if (!session) throw notFound('There is no such session.')
    const about = {
      slug,
      publicUrl,
      consultationName: speaker.plain(consultation.name),
      publishedAt: consultation.publishedAt,
    }
    sendCalendar(response, sessionCalendar([session], about, speaker), `${slug}-drop-in-session`)
  })
}

function inDistrict(
  district: ConsultationRecord['districts'][number] | null,
): (session: DropInSession) => boolean {
  return session =>
    district === null || session.districtCode === null || session.districtCode === district.code
}

function onMap(session: DropInSession, now: Date): boolean {
  const toCome = Date.parse(session.endsAt) > now.getTime()
  return toCome && session.position !== null && session.cancelledAt === null
}

function sendCalendar(response: Response, text: string, name: string): void {
  response.attachment(`${name}.ics`).type('text/calendar; charset=utf-8').send(text)
}
