import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { filePurposes, type FilePurpose, type SiteFile } from './site.ts'

const purpose = z.enum(filePurposes)

/** A file to write down; its content is kept already. */
export interface NewSiteFile {
  readonly siteId: string
  readonly purpose: FilePurpose
  readonly sha256: string
  readonly originalName: string
  readonly mediaType: string
  readonly bytes: number
  readonly caption: string | null
}

/**
 * Writes down a file about a site.
 *
 * @param db - the database, or a transaction
 * @param file - the file
 * @param by - who sent it, and the moment
 * @returns its id
 */
export async function addSiteFile(
  db: Db,
  file: NewSiteFile,
  by: { readonly name: string; readonly at: Date },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('site_file')
    .values({
      id,
      site_id: file.siteId,
      purpose: file.purpose,
      sha256: file.sha256,
      original_name: file.originalName,
      media_type: file.mediaType,
      bytes: file.bytes,
      caption: file.caption,
      uploaded_at: by.at.toISOString(),
      uploaded_by: by.name,
      removed_at: null,
    })
    .execute()
  return id
}

/**
 * One file of a site.
 *
 * @param db - the database
 * @param siteId - the site
 * @param fileId - the file
 * @returns the file; null when the site has none with that id, or it was taken away
 */
export async function findSiteFile(db: Db, siteId: string, fileId: string): Promise<SiteFile | null> {
  const row = await db
    .selectFrom('site_file')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', fileId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row ? fileFrom(row) : null
}

/**
 * Photos, floor plans and evidence of a site.
 *
 * @param db - the database
 * @param siteId - the site
 * @returns in the order sent, without those taken away
 */
export async function readFiles(db: Db, siteId: string): Promise<SiteFile[]> {
  const rows = await db
    .selectFrom('site_file')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('removed_at', 'is', null)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
  return rows.map(fileFrom)
}

interface Row {
  id: string
  site_id: string
  purpose: string
  sha256: string
  original_name: string
  media_type: string
  bytes: number
  caption: string | null
  uploaded_at: string
  uploaded_by: string
}

function fileFrom(row: Row): SiteFile {
  return {
    id: row.id,
    siteId: row.site_id,
    purpose: purpose.parse(row.purpose),
    sha256: row.sha256,
    originalName: row.original_name,
    mediaType: row.media_type,
    bytes: row.bytes,
    caption: row.caption,
    uploadedAt: row.uploaded_at,
    uploadedBy: row.uploaded_by,
  }
}

/**
 * Takes a photo or a floor plan off a site's pages; evidence for a rating stays.
 *
 * @param db - the database, or a transaction
 * @param siteId - the site
 * @param fileId - the file
 * @param at - the moment
 * @returns whether there was such a file to take away
 */
export async function removeSiteFile(db: Db, siteId: string, fileId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('site_file')
    .set({ removed_at: at.toISOString() })
    .where('site_id', '=', siteId)
    .where('id', '=', fileId)
    .where('purpose', '!=', 'evidence')
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Writes down a file that is evidence for a rating; it stays for as long as the site does.
 *
 * @param db - the database, or a transaction
 * @param file - the file; its content is kept already
 * @param by - who sent it, and the moment
 * @returns its id
 */
export function addEvidence(
  db: Db,
  file: Omit<NewSiteFile, 'purpose'>,
  by: { readonly name: string; readonly at: Date },
): Promise<string> {
  return addSiteFile(db, { ...file, purpose: 'evidence' }, by)
}
