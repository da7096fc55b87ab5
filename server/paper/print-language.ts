import { bookFor, type TranslatedConsultation } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { languageOf } from '../platform/languages.ts'
import { speakerIn, type Speaker } from '../platform/speaker.ts'
import { standardPatterns, unansweredBook } from '../surveys/index.ts'

/**
 * Who speaks on printed forms.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @param language - BCP 47; English where pages don't speak it
 * @returns the speaker, who knows the council's translations of the consultation
 */
export async function printSpeaker(
  db: Db,
  consultation: TranslatedConsultation,
  language: string,
): Promise<Speaker> {
  const speaker = speakerIn(language)
  if (speaker.language === 'en') return speaker
  return speaker.reading(unansweredBook(await bookFor(db, consultation, language)), standardPatterns)
}

/**
 * What staff call the language of a form.
 *
 * @param language - BCP 47
 * @returns such as `Polish`
 */
export function languageName(language: string): string {
  return languageOf(language)?.englishName ?? language
}
