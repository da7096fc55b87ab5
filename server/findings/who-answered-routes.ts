import { listConsultationDistricts } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import type { Uploads } from '../platform/uploads.ts'
import {
  listAnswers,
  listResponseFiles,
  listResponses,
  organisationNameKey,
  type StoredResponse,
} from '../surveys/index.ts'
import { helperOf } from './counted-responses.ts'
import { consultationOf, findingsFrame } from './findings-frame.ts'

const helpedBy = [
  ['family-or-friend', 'Family or a friend'],
  ['staff', 'Staff of the council, a centre or another service'],
  ['interpreter', 'An interpreter'],
  ['other', 'Somebody else'],
] as const

/** Counts of who helped, for staff. */
function helpRows(responses: readonly StoredResponse[]): [string, number][] {
  const helped = responses.filter(one => one.helped)
  const known = helpedBy.map(([value, text]): [string, number] => [
    text,
    helped.filter(one => helperOf(one) === value).length,
  ])
  return [...known, ['Not said who', helped.filter(one => helperOf(one) === null).length]]
}

/** What a group or an organisation said of itself, for staff. */
function organisationRow(
  response: StoredResponse,
  name: string | undefined,
  district: string,
): (string | number | null)[] {
  const official = response.about?.official ?? null
  const notAsked = response.channel === 'online' ? 'Not said' : `Not asked ${channelWords[response.channel]}`
  return [
    name ?? 'Not named',
    official === null ? notAsked : official ? 'Yes' : 'No: of one of its people',
    response.about?.members ?? null,
    district,
    response.reference,
  ]
}

const channelWords = { online: 'online', paper: 'on paper', phone: 'on the phone' } as const

/**
 * Who answered, as they said: with help, for organisations, for several districts; and the files that were sent.
 *
 * @param pages - register of pages
 * @param needs - database and uploads
 */
export function whoAnsweredRoutes(pages: Pages, { db, uploads }: { db: Db; uploads: Uploads }): void {
  pages.get('/findings/:consultation/who', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const districtsAsked = await listConsultationDistricts(db, consultation.id)
    const at = `/findings/${consultation.slug}/who`
    const responses = (await listResponses(db, consultation.id)).filter(one => one.withdrawnAt === null)
    const standing = new Map(responses.map(one => [one.id, one]))
    const names = new Map(
      (await listAnswers(db, consultation.id, { questionKeys: ['organisation', organisationNameKey] })).map(
        answer => [answer.responseId, answer.text ?? ''],
      ),
    )
    const districts = new Map(districtsAsked.map(({ code, name }) => [code, name]))
    await showPage(response, 'findings/who', {
      title: 'Who answered',
      ...findingsFrame(consultation, districtsAsked, at),
      counted: responses.length,
      helped: responses.filter(one => one.helped).length,
      helpRows: helpRows(responses),
      alsoAnswered: responses.filter(one => (one.about?.alsoAnswered ?? 0) > 0).length,
      organisations: responses
        .filter(one => names.has(one.id) || one.about?.official != null)
        .map(one => organisationRow(one, names.get(one.id), districts.get(one.districtCode) ?? ''))
        .sort(([one], [other]) => String(one).localeCompare(String(other), 'en')),
      files: (await listResponseFiles(db, consultation.id)).map(file => ({
        href: `${at}/files/${file.id}`,
        fileName: file.originalName,
        reference: standing.get(file.responseId)?.reference ?? '',
        bytes: file.bytes,
      })),
    })
  })

  pages.get('/findings/:consultation/who/files/:fileId', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const wanted = pathParameter(request, 'fileId')
    const file = (await listResponseFiles(db, consultation.id)).find(one => one.id === wanted)
    if (file === undefined) throw notFound('There is no such file.')
    // Somebody whom nobody knows sent it: it is saved, never opened here.
    response.attachment(file.originalName)
    response.set('Content-Type', file.mediaType)
    response.set('X-Content-Type-Options', 'nosniff')
    response.set('Content-Security-Policy', "default-src 'none'; sandbox")
    await new Promise<void>((resolve, reject) => {
      response.sendFile(uploads.path(file.sha256), { dotfiles: 'allow', cacheControl: false }, error => {
        if (!error || response.headersSent) resolve()
        else reject(notFound('This file is no longer here.'))
      })
    })
  })
}
