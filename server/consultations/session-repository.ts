import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { DropInSession } from './consultation.ts'

interface Row {
  id: string
  district_code: string | null
  starts_at: string
  ends_at: string
  venue: string
  address: string
  access: string
  languages: string
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
  }
}

/**
 * The drop-in sessions of a consultation.
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
 * Adds a drop-in session.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param session - where and when
 * @returns its id
 */
export async function addSession(
  db: Db,
  consultationId: string,
  session: Omit<DropInSession, 'id'>,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('drop_in_session')
    .values({ id, consultation_id: consultationId, ...columnsOf(session) })
    .execute()
  return id
}

/**
 * Changes a drop-in session.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param session - the session as it is from now on
 */
export async function changeSession(db: Db, consultationId: string, session: DropInSession): Promise<void> {
  await db
    .updateTable('drop_in_session')
    .set(columnsOf(session))
    .where('consultation_id', '=', consultationId)
    .where('id', '=', session.id)
    .execute()
}

/**
 * Takes a drop-in session out.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param sessionId - the session
 */
export async function removeSession(db: Db, consultationId: string, sessionId: string): Promise<void> {
  await db
    .deleteFrom('drop_in_session')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', sessionId)
    .execute()
}

function columnsOf(session: Omit<DropInSession, 'id'>): Omit<Row, 'id'> {
  return {
    district_code: session.districtCode,
    starts_at: session.startsAt,
    ends_at: session.endsAt,
    venue: session.venue,
    address: session.address,
    access: session.access,
    languages: session.languages,
  }
}
