import { recordAction, type Actor } from '../accounts/index.ts'
import {
  findConsultation,
  listTranslations,
  logChange,
  readTranslatedRows,
  storeTranslations,
  type Consultation,
  type ReadTranslations,
  type TranslatedRow,
} from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { languageOf, type Language } from '../platform/languages.ts'
import { translationUnits, type LaterTexts } from './translation-units-service.ts'

/** Who translated and who brings it in. */
export interface AboutTranslations {
  readonly fileName: string
  /** Whether a machine translated the rows that don't say. */
  readonly machine: boolean
  /** The translator, in words; '' when it is not said. */
  readonly translator: string
  /** Why translations that the public reads change; '' before. */
  readonly reason: string
  readonly at: Date
}

/**
 * Takes what a translator handed in: all of it, or nothing while anything is wrong. After publication the change stands
 * in the public log, with the hashes of what was and what is.
 *
 * @param db - the database, or a transaction
 * @param consultation - the consultation
 * @param language - of the translations
 * @param rows - the file's rows
 * @param about - who, why and when
 * @param by - who brings it in
 * @param later - texts that later rooms keep
 * @returns the report
 */
export async function takeTranslations(
  db: Db,
  consultation: Consultation,
  language: Language,
  rows: readonly TranslatedRow[],
  about: AboutTranslations,
  by: Actor,
  later?: LaterTexts,
): Promise<ReadTranslations> {
  const { at } = about
  return inTransaction(db, async tx => {
    const read = readTranslatedRows(
      rows,
      await translationUnits(tx, consultation, language.code, later),
      await listTranslations(tx, consultation.id, language.code),
      { machine: about.machine, by: about.translator, at },
    )
    if (read.problems.length > 0 || read.added + read.changed === 0) return read
    const stored = await storeTranslations(tx, consultation.id, language.code, read.translations, {
      fileName: about.fileName,
      reason: about.reason,
      by: by.name,
      at,
    })
    if (stored === null) return read
    await logChange(tx, consultation.id, {
      kind: 'translation',
      summary:
        stored.before === null
          ? `A translation into ${language.englishName} was added.`
          : `The translation into ${language.englishName} was changed.`,
      reason: about.reason,
      at,
      beforeHash: stored.before,
      afterHash: stored.hash,
    })
    await recordAction(tx, by, {
      action: 'consultation.translated',
      consultation: consultation.id,
      summary: `Took version ${stored.version} of the ${language.englishName} translations of ${consultation.name}: ${read.added} new, ${read.changed} changed`,
      at,
    })
    return read
  })
}

/**
 * Takes translations by a machine that a program brings along, such as the demonstration's.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param translations - language → English sentence → translation
 * @param by - who brings them in
 * @param at - the moment
 * @param later - texts that later rooms keep
 * @returns the sentences that stand in no text, by language
 * @throws {Error} when one of them could not be taken from a translator either
 */
export async function importTranslations(
  db: Db,
  consultationId: string,
  translations: Readonly<Record<string, Readonly<Record<string, string>>>>,
  by: Actor,
  at: Date,
  later?: LaterTexts,
): Promise<Record<string, readonly string[]>> {
  const consultation = await findConsultation(db, consultationId)
  if (consultation === null) throw new Error('There is no such consultation.')
  const unknown: Record<string, readonly string[]> = {}
  for (const [code, sentences] of Object.entries(translations)) {
    const language = languageOf(code)
    if (language === null) throw new Error(`Pages don’t speak ${code}.`)
    const rows = Object.entries(sentences).map(([source, words], index) => ({
      row: index + 1,
      source,
      words,
      machine: true,
      problem: null,
    }))
    const about = { fileName: `${code}.json`, machine: true, translator: '', reason: '', at }
    const report = await takeTranslations(db, consultation, language, rows, about, by, later)
    const [wrong] = report.problems
    if (wrong) throw new Error(`${code}: ${wrong.source}: ${wrong.problem}`)
    unknown[code] = report.unknown
  }
  return unknown
}
