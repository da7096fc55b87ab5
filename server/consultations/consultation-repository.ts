import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import {
  slugOf,
  type Consultation,
  type ConsultationContact,
  type ConsultationDates,
  type ConsultationTexts,
} from './consultation.ts'
import { translationHashes } from './translations/translation-repository.ts'

interface Row {
  id: string
  county_id: string
  slug: string
  name: string
  scenario_id: string | null
  introduction: string
  what_is_lost: string
  what_is_proposed: string
  reasons: string
  opens_at: string | null
  closes_at: string | null
  grace_minutes: number
  decision_on: string | null
  decision_by: string
  contact_email: string
  contact_phone: string
  contact_post: string
  other_ways: string
  urgent_help: string
  published_at: string | null
  record_hash: string | null
  findings_public_since: string | null
  preparation: string
  review_asked_at: string | null
  review_asked_by: string | null
  review_asked_name: string
  sent_back_because: string
  decision_recorded_at: string | null
  followed_up_at: string | null
  translations: string
  version: number
  created_at: string
  updated_at: string
}

/**
 * A consultation from its row.
 *
 * @param row - the row
 * @returns the consultation
 */
export function consultationFrom(row: Row): Consultation {
  return {
    id: row.id,
    countyId: row.county_id,
    slug: row.slug,
    name: row.name,
    scenarioId: row.scenario_id,
    introduction: row.introduction,
    whatIsLost: row.what_is_lost,
    whatIsProposed: row.what_is_proposed,
    reasons: row.reasons,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    graceMinutes: row.grace_minutes,
    decisionOn: row.decision_on,
    decisionBy: row.decision_by,
    contactEmail: row.contact_email,
    contactPhone: row.contact_phone,
    contactPost: row.contact_post,
    otherWays: row.other_ways,
    urgentHelp: row.urgent_help,
    publishedAt: row.published_at,
    recordHash: row.record_hash,
    translations: translationHashes(row.translations),
    preparation: row.preparation === 'review' ? 'review' : 'draft',
    review:
      row.review_asked_at === null
        ? null
        : { at: row.review_asked_at, accountId: row.review_asked_by, name: row.review_asked_name },
    sentBackBecause: row.sent_back_because,
    findingsPublicSince: row.findings_public_since,
    decisionRecordedAt: row.decision_recorded_at,
    followedUpAt: row.followed_up_at,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** What is changed about a consultation. */
export type ConsultationChange = Partial<
  ConsultationTexts & ConsultationDates & ConsultationContact & { scenarioId: string | null }
>

function columnsOf(change: ConsultationChange): Partial<Row> {
  const columns: Record<keyof ConsultationChange, keyof Row> = {
    name: 'name',
    introduction: 'introduction',
    whatIsLost: 'what_is_lost',
    whatIsProposed: 'what_is_proposed',
    reasons: 'reasons',
    opensAt: 'opens_at',
    closesAt: 'closes_at',
    graceMinutes: 'grace_minutes',
    decisionOn: 'decision_on',
    decisionBy: 'decision_by',
    contactEmail: 'contact_email',
    contactPhone: 'contact_phone',
    contactPost: 'contact_post',
    otherWays: 'other_ways',
    urgentHelp: 'urgent_help',
    scenarioId: 'scenario_id',
  }
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [columns[name as keyof ConsultationChange], value]),
  )
}

/**
 * The county's consultations.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns the one that closes last first, those without dates before them
 */
export async function listConsultations(db: Db, countyId: string): Promise<Consultation[]> {
  const rows = await db
    .selectFrom('consultation')
    .selectAll()
    .where('county_id', '=', countyId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  const last = (row: Row): string => row.closes_at ?? '9999'
  return rows.sort((a, b) => (last(a) < last(b) ? 1 : last(a) > last(b) ? -1 : 0)).map(consultationFrom)
}

/**
 * One consultation.
 *
 * @param db - the database
 * @param consultationId - its id
 * @returns the consultation, or null
 */
export async function findConsultation(db: Db, consultationId: string): Promise<Consultation | null> {
  const row = await db
    .selectFrom('consultation')
    .selectAll()
    .where('id', '=', consultationId)
    .executeTakeFirst()
  return row ? consultationFrom(row) : null
}

/**
 * Adds a consultation that is not published.
 *
 * @param db - a transaction
 * @param countyId - the county
 * @param given - its name and whatever else is known already
 * @param at - the moment
 * @param wantedSlug - its part of the address, if it is free; made from the name unless given
 * @returns its id
 */
export async function addConsultation(
  db: Db,
  countyId: string,
  given: ConsultationChange & { name: string },
  at: Date,
  wantedSlug = given.name,
): Promise<string> {
  const slugs = await db.selectFrom('consultation').select('slug').execute()
  const id = newId()
  await db
    .insertInto('consultation')
    .values({
      id,
      county_id: countyId,
      slug: slugOf(
        wantedSlug,
        slugs.map(row => row.slug),
      ),
      scenario_id: null,
      introduction: '',
      what_is_lost: '',
      what_is_proposed: '',
      reasons: '',
      opens_at: null,
      closes_at: null,
      grace_minutes: 60,
      decision_on: null,
      decision_by: '',
      contact_email: '',
      contact_phone: '',
      contact_post: '',
      other_ways: '',
      urgent_help: '',
      published_at: null,
      record_hash: null,
      preparation: 'draft',
      review_asked_name: '',
      sent_back_because: '',
      version: 1,
      created_at: at.toISOString(),
      updated_at: at.toISOString(),
      ...columnsOf(given),
      name: given.name,
    })
    .execute()
  return id
}

/**
 * Changes a consultation; published ones, and those that are being read over, stay as they are.
 *
 * @param db - a transaction
 * @param consultationId - its id
 * @param change - what is changed
 * @param at - the moment
 * @returns false when it is published, or there is none
 */
export async function changeConsultation(
  db: Db,
  consultationId: string,
  change: ConsultationChange,
  at: Date,
): Promise<boolean> {
  const changed = await db
    .updateTable('consultation')
    .set(set => ({ ...columnsOf(change), version: set('version', '+', 1), updated_at: at.toISOString() }))
    .where('id', '=', consultationId)
    .where('published_at', 'is', null)
    .where('preparation', '=', 'draft')
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/**
 * Changes the dates or the contact of a published consultation, unless somebody changed it meanwhile.
 *
 * @param tx - a transaction
 * @param consultationId - its id
 * @param seen - its version when somebody read it
 * @param change - what is changed
 * @param at - the moment
 * @returns false when somebody changed it meanwhile, or it is not published
 */
export async function changePublished(
  tx: Db,
  consultationId: string,
  seen: number,
  change: Partial<ConsultationDates & ConsultationContact>,
  at: Date,
): Promise<boolean> {
  const changed = await tx
    .updateTable('consultation')
    .set({ ...columnsOf(change), version: seen + 1, updated_at: at.toISOString() })
    .where('id', '=', consultationId)
    .where('version', '=', seen)
    .where('published_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/**
 * Keeps others from changing what belongs to a consultation until this transaction is over: whoever comes second waits
 * here, and finds what the first has stored.
 *
 * @param tx - a transaction
 * @param consultationId - its id
 */
export async function holdConsultation(tx: Db, consultationId: string): Promise<void> {
  await tx
    .updateTable('consultation')
    .set(set => ({ version: set('version', '+', 0) }))
    .where('id', '=', consultationId)
    .execute()
}
