import { createHash } from 'node:crypto'
import {
  announceFindings,
  logChange,
  translationHashes,
  type TranslatedConsultation,
} from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { findingsJson, type Findings } from './findings.ts'

/** Findings as they were published. */
export interface PublishedFindings {
  readonly version: number
  /** SHA-256 of the findings as JSON. */
  readonly hash: string
  readonly publishedAt: string
  readonly publishedBy: string
  /** null while they are public. */
  readonly withdrawnAt: string | null
}

/** Findings that anybody may read, and whose they are. */
export interface PublicFindings {
  readonly findings: Findings
  readonly published: PublishedFindings
  /** What the council's translations are found by. */
  readonly consultation: TranslatedConsultation
  readonly county: { readonly name: string; readonly demonstration: boolean }
  /** Whether the council has entered what it decided. */
  readonly decided: boolean
}

/**
 * What tells one set of findings from another.
 *
 * @param findings - made for the public
 * @returns SHA-256 of the findings as JSON
 */
export function findingsHash(findings: Findings): string {
  return createHash('sha256').update(JSON.stringify(findings)).digest('hex')
}

/**
 * Publishes findings; what was public before is kept, and no longer shown.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param findings - made for the public
 * @param by - the person's name
 * @param at - the moment
 * @returns what was published
 */
export async function publishFindings(
  tx: Db,
  consultationId: string,
  findings: Findings,
  by: string,
  at: Date,
): Promise<PublishedFindings> {
  if (findings.audience !== 'public') throw new Error('Only findings made for the public are published.')
  await withdrawFindings(tx, consultationId, at)
  const last = await tx
    .selectFrom('findings_publication')
    .select(({ fn }) => fn.max<number | null>('version').as('version'))
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  const result = JSON.stringify(findings)
  const published = {
    version: (last?.version ?? 0) + 1,
    hash: findingsHash(findings),
    publishedAt: at.toISOString(),
    publishedBy: by,
  }
  await tx
    .insertInto('findings_publication')
    .values({
      id: newId(),
      consultation_id: consultationId,
      version: published.version,
      result,
      hash: published.hash,
      published_at: published.publishedAt,
      published_by: by,
      withdrawn_at: null,
    })
    .execute()
  await announceFindings(tx, consultationId, at)
  await logChange(tx, consultationId, {
    kind: 'findings',
    summary:
      published.version === 1
        ? 'What people said was published.'
        : `Version ${published.version} of what people said was published.`,
    at,
    afterHash: published.hash,
  })
  return { ...published, withdrawnAt: null }
}

/**
 * Takes published findings back; they are kept.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param at - the moment
 * @returns whether any were public
 */
export async function withdrawFindings(tx: Db, consultationId: string, at: Date): Promise<boolean> {
  await announceFindings(tx, consultationId, null)
  const changed = await tx
    .updateTable('findings_publication')
    .set({ withdrawn_at: at.toISOString() })
    .where('consultation_id', '=', consultationId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/**
 * Every publication of a consultation's findings.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the newest first
 */
export async function listPublications(db: Db, consultationId: string): Promise<PublishedFindings[]> {
  const rows = await db
    .selectFrom('findings_publication')
    .select(['version', 'hash', 'published_at', 'published_by', 'withdrawn_at'])
    .where('consultation_id', '=', consultationId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(publishedFrom)
}

/**
 * The findings that were published last, and may have been kept by whoever read them.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns their version and themselves, whether they are public now or not; null when none ever were
 */
export async function readLastFindings(
  db: Db,
  consultationId: string,
): Promise<{ version: number; findings: Findings } | null> {
  const row = await db
    .selectFrom('findings_publication')
    .select(['version', 'result'])
    .where('consultation_id', '=', consultationId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { version: row.version, findings: findingsJson.parse(JSON.parse(row.result)) } : null
}

/**
 * The findings that are public now.
 *
 * @param db - the database
 * @param consultationSlug - the consultation's part of the address
 * @returns the findings word for word as they were published, and the county whose they are; null when there are none
 */
export async function readPublicFindings(db: Db, consultationSlug: string): Promise<PublicFindings | null> {
  const row = await db
    .selectFrom('findings_publication')
    .innerJoin('consultation', 'consultation.id', 'findings_publication.consultation_id')
    .innerJoin('county', 'county.id', 'consultation.county_id')
    .selectAll('findings_publication')
    .select(['county.name as county_name', 'county.demonstration as county_demonstration'])
    .select(['consultation.translations', 'consultation.decision_recorded_at'])
    .where('consultation.slug', '=', consultationSlug)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    findings: findingsJson.parse(JSON.parse(row.result)),
    published: publishedFrom(row),
    consultation: { id: row.consultation_id, translations: translationHashes(row.translations) },
    county: { name: row.county_name, demonstration: row.county_demonstration === 1 },
    decided: row.decision_recorded_at !== null,
  }
}

function publishedFrom(row: {
  version: number
  hash: string
  published_at: string
  published_by: string
  withdrawn_at: string | null
}): PublishedFindings {
  return {
    version: row.version,
    hash: row.hash,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    withdrawnAt: row.withdrawn_at,
  }
}
