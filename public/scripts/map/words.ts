/** Says a sentence of the map in the page's language; `{{name}}` in it is replaced by a value. */
export type SayOnMap = (english: string, values?: Readonly<Record<string, string>>) => string

const locales: Readonly<Record<string, string>> = { en: 'en-GB', pt: 'pt-PT', ar: 'ar-u-nu-latn' }

/** The page's language as it writes figures and puts names in order. */
export function pageLocale(): string {
  const language = document.documentElement.lang || 'en'
  return locales[language] ?? language
}

/**
 * The words of one map. A page in another language hands them over with the figure, by their English.
 *
 * @param figure - the map's figure
 */
export function wordsOf(figure: HTMLElement): SayOnMap {
  const given = new Map(Object.entries(JSON.parse(figure.dataset['words'] ?? '{}') as Record<string, string>))
  return (english, values = {}) =>
    (given.get(english) ?? english).replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
    )
}
