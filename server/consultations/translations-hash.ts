import { createHash } from 'node:crypto'
import type { Db } from '../db/index.ts'
import { findTranslationHashes } from './translations/translation-repository.ts'

/**
 * The hash of the council's translations of a consultation, as they are when it is published.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns SHA-256 of all of them together; null while there are none
 */
export async function translationsHash(db: Db, consultationId: string): Promise<string | null> {
  const hashes = Object.entries(await findTranslationHashes(db, consultationId))
  if (hashes.length === 0) return null
  const lines = hashes.map(([language, hash]) => `${language} ${hash}\n`).sort()
  return createHash('sha256').update(lines.join('')).digest('hex')
}
