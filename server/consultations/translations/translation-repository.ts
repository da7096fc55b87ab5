import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { newId } from '../../platform/ids.ts'

/** One sentence of the council's in another language. */
export interface Translation {
  /** In English, as `sentenceKey` writes it. */
  readonly source: string
  readonly words: string
  /** Whether a machine translated it and nobody has checked it. */
  readonly machine: boolean
  /** Who translated it, in words; '' when it was not said. */
  readonly by: string
  /** ISO UTC */
  readonly at: string
}

/** All translations of a consultation into one language, as they were from one moment on. */
export interface TranslationVersion {
  readonly id: string
  readonly language: string
  readonly version: number
  readonly hash: string
  readonly fileName: string
  /** Why it took the earlier one's place; '' where nobody was told. */
  readonly reason: string
  readonly madeAt: string
  readonly madeBy: string
  /** ISO UTC; null for the one in force. */
  readonly supersededAt: string | null
}

const hashes = z.record(z.string(), z.string())

interface Row {
  source: string
  words: string
  machine: number
  translated_by: string
  translated_at: string
}

const translationFrom = (row: Row): Translation => ({
  source: row.source,
  words: row.words,
  machine: row.machine === 1,
  by: row.translated_by,
  at: row.translated_at,
})

/**
 * The translations in force, as a consultation's row has them.
 *
 * @param json - the column
 * @returns SHA-256 by language
 */
export function translationHashes(json: string): Readonly<Record<string, string>> {
  return hashes.parse(JSON.parse(json))
}

/**
 * The hash of translations: what is said, and which a machine said.
 *
 * @param language - their language
 * @param translations - in any order
 * @returns SHA-256
 */
export function hashOf(language: string, translations: readonly Translation[]): string {
  const said = translations.map(({ source, words, machine }) => [source, words, machine] as const)
  const ordered = [...said].sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([language, ordered]))
    .digest('hex')
}

/**
 * Puts translations in force; those before them stay as an earlier version.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param language - BCP 47
 * @param translations - every sentence that is translated from now on
 * @param about - name of the file, why, who and when
 * @returns the new version, and the hash of the one before it; null when nothing is different
 */
export async function storeTranslations(
  tx: Db,
  consultationId: string,
  language: string,
  translations: readonly Translation[],
  about: { readonly fileName: string; readonly reason: string; readonly by: string; readonly at: Date },
): Promise<{ readonly version: number; readonly hash: string; readonly before: string | null } | null> {
  const at = about.at.toISOString()
  const consultation = await tx
    .selectFrom('consultation')
    .select('translations')
    .where('id', '=', consultationId)
    .executeTakeFirstOrThrow()
  const inForce = translationHashes(consultation.translations)
  const hash = hashOf(language, translations)
  if (inForce[language] === hash) return null
  const last = await tx
    .selectFrom('translation_book')
    .select(of => of.fn.max<number | null>('version').as('version'))
    .where('consultation_id', '=', consultationId)
    .where('language', '=', language)
    .executeTakeFirst()
  await tx
    .updateTable('translation_book')
    .set({ superseded_at: at })
    .where('consultation_id', '=', consultationId)
    .where('language', '=', language)
    .where('superseded_at', 'is', null)
    .execute()
  const id = newId()
  const version = (last?.version ?? 0) + 1
  await tx
    .insertInto('translation_book')
    .values({
      id,
      consultation_id: consultationId,
      language,
      version,
      hash,
      file_name: about.fileName,
      reason: about.reason,
      made_at: at,
      made_by: about.by,
      superseded_at: null,
    })
    .execute()
  const rows = translations.map((one, position) => ({
    book_id: id,
    position,
    source: one.source,
    words: one.words,
    machine: one.machine ? 1 : 0,
    translated_by: one.by,
    translated_at: one.at,
  }))
  for (let start = 0; start < rows.length; start += 400) {
    await tx
      .insertInto('translation')
      .values(rows.slice(start, start + 400))
      .execute()
  }
  await tx
    .updateTable('consultation')
    .set({ translations: JSON.stringify({ ...inForce, [language]: hash }) })
    .where('id', '=', consultationId)
    .execute()
  return { version, hash, before: inForce[language] ?? null }
}

/**
 * The translations in force of a consultation into one language.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param language - BCP 47
 * @returns its sentences in the order in which they stood; empty when there are none
 */
export async function listTranslations(
  db: Db,
  consultationId: string,
  language: string,
): Promise<Translation[]> {
  const rows = await db
    .selectFrom('translation')
    .innerJoin('translation_book', 'translation_book.id', 'translation.book_id')
    .selectAll('translation')
    .where('translation_book.consultation_id', '=', consultationId)
    .where('translation_book.language', '=', language)
    .where('translation_book.superseded_at', 'is', null)
    .orderBy('translation.position')
    .execute()
  return rows.map(translationFrom)
}

/**
 * Translations by their hash.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param hash - SHA-256 of them
 * @returns its sentences in the order in which they stood
 */
export async function findTranslations(db: Db, consultationId: string, hash: string): Promise<Translation[]> {
  const rows = await db
    .selectFrom('translation')
    .selectAll()
    .where('book_id', '=', of =>
      of
        .selectFrom('translation_book')
        .select('id')
        .where('consultation_id', '=', consultationId)
        .where('hash', '=', hash)
        .orderBy('version', 'desc')
        .limit(1),
    )
    .orderBy('position')
    .execute()
  return rows.map(translationFrom)
}

/**
 * The translations in force of a consultation.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns SHA-256 by language
 */
export async function findTranslationHashes(
  db: Db,
  consultationId: string,
): Promise<Readonly<Record<string, string>>> {
  const row = await db
    .selectFrom('consultation')
    .select('translations')
    .where('id', '=', consultationId)
    .executeTakeFirst()
  return row ? translationHashes(row.translations) : {}
}

/**
 * Every version of a consultation's translations.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns by language, newest first
 */
export async function listTranslationVersions(db: Db, consultationId: string): Promise<TranslationVersion[]> {
  const rows = await db
    .selectFrom('translation_book')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('language')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    language: row.language,
    version: row.version,
    hash: row.hash,
    fileName: row.file_name,
    reason: row.reason,
    madeAt: row.made_at,
    madeBy: row.made_by,
    supersededAt: row.superseded_at,
  }))
}
