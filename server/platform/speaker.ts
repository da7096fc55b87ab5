import type { Response } from 'express'
import { format, type Format } from './format.ts'
import { escapeHtml, Said } from './said.ts'

/** Values that are put into a sentence, by the name that stands there in double braces. */
export type SaidValues = Readonly<Record<string, string | number>>

/** Translations of a council's own sentences into one language: sentence in English → translation. */
export type TranslationBook = ReadonlyMap<string, string>

/** Speaks to one visitor in their language; what has no translation is said in English and tagged as such. */
export interface Speaker {
  /** BCP 47, such as `pl`. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** Figures, dates and money in that language. */
  readonly format: Format
  /**
   * Says an English sentence; `{{name}}` in it is replaced by a value, and `count` chooses the plural.
   * A template writes the answer by `<%= … %>`; not in an attribute.
   */
  say(english: string, values?: SaidValues): Said
  /** The same as plain text, for titles, attributes and CSV. */
  plain(english: string, values?: SaidValues): string
  /** The same visitor, with the council's own texts translated too. */
  reading(book: TranslationBook): Speaker
}

const fill = (sentence: string, values: SaidValues): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole))

/** Speaks English. */
export const english: Speaker = {
  language: 'en',
  direction: 'ltr',
  format,
  say: (sentence, values = {}) => {
    const text = fill(sentence, values)
    return new Said(text, 'en', escapeHtml(text))
  },
  plain: (sentence, values = {}) => fill(sentence, values),
  reading: () => english,
}

/**
 * Who speaks to the visitor of this request.
 *
 * @param response - the answer to the visitor
 * @returns the speaker that the application chose; English where it chose none
 */
export function speakerOf(response: Response): Speaker {
  return (response.locals['speaker'] as Speaker | undefined) ?? english
}
