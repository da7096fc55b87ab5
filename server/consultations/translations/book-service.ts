import type { Db } from '../../db/index.ts'
import type { TranslationBook } from '../../platform/speaker.ts'
import { findTranslations } from './translation-repository.ts'

/** What of a consultation its translations are found by. */
export interface TranslatedConsultation {
  readonly id: string
  /** SHA-256 of the translations in force, by language. */
  readonly translations: Readonly<Record<string, string>>
}

const noBook: TranslationBook = new Map<string, string>()

// What a hash stands for never changes.
const kept = new Map<string, TranslationBook>()
const mostKept = 60

/**
 * The council's own texts of a consultation in one language. It is read once; afterwards it costs no statement.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @param language - BCP 47
 * @returns the book for `speaker.reading(book)`; without sentences when nothing is translated
 */
export async function bookFor(
  db: Db,
  consultation: TranslatedConsultation,
  language: string,
): Promise<TranslationBook> {
  const hash = Object.hasOwn(consultation.translations, language)
    ? consultation.translations[language]
    : undefined
  if (hash === undefined) return noBook
  const known = kept.get(hash)
  if (known) return known
  const translations = await findTranslations(db, consultation.id, hash)
  const book = Object.assign(new Map(translations.map(({ source, words }) => [source, words])), {
    machine: new Set(translations.filter(({ machine }) => machine).map(({ source }) => source)),
  })
  if (kept.size >= mostKept) kept.clear()
  kept.set(hash, book)
  return book
}
