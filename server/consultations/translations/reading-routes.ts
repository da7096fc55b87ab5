import type { Response } from 'express'
import type { Db } from '../../db/index.ts'
import { speakerOf, type Speaker, type TranslationBook } from '../../platform/speaker.ts'
import { bookFor, type TranslatedConsultation } from './book-service.ts'

/**
 * From now on whoever speaks to this visitor knows the council's translations of a consultation too; no statement for
 * English, and none for translations that were read before.
 *
 * @param db - the database
 * @param response - the answer to the visitor
 * @param consultation - the consultation that the page is about
 * @param patterns - sentences of the catalogue that its texts hold with a value already in them
 * @returns the speaker, who is found by `speakerOf(response)` as well
 */
export async function readTranslations(
  db: Db,
  response: Response,
  consultation: TranslatedConsultation,
  patterns: readonly string[] = [],
): Promise<Speaker> {
  const speaker = speakerOf(response)
  if (speaker.language === 'en') return speaker
  const reading = speaker.reading(await bookFor(db, consultation, speaker.language), patterns)
  response.locals['speaker'] = reading
  return reading
}

/** Translations of so many consultations are read for a list, so that it takes three statements at most. */
const readForList = 2

/**
 * The same for a page that lists consultations: the translations of those that stand first.
 *
 * @param db - the database
 * @param response - the answer to the visitor
 * @param consultations - in the order of the page
 * @returns the speaker, who is found by `speakerOf(response)` as well
 */
export async function readTranslationsOfList(
  db: Db,
  response: Response,
  consultations: readonly TranslatedConsultation[],
): Promise<Speaker> {
  const speaker = speakerOf(response)
  if (speaker.language === 'en') return speaker
  const books: TranslationBook[] = []
  for (const consultation of consultations.slice(0, readForList)) {
    books.push(await bookFor(db, consultation, speaker.language))
  }
  // What two of them say differently is said as the first one says it.
  books.reverse()
  const all: TranslationBook = Object.assign(new Map(books.flatMap(book => [...book])), {
    machine: new Set(books.flatMap(book => [...(book.machine ?? [])])),
  })
  const reading = speaker.reading(all)
  response.locals['speaker'] = reading
  return reading
}
