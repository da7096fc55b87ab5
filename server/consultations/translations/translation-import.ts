import { longestTranslation, translationProblems } from './translation-check.ts'
import type { TranslatedRow, TranslationUnit } from './translation-file.ts'
import type { Translation } from './translation-repository.ts'

/** One thing that is wrong with a translator's file. */
export interface RowProblem {
  readonly row: number
  /** The beginning of the English sentence. */
  readonly source: string
  readonly problem: string
}

/** What a translator's file would change. */
export interface ReadTranslations {
  /** Everything that is wrong; while there is anything, nothing is taken. */
  readonly problems: readonly RowProblem[]
  /** Every sentence that is translated afterwards; those that the file leaves out stay. */
  readonly translations: readonly Translation[]
  readonly added: number
  readonly changed: number
  /** Rows without a translation. */
  readonly empty: number
  /** English sentences of the file that stand nowhere in the texts; they are left out. */
  readonly unknown: readonly string[]
}

const beginning = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

/**
 * Compares a translator's file with what can be translated.
 *
 * @param rows - the file's rows
 * @param units - every sentence of the council's texts
 * @param before - the translations in force
 * @param about - who translated, whether by machine where a row doesn't say, and when
 * @returns what is wrong, and what would be translated
 */
export function readTranslatedRows(
  rows: readonly TranslatedRow[],
  units: readonly TranslationUnit[],
  before: readonly Translation[],
  about: { readonly machine: boolean; readonly by: string; readonly at: Date },
): ReadTranslations {
  const known = new Set(units.map(({ source }) => source))
  const taken = new Map(before.map(one => [one.source, one]))
  const given = new Map<string, string>()
  const problems: RowProblem[] = []
  const unknown = new Set<string>()
  let [added, changed, empty] = [0, 0, 0]
  for (const { row, source, words, machine, problem } of rows) {
    const wrong = (sentence: string): void => {
      problems.push({ row, source: beginning(source), problem: sentence })
    }
    if (problem !== null) wrong(problem)
    else if (source === '') {
      if (words !== '') wrong('There is a translation without its English sentence.')
    } else if (!known.has(source)) unknown.add(beginning(source.slice(0, longestTranslation)))
    else if (words === '') empty += 1
    else if (given.has(source)) {
      if (given.get(source) !== words) wrong('The same sentence has another translation in an earlier row.')
    } else {
      given.set(source, words)
      translationProblems(source, words).forEach(wrong)
      const own = {
        source,
        words,
        machine: machine ?? about.machine,
        by: about.by,
        at: about.at.toISOString(),
      }
      const earlier = taken.get(source)
      if (earlier?.words === words && earlier.machine === own.machine) continue
      if (earlier) changed += 1
      else added += 1
      taken.set(source, own)
    }
  }
  return { problems, translations: [...taken.values()], added, changed, empty, unknown: [...unknown] }
}
