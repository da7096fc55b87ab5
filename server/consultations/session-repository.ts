import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { DropInSession, SessionChange } from './consultation.ts'

const changesJson: z.ZodType<SessionChange[]> = z.array(
  z.object({
    at: z.string(),
    note: z.string(),
    startsAt: z.string(),
    endsAt: z.string(),
    venue: z.string(),
    address: z.string(),
  }),
)

/** Where and when a session is. */
export type SessionPlan = Pick<
  DropInSession,
  'districtCode' | 'startsAt' | 'endsAt' | 'venue' | 'address' | 'access' | 'languages'
> &
  Partial<Pick<DropInSession, 'siteId' | 'postcode' | 'position'>>

interface Row {
  id: string
  district_code: string | null
  starts_at: string
  ends_at: string
  venue: string
  address: string
  access: string
  languages: string
  site_id: string | null
  postcode: string | null
  lon: number | null
  lat: number | null
  changed_at: string | null
  cancelled_at: string | null
  sequence: number
  changes: string
}

/**
 * How a session stood before, from its column.
 *
 * @param json - the column
 * @returns newest first
 */
export function sessionChanges(json: string): SessionChange[] {
  return changesJson.parse(JSON.parse(json))
}

function sessionFrom(row: Row): DropInSession {
  return {
    id: row.id,
    districtCode: row.district_code,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    venue: row.venue,
    address: row.address,
    access: row.access,
    languages: row.languages,
    siteId: row.site_id,
    postcode: row.postcode,
    position: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    sequence: row.sequence,
    changedAt: row.changed_at,
    cancelledAt: row.cancelled_at,
    changes: sessionChanges(row.changes),
  }
}

/**
 * The drop-in sessions of a consultation, those that were cancelled among them.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns earliest first
 */
export async function listSessions(db: Db, consultationId: string): Promise<DropInSession[]> {
  const rows = await db
    .selectFrom('drop_in_session')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return rows.map(sessionFrom)
}

/**
 * Drop-in sessions of a published consultation by its part of the address; one statement.
 *
 * @param db - the database
 * @param slug - the consultation's part of the address
 * @returns its name, its county and its sessions, earliest first; null when there is none, or it is not published
 */
export async function findPublicSessions(
  db: Db,
  slug: string,
): Promise<{ consultationName: string; countyId: string; sessions: DropInSession[] } | null> {
  const rows = await db
    .selectFrom('consultation')
    .leftJoin('drop_in_session', 'drop_in_session.consultation_id', 'consultation.id')
    .selectAll('drop_in_session')
    .select(['consultation.name as consultation_name', 'consultation.county_id'])
    .where('consultation.slug', '=', slug)
    .where('consultation.published_at', 'is not', null)
    .orderBy('drop_in_session.starts_at')
    .orderBy('drop_in_session.id')
    .execute()
  const [first] = rows
  if (!first) return null
  return {
    consultationName: first.consultation_name,
    countyId: first.county_id,
    sessions: rows.flatMap(row => (row.id === null ? [] : [sessionFrom(row as Row)])),
  }
}

/**
 * Adds a drop-in session.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param session - where and when
 * @returns its id
 */
export async function addSession(db: Db, consultationId: string, session: SessionPlan): Promise<string> {
  const id = newId()
  await db
    .insertInto('drop_in_session')
    .values({ id, consultation_id: consultationId, ...columnsOf(session) })
    .execute()
  return id
}

/**
 * Changes a drop-in session. Once the consultation is published, how it stood before is kept and shown.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param sessionId - the session
 * @param change - the session as it is from now on, and why; null note before publication
 * @param at - the moment
 * @returns false when there is none, or it is cancelled
 */
export async function changeSession(
  db: Db,
  consultationId: string,
  sessionId: string,
  change: { readonly plan: SessionPlan; readonly note: string | null },
  at: Date,
): Promise<boolean> {
  const before = await findSession(db, consultationId, sessionId)
  if (before === null || before.cancelledAt !== null) return false
  await db
    .updateTable('drop_in_session')
    .set({
      ...columnsOf(change.plan),
      ...(change.note === null ? {} : { ...afterChange(before, change.note, at) }),
    })
    .where('id', '=', sessionId)
    .execute()
  return true
}

/**
 * Cancels a drop-in session: it stays in the list, with the reason.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param sessionId - the session
 * @param note - why, in a sentence for the public
 * @param at - the moment
 * @returns false when there is none, or it is cancelled already
 */
export async function cancelSession(
  db: Db,
  consultationId: string,
  sessionId: string,
  note: string,
  at: Date,
): Promise<boolean> {
  const before = await findSession(db, consultationId, sessionId)
  if (before === null || before.cancelledAt !== null) return false
  await db
    .updateTable('drop_in_session')
    .set({ ...afterChange(before, note, at), cancelled_at: at.toISOString() })
    .where('id', '=', sessionId)
    .execute()
  return true
}

/**
 * Takes a drop-in session out, while the consultation is not published.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param sessionId - the session
 * @returns false when there is none, or it is published
 */
export async function removeSession(db: Db, consultationId: string, sessionId: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('drop_in_session')
    .where('consultation_id', 'in', of =>
      of
        .selectFrom('consultation')
        .select('consultation.id')
        .where('consultation.id', '=', consultationId)
        .where('published_at', 'is', null),
    )
    .where('id', '=', sessionId)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}

/**
 * One drop-in session.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param sessionId - the session
 * @returns the session; null when the consultation has none of that id
 */
export async function findSession(
  db: Db,
  consultationId: string,
  sessionId: string,
): Promise<DropInSession | null> {
  const row = await db
    .selectFrom('drop_in_session')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row ? sessionFrom(row) : null
}

function afterChange(
  before: DropInSession,
  note: string,
  at: Date,
): Pick<Row, 'changed_at' | 'sequence' | 'changes'> {
  const { startsAt, endsAt, venue, address } = before
  const change: SessionChange = { at: at.toISOString(), note, startsAt, endsAt, venue, address }
  return {
    changed_at: at.toISOString(),
    sequence: before.sequence + 1,
    changes: JSON.stringify([change, ...before.changes]),
  }
}

function columnsOf(
  session: SessionPlan,
): Omit<Row, 'id' | 'changed_at' | 'cancelled_at' | 'sequence' | 'changes'> {
  return {
    district_code: session.districtCode,
    starts_at: session.startsAt,
    ends_at: session.endsAt,
    venue: session.venue,
    address: session.address,
    access: session.access,
    languages: session.languages,
    site_id: session.siteId ?? null,
    postcode: session.postcode ?? null,
    lon: session.position?.[0] ?? null,
    lat: session.position?.[1] ?? null,
  }
}
