import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { documentOf, originSetFrom, type OriginSet } from './origins.ts'

const kinds = z.enum(['postcodes', 'neighbourhoods'])

/** Sets that were read lately; each is immutable, and large to parse. */
const recent = new Map<string, OriginSet>()

function remember(origins: OriginSet): OriginSet {
  recent.delete(origins.hash)
  recent.set(origins.hash, origins)
  for (const hash of recent.keys()) {
    if (recent.size <= 4) break
    recent.delete(hash)
  }
  return origins
}

/**
 * Keeps where families set out, so that journeys from there can be read for as long as they are kept.
 *
 * @param db - the database
 * @param origins - the set; one that is kept already stays as it is
 * @param at - ISO UTC
 */
export async function keepOrigins(db: Db, origins: OriginSet, at: string): Promise<void> {
  const { hash, kind } = origins
  await db
    .insertInto('journey_origins')
    .values({ hash, kind, document: documentOf(origins), created_at: at })
    .onConflict(conflict => conflict.column('hash').doNothing())
    .execute()
}

/**
 * Where families set out when journeys were worked out.
 *
 * @param db - the database
 * @param hash - of the set
 * @returns the set; null when none with this hash was kept
 */
export async function readOrigins(db: Db, hash: string): Promise<OriginSet | null> {
  const known = recent.get(hash)
  if (known) return remember(known)
  const row = await db
    .selectFrom('journey_origins')
    .select(['kind', 'document'])
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row ? remember(originSetFrom(hash, kinds.parse(row.kind), row.document)) : null
}

/**
 * The hash of where families set out as it is stored now, whatever stands in memory.
 *
 * @param db - the database
 * @param hash - under which the set was kept
 * @returns the same hash when nobody has changed it; null when none is kept under it
 */
export async function storedOriginsHash(db: Db, hash: string): Promise<string | null> {
  const row = await db
    .selectFrom('journey_origins')
    .select(['kind', 'document'])
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row ? createHash('sha256').update(row.kind).update(row.document).digest('hex') : null
}
