import type { Response } from 'express'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import type { Said } from '../platform/said.ts'
import type { Speaker } from '../platform/speaker.ts'
import type { Uploads } from '../platform/uploads.ts'
import type { KeptFile } from './consultation.ts'
import { previewFor } from './previewed-routes.ts'
import { findPublicConsultation, type PublicConsultation } from './publication-repository.ts'
import { readTranslations } from './translations/reading-routes.ts'

/** What the public pages need. */
export interface PublicNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly uploads: Uploads
  /** The council's name from the settings; '' when the county's is used. */
  readonly councilName: string
}

/** A published consultation, opened for one visitor. */
export interface OpenedConsultation {
  readonly consultation: PublicConsultation
  readonly speaker: Speaker
  /** What the layout of a public page needs, with the way back to the consultation. */
  readonly frame: {
    readonly layout: 'public'
    readonly councilName: string
    readonly demonstration: boolean
    /** For staff who look at it before everybody can; null for everybody else. */
    readonly previewed: { readonly back: string; readonly words: string } | null
    readonly breadcrumbs: readonly { readonly text: Said | string; readonly href: string }[]
  }
}

/**
 * Opens a published consultation for one visitor; one statement. For staff who look at a preview it is what they
 * look at.
 *
 * @param db - the database
 * @param response - the answer to the visitor
 * @param slug - the consultation's part of the address
 * @param councilName - from the settings; '' when the county's is used
 * @returns the consultation, who speaks, and what the layout needs
 * @throws {AppError} 404 when there is none, or it is not published
 */
export async function openPublic(
  db: Db,
  response: Response,
  slug: string,
  councilName: string,
): Promise<OpenedConsultation> {
  const preview = previewFor(response)
  const consultation = preview?.consultation ?? (await findPublicConsultation(db, slug))
  if (consultation === null) throw notFound('There is no such consultation.')
  const speaker = await readTranslations(db, response, consultation)
  const { county } = consultation
  return {
    consultation,
    speaker,
    frame: {
      layout: 'public',
      councilName: councilName || county.name,
      demonstration: county.demonstration,
      previewed: preview === null ? null : { back: preview.back, words: preview.words },
      breadcrumbs: [
        { text: speaker.say('Consultations'), href: '/' },
        { text: speaker.say(consultation.name), href: `/consultations/${slug}` },
      ],
    },
  }
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
  file: Pick<KeptFile, 'sha256' | 'originalName' | 'mediaType'>,
): Promise<void> {
  response.attachment(file.originalName).type(file.mediaType)
  return new Promise((resolve, reject) => {
    response.sendFile(uploads.path(file.sha256), error => {
      if (error && !response.headersSent) reject(error)
      else resolve()
    })
  })
}
