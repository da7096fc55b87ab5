import { sql } from 'kysely'
import { askedOften, type Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { cleanText } from '../model/survey.ts'
import { newId } from '../platform/ids.ts'
import type { AnsweredCheck } from './checklist.ts'
import type { Consultation, ConsultationRecord } from './consultation.ts'
import { consultationFrom } from './consultation-repository.ts'
import type { PublishedEntry } from './publication-contents.ts'
import { knownRecord, recordFrom, writeRecord } from './record-json.ts'

/** A consultation that the public can see, and the county that it is about. */
export interface PublicConsultation extends Consultation {
  readonly publishedAt: string
  readonly recordHash: string
  /** When the version in force took the place of an earlier one; null for the first. */
  readonly correctedAt: string | null
  readonly county: { readonly id: string; readonly name: string; readonly demonstration: boolean }
}

/** What is kept beside a published record, and never changes either. */
export interface PublicationDetails {
  /** Why this version took the place of the one before; '' for the first. */
  readonly reason: string
  /** The name of the person who published it. */
  readonly publishedBy: string
  /** Everything that was published with its hash. */
  readonly contents: readonly PublishedEntry[]
  /** The checklist as it was answered. */
  readonly checklist: readonly AnsweredCheck[]
}

const nothingMore: PublicationDetails = { reason: '', publishedBy: '', contents: [], checklist: [] }

/**
 * Keeps others from publishing a consultation until this transaction is over.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @returns false when it is published already, or there is none
 */
export async function claimPublication(tx: Db, consultationId: string): Promise<boolean> {
  const claimed = await tx
    .updateTable('consultation')
    .set(set => ({ version: set('version', '+', 0) }))
    .where('id', '=', consultationId)
    .where('published_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return claimed !== undefined
}

/**
 * Publishes a consultation: from now on its texts, districts and proposals do not change.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param record - what is published
 * @param at - the moment
 * @param details - what is kept beside it
 * @returns SHA-256 of what is published; null when it is published already, or there is none
 */
export async function storePublication(
  db: Db,
  consultationId: string,
  record: ConsultationRecord,
  at: Date,
  details: PublicationDetails = nothingMore,
): Promise<string | null> {
  const { json, hash } = writeRecord(record)
  const published = await db
    .updateTable('consultation')
    .set(set => ({
      published_at: at.toISOString(),
      record_hash: hash,
      version: set('version', '+', 1),
      updated_at: at.toISOString(),
    }))
    .where('id', '=', consultationId)
    .where('published_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!published) return null
  await insertRecord(db, consultationId, { version: 1, hash, json, at, details })
  return hash
}

/**
 * Publishes the next version of what is published already. The versions before stay as they were.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param record - what is published from now on
 * @param at - the moment
 * @param details - why, by whom and with what
 * @param superseded - the version that it takes the place of
 * @returns version and hash; null when another version has taken that place meanwhile
 */
export async function storeNextPublication(
  db: Db,
  consultationId: string,
  record: ConsultationRecord,
  at: Date,
  details: PublicationDetails,
  superseded: { readonly version: number; readonly hash: string },
): Promise<{ version: number; hash: string } | null> {
  const { json, hash } = writeRecord(record)
  const { name, introduction, whatIsLost, whatIsProposed, reasons } = record
  const published = await db
    .updateTable('consultation')
    .set(set => ({
      name,
      scenario_id: record.scenario?.id ?? null,
      introduction,
      what_is_lost: whatIsLost,
      what_is_proposed: whatIsProposed,
      reasons,
      record_hash: hash,
      version: set('version', '+', 1),
      updated_at: at.toISOString(),
    }))
    .where('id', '=', consultationId)
    .where('record_hash', '=', superseded.hash)
    .returning('id')
    .executeTakeFirst()
  if (!published) return null
  const version = superseded.version + 1
  await insertRecord(db, consultationId, { version, hash, json, at, details })
  return { version, hash }
}

async function insertRecord(
  db: Db,
  consultationId: string,
  {
    version,
    hash,
    json,
    at,
    details,
  }: { version: number; hash: string; json: string; at: Date; details: PublicationDetails },
): Promise<void> {
  await db
    .insertInto('consultation_record')
    .values({
      id: newId(),
      consultation_id: consultationId,
      version,
      hash,
      record: json,
      published_at: at.toISOString(),
      reason: cleanText(details.reason),
      published_by: details.publishedBy,
      contents: JSON.stringify(details.contents),
      checklist: JSON.stringify(details.checklist),
    })
    .execute()
}

/**
 * What was published of a consultation; one statement, or none when it was read before.
 *
 * @param db - the database
 * @param hash - SHA-256 of what was published
 * @returns the record
 */
export async function readRecord(db: Db, hash: string): Promise<ConsultationRecord> {
  const known = knownRecord(hash)
  if (known) return known
  const row = await db
    .selectFrom('consultation_record')
    .select('record')
    .where('hash', '=', hash)
    .limit(1)
    .executeTakeFirst()
  if (!row) throw notFound('There is no such consultation.')
  return recordFrom(hash, row.record)
}

/**
 * Says on a consultation's pages that its findings can be read, or takes that back.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param since - the moment from which they can be read; null when they no longer can
 */
export async function announceFindings(tx: Db, consultationId: string, since: Date | null): Promise<void> {
  await tx
    .updateTable('consultation')
    .set({ findings_public_since: since?.toISOString() ?? null })
    .where('id', '=', consultationId)
    .execute()
}

const countyColumns = ['county.name as county_name', 'county.demonstration'] as const

// A correction that is taken back brings the first version's texts again, and its hash: what counts is the later one.
const correctedAt = sql<string | null>`(
  select max(shown.published_at) from consultation_record as shown
  where shown.consultation_id = consultation.id and shown.hash = consultation.record_hash and shown.version > 1
)`.as('corrected_at')

/**
 * A published consultation by its part of the address; one statement.
 *
 * @param db - the database
 * @param slug - its part of the address
 * @returns the consultation; null when there is none, or it is not published
 */
export async function findPublicConsultation(db: Db, slug: string): Promise<PublicConsultation | null> {
  const row = await db
    .selectFrom('consultation')
    .innerJoin('county', 'county.id', 'consultation.county_id')
    .selectAll('consultation')
    .select([...countyColumns, correctedAt])
    .where('consultation.slug', '=', slug)
    .where('consultation.published_at', 'is not', null)
    .executeTakeFirst()
  return row ? publicFrom(row) : null
}

/** A published consultation, seen from one of its districts. */
export interface PublicDistrict {
  readonly consultation: PublicConsultation
  readonly district: { readonly code: string; readonly slug: string; readonly name: string }
  /** The consultation's other districts, in the order of their pages. */
  readonly others: readonly { readonly slug: string; readonly name: string }[]
}

const districtsOf = askedOften((db, slug: string) =>
  db
    .selectFrom('consultation')
    .innerJoin('county', 'county.id', 'consultation.county_id')
    .innerJoin('consultation_district', 'consultation_district.consultation_id', 'consultation.id')
    .selectAll('consultation')
    .select([...countyColumns, correctedAt])
    .select([
      'consultation_district.district_code',
      'consultation_district.slug as district_slug',
      'consultation_district.name as district_name',
    ])
    .where('consultation.slug', '=', slug)
    .where('consultation.published_at', 'is not', null)
    .orderBy('consultation_district.position')
    .orderBy('consultation_district.district_code'),
)

/**
 * A published consultation with the names of its districts; one statement.
 *
 * @param db - the database
 * @param slug - the consultation's part of the address
 * @param districtSlug - the district's part of the address
 * @returns both; null when there is no such district in a published consultation
 */
export async function findPublicDistrict(
  db: Db,
  slug: string,
  districtSlug: string,
): Promise<PublicDistrict | null> {
  const rows = await districtsOf(db, slug)
  const own = rows.find(row => row.district_slug === districtSlug)
  if (!own) return null
  return {
    consultation: publicFrom(own),
    district: { code: own.district_code, slug: own.district_slug, name: own.district_name },
    others: rows
      .filter(row => row !== own)
      .map(row => ({ slug: row.district_slug, name: row.district_name })),
  }
}

/** The county that people work on, with the consultations about it that the public can see. */
export interface PublicCounty {
  readonly name: string
  readonly demonstration: boolean
  readonly consultations: readonly PublicConsultation[]
}

/**
 * What the front page shows; one statement.
 *
 * @param db - the database
 * @returns the active county, its consultations by closing time, latest first; null until a county was loaded
 */
export async function publicCounty(db: Db): Promise<PublicCounty | null> {
  const county = await db
    .selectFrom('county')
    .leftJoin('consultation', join =>
      join.onRef('consultation.county_id', '=', 'county.id').on('consultation.published_at', 'is not', null),
    )
    .selectAll('consultation')
    .select([...countyColumns, correctedAt])
    .where('county.active', '=', 1)
    .orderBy('consultation.closes_at', 'desc')
    .orderBy('consultation.id')
    .execute()
  const [first] = county
  if (!first) return null
  return {
    name: first.county_name,
    demonstration: first.demonstration === 1,
    consultations: county.flatMap(row => (row.id === null ? [] : [publicFrom(row as JoinedRow)])),
  }
}

type JoinedRow = Parameters<typeof consultationFrom>[0] & {
  county_name: string
  demonstration: number
  corrected_at: string | null
}

function publicFrom(row: JoinedRow): PublicConsultation {
  const consultation = consultationFrom(row)
  const { publishedAt, recordHash } = consultation
  if (publishedAt === null || recordHash === null) throw notFound('There is no such consultation.')
  return {
    correctedAt: row.corrected_at,
    county: { id: row.county_id, name: row.county_name, demonstration: row.demonstration === 1 },
    ...consultation,
    publishedAt,
    recordHash,
  }
}
