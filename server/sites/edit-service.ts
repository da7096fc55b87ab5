import { createHash } from 'node:crypto'
import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { holdSite } from './site-repository.ts'
import type { Site } from './site.ts'

/**
 * Stands for what a part of a site said when its form was shown: two people may change different parts at once, and
 * only a change of the same part is in the way.
 *
 * @param part - the part's data
 * @returns 16 hexadecimal characters
 */
export function partMark(part: unknown): string {
  return createHash('sha256').update(JSON.stringify(part)).digest('hex').slice(0, 16)
}

/** What came of saving a part of a site. */
export type Saving<Part> =
  | { readonly saved: true }
  | {
      readonly saved: false
      /** What somebody else has saved in the meantime. */
      readonly now: Part
      /** Who, and when. */
      readonly changedBy: string | null
      readonly changedAt: string
    }

/** How one part of a site is read and written. */
export interface PartChange<Part> {
  readonly countyId: string
  readonly siteId: string
  /** The mark of the part as the person saw it. */
  readonly seen: string
  readonly read: (tx: Db, site: Site) => Promise<Part>
  readonly write: (tx: Db, site: Site, now: Part) => Promise<void>
  /** For the record of changes, such as `Changed the rooms of`; the site's name follows. */
  readonly summary: string
  readonly actor: Actor
  readonly at: Date
}

class Overtaken extends Error {}

/**
 * Saves one part of a site, unless somebody else has changed that part since its form was shown.
 *
 * @param db - the database
 * @param change - what to write, and the mark of what the person saw
 * @returns that it was saved, or what stands there now; then nothing was changed
 * @throws {AppError} not-found when the site is not there
 */
export async function savePart<Part>(db: Db, change: PartChange<Part>): Promise<Saving<Part>> {
  const before: { site: Site | null } = { site: null }
  const other: { part: Part | null } = { part: null }
  try {
    await inTransaction(db, async tx => {
      const held = await holdSite(tx, change.countyId, change.siteId, {
        name: change.actor.name,
        at: change.at,
      })
      if (held === null) throw notFound('There is no such site.')
      before.site = held.before
      const now = await change.read(tx, held.before)
      if (partMark(now) !== change.seen) {
        other.part = now
        throw new Overtaken()
      }
      await change.write(tx, held.before, now)
      await recordAction(tx, change.actor, {
        action: 'site.changed',
        subject: change.siteId,
        summary: `${change.summary} ${held.before.name}`,
        at: change.at,
      })
    })
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error
    return {
      saved: false,
      now: other.part as Part,
      changedBy: before.site?.updatedBy ?? null,
      changedAt: before.site?.updatedAt ?? change.at.toISOString(),
    }
  }
  return { saved: true }
}
