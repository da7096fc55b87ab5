import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { checkItems, type AnsweredCheck } from './checklist.ts'
import { entryKinds, type PublishedEntry } from './publication-contents.ts'

/** A published version, without its texts. */
export interface PublishedVersion {
  /** 1 for the first. */
  readonly version: number
  /** SHA-256 of the texts. */
  readonly hash: string
  readonly publishedAt: string
  /** The name of the person who published it; '' where it was not kept. */
  readonly publishedBy: string
  /** Why it took the place of the one before; '' for the first. */
  readonly reason: string
  /** Empty for what was published before contents were kept. */
  readonly contents: readonly PublishedEntry[]
  /** Empty where there was no checklist. */
  readonly checklist: readonly AnsweredCheck[]
}

/** A published version with its texts as they were stored, byte for byte. */
export interface StoredVersion extends PublishedVersion {
  readonly json: string
}

const contentsJson: z.ZodType<PublishedEntry[]> = z.array(
  z.object({ kind: z.enum(entryKinds), title: z.string(), sha256: z.string() }),
)

const checklistJson: z.ZodType<AnsweredCheck[]> = z.array(
  z.object({
    item: z.enum(checkItems.map(item => item.key)),
    answer: z.string(),
    evidence: z.string(),
    answeredAt: z.string(),
    answeredBy: z.string(),
    title: z.string(),
    question: z.string(),
    facts: z.array(z.object({ sentence: z.string(), doubtful: z.boolean() })),
  }),
)

const columns = [
  'version',
  'hash',
  'published_at',
  'published_by',
  'reason',
  'contents',
  'checklist',
] as const

interface Row {
  version: number
  hash: string
  published_at: string
  published_by: string
  reason: string
  contents: string
  checklist: string
}

function versionFrom(row: Row): PublishedVersion {
  return {
    version: row.version,
    hash: row.hash,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    reason: row.reason,
    contents: contentsJson.parse(JSON.parse(row.contents)),
    checklist: checklistJson.parse(JSON.parse(row.checklist)),
  }
}

/**
 * Every published version of a consultation; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns newest first
 */
export async function listVersions(db: Db, consultationId: string): Promise<PublishedVersion[]> {
  const rows = await db
    .selectFrom('consultation_record')
    .select(columns)
    .where('consultation_id', '=', consultationId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(versionFrom)
}

/**
 * One published version of a consultation and the one before it; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param version - the version
 * @returns both with their texts, `before` null for the first; null when there is no such version
 */
export async function readVersion(
  db: Db,
  consultationId: string,
  version: number,
): Promise<{ own: StoredVersion; before: StoredVersion | null; newest: number } | null> {
  const rows = await db
    .selectFrom('consultation_record')
    .select(columns)
    .select('record')
    .select(of =>
      of
        .selectFrom('consultation_record as every')
        .select(every => every.fn.max<number>('every.version').as('newest'))
        .where('every.consultation_id', '=', consultationId)
        .as('newest'),
    )
    .where('consultation_id', '=', consultationId)
    .where('version', 'in', [version, version - 1])
    .execute()
  const of = (wanted: number): StoredVersion | null => {
    const row = rows.find(one => one.version === wanted)
    return row ? { ...versionFrom(row), json: row.record } : null
  }
  const own = of(version)
  return own === null ? null : { own, before: of(version - 1), newest: rows[0]?.newest ?? version }
}

/** Whether a published version still is what its hash says. */
export interface CheckedVersion {
  readonly consultation: string
  readonly version: number
  readonly hash: string
  readonly holds: boolean
}

/**
 * Makes the hash of every published version again.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns every version of every consultation; it holds when its texts have its hash, and its list names that hash
 */
export async function verifyVersions(db: Db, countyId: string): Promise<CheckedVersion[]> {
  const rows = await db
    .selectFrom('consultation_record')
    .innerJoin('consultation', 'consultation.id', 'consultation_record.consultation_id')
    .select(['name', 'consultation_record.version', 'hash', 'record', 'contents'])
    .where('county_id', '=', countyId)
    .orderBy('name')
    .orderBy('consultation_record.version')
    .execute()
  return rows.map(row => {
    const made = createHash('sha256').update(row.record).digest('hex')
    const texts = contentsJson.parse(JSON.parse(row.contents)).filter(entry => entry.kind === 'texts')
    return {
      consultation: row.name,
      version: row.version,
      hash: row.hash,
      holds: made === row.hash && texts.every(entry => entry.sha256 === made),
    }
  })
}
