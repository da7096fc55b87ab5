import { z } from 'zod'
import type { Db } from '../db/index.ts'
import type { CriterionNumber, Level } from '../model/appraisal.ts'
import { newId } from '../platform/ids.ts'
import {
  appraise,
  assessorPlaces,
  ratingStates,
  visibleRatings,
  type Assessor,
  type AssessorPlace,
  type Rating,
  type SiteAppraisal,
} from './appraisal.ts'
import { currentWeighting } from './weighting-repository.ts'
import { listWorks } from './works-repository.ts'

const criterionNumber = z
  .number()
  .int()
  .min(1)
  .max(8)
  .transform(number => number as CriterionNumber)
const level = z
  .number()
  .int()
  .min(0)
  .max(4)
  .transform(number => number as Level)
const state = z.enum(ratingStates)
const place = z.enum(assessorPlaces)

interface Row {
  id: string
  site_id: string
  criterion: number
  state: string
  assessor: string
  low: number
  high: number
  measure: string | null
  evidence_note: string | null
  evidence_file_id: string | null
  evidence_date: string | null
  account_id: string | null
  account_name: string
  recorded_at: string
  replaced_at: string | null
}

function ratingFrom(row: Row): Rating {
  return {
    id: row.id,
    siteId: row.site_id,
    criterion: criterionNumber.parse(row.criterion),
    state: state.parse(row.state),
    assessor: place.parse(row.assessor),
    low: level.parse(row.low),
    high: level.parse(row.high),
    measure: row.measure,
    evidenceNote: row.evidence_note,
    evidenceFileId: row.evidence_file_id,
    evidenceDate: row.evidence_date,
    accountId: row.account_id,
    accountName: row.account_name,
    recordedAt: row.recorded_at,
    replacedAt: row.replaced_at,
  }
}

/**
 * What is rated, of every site with a rating or proposed works.
 *
 * @param db - the database
 * @param countyId - the county
 * @param viewerId - account of a person who looks: as an assessor they don't see the other's ratings before their own;
 * left out, nothing is kept back
 * @returns by site id; a site that is absent was never rated
 */
export async function readAppraisals(
  db: Db,
  countyId: string,
  viewerId?: string | null,
): Promise<ReadonlyMap<string, SiteAppraisal>> {
  const rows = await db
    .selectFrom('rating')
    .selectAll()
    .where('county_id', '=', countyId)
    .where('replaced_at', 'is', null)
    .execute()
  const weighting = await currentWeighting(db, countyId)
  const works = await listWorks(db, countyId)
  const assessors = viewerId === undefined ? [] : await listAssessors(db, countyId)
  const ratings = new Map<string, Rating[]>()
  for (const row of rows) {
    const known = ratings.get(row.site_id)
    if (known) known.push(ratingFrom(row))
    else ratings.set(row.site_id, [ratingFrom(row)])
  }
  for (const [siteId, all] of ratings) {
    const ofSite = assessors.filter(one => one.siteId === siteId)
    if (ofSite.length > 0) ratings.set(siteId, visibleRatings(all, ofSite, viewerId ?? null))
  }
  return new Map(
    [...new Set([...ratings.keys(), ...works.keys()])].map(siteId => [
      siteId,
      appraise(siteId, ratings.get(siteId) ?? [], works.get(siteId) ?? null, weighting?.weights ?? null),
    ]),
  )
}

/**
 * A site's ratings.
 *
 * @param db - the database
 * @param siteId - the site
 * @param which - `in-force`, or `all` with those replaced
 * @returns newest first
 */
export async function siteRatings(
  db: Db,
  siteId: string,
  which: 'in-force' | 'all' = 'in-force',
): Promise<Rating[]> {
  const all = db.selectFrom('rating').selectAll().where('site_id', '=', siteId)
  const chosen = which === 'all' ? all : all.where('replaced_at', 'is', null)
  const rows = await chosen.orderBy('recorded_at', 'desc').orderBy('criterion').orderBy('id').execute()
  return rows.map(ratingFrom)
}

/** A rating to record. */
export type NewRating = Omit<Rating, 'id' | 'recordedAt' | 'replacedAt'>

/**
 * Records a rating; the one before it of the same assessor, criterion and state stays as history.
 *
 * @param tx - a transaction
 * @param countyId - the county
 * @param rating - the rating
 * @param at - the moment
 * @returns its id
 */
export async function recordRating(tx: Db, countyId: string, rating: NewRating, at: Date): Promise<string> {
  const now = at.toISOString()
  const id = newId()
  // One rating is in force at a time. Of two clicks at once the second replaces what the first has just inserted.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await tx
      .updateTable('rating')
      .set({ replaced_at: now })
      .where('site_id', '=', rating.siteId)
      .where('state', '=', rating.state)
      .where('criterion', '=', rating.criterion)
      .where('assessor', '=', rating.assessor)
      .where('replaced_at', 'is', null)
      .execute()
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('rating')
      .values({ id, county_id: countyId, ...columnsOf(rating), recorded_at: now, replaced_at: null })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst()
    if ((numInsertedOrUpdatedRows ?? 0n) > 0n) return id
  }
  throw new Error('The rating could not be recorded: others came in between three times.')
}

function columnsOf(rating: NewRating) {
  return {
    site_id: rating.siteId,
    criterion: rating.criterion,
    state: rating.state,
    assessor: rating.assessor,
    low: rating.low,
    high: rating.high,
    measure: rating.measure,
    evidence_note: rating.evidenceNote,
    evidence_file_id: rating.evidenceFileId,
    evidence_date: rating.evidenceDate,
    account_id: rating.accountId,
    account_name: rating.accountName,
  }
}

/**
 * Who rates the sites of a county.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns at most a first and a second assessor for each site
 */
export async function listAssessors(db: Db, countyId: string): Promise<Assessor[]> {
  const rows = await db
    .selectFrom('assessor')
    .innerJoin('site', 'site.id', 'assessor.site_id')
    .selectAll('assessor')
    .where('county_id', '=', countyId)
    .orderBy('place')
    .execute()
  return rows.map(assessorFrom)
}

/**
 * Who rates a site.
 *
 * @param db - the database
 * @param siteId - the site
 * @returns at most a first and a second assessor
 */
export async function siteAssessors(db: Db, siteId: string): Promise<Assessor[]> {
  const rows = await db
    .selectFrom('assessor')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('place')
    .execute()
  return rows.map(assessorFrom)
}

function assessorFrom(row: {
  site_id: string
  place: string
  account_id: string | null
  account_name: string
  since: string
}): Assessor {
  return {
    siteId: row.site_id,
    place: place.parse(row.place),
    accountId: row.account_id,
    name: row.account_name,
    since: row.since,
  }
}

/**
 * Takes a place as assessor of a site, if it is free and the person does not hold the other.
 *
 * @param db - the database, or a transaction
 * @param assessor - who takes which place
 * @returns whether it was theirs to take
 */
export async function takePlace(db: Db, assessor: Assessor): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('assessor')
    .values({
      site_id: assessor.siteId,
      place: assessor.place,
      account_id: assessor.accountId,
      account_name: assessor.name,
      since: assessor.since,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/**
 * Gives up a place as assessor; the ratings given stay until the next assessor gives others.
 *
 * @param db - the database, or a transaction
 * @param siteId - the site
 * @param from - which place
 */
export async function leavePlace(db: Db, siteId: string, from: AssessorPlace): Promise<void> {
  await db.deleteFrom('assessor').where('site_id', '=', siteId).where('place', '=', from).execute()
}
