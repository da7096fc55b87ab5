/** A language that public pages speak. */
export interface Language {
  /** BCP 47, such as `pl`; the name of its catalogue in `data/languages`. */
  readonly code: string
  /** What its speakers call it. */
  readonly name: string
  /** What staff call it. */
  readonly englishName: string
  readonly direction: 'ltr' | 'rtl'
  /** Locale for dates and figures. */
  readonly locale: string
}

/** The languages of the public pages, in the order in which they are offered. */
export const languages: readonly Language[] = [
  { code: 'en', name: 'English', englishName: 'English', direction: 'ltr', locale: 'en-GB' },
  { code: 'pl', name: 'Polski', englishName: 'Polish', direction: 'ltr', locale: 'pl' },
  { code: 'lt', name: 'Lietuvių', englishName: 'Lithuanian', direction: 'ltr', locale: 'lt' },
  { code: 'ro', name: 'Română', englishName: 'Romanian', direction: 'ltr', locale: 'ro' },
  { code: 'pt', name: 'Português', englishName: 'Portuguese', direction: 'ltr', locale: 'pt-PT' },
  // Figures as they stand on British signs, in postcodes and on forms: 1 2 3.
  { code: 'ar', name: 'العربية', englishName: 'Arabic', direction: 'rtl', locale: 'ar-u-nu-latn' },
]

/** The languages into which the English of the pages is translated. */
export const translatedLanguages: readonly Language[] = languages.filter(({ code }) => code !== 'en')

/**
 * A language by its code.
 *
 * @param code - such as `pl` or `pl-PL`
 * @returns the language; null when pages don't speak it
 */
export function languageOf(code: string): Language | null {
  const own = code.toLowerCase().split('-')[0]
  return languages.find(language => language.code === own) ?? null
}
