/** Words that a page shows, in the language in which they are known. */
export class Said {
  /** The words alone, for a title or an attribute. */
  readonly text: string
  /** Language of the words, which is not always that of the page. */
  readonly language: string
  /** The words as HTML: escaped, and tagged with their language where it is not the page's. */
  readonly html: string

  /**
   * Words in a language.
   *
   * @param text - the words
   * @param language - their language
   * @param html - the same, escaped and tagged
   */
  constructor(text: string, language: string, html: string) {
    this.text = text
    this.language = language
    this.html = html
  }

  /**
   * The words alone.
   *
   * @returns the text
   */
  toString(): string {
    return this.text
  }
}

const special = /[&<>"']/

/**
 * Escapes text for HTML.
 *
 * @param text - any text
 * @returns the same, safe between tags and in quoted attributes
 */
export function escapeHtml(text: string): string {
  // Most of what a page writes holds none of them.
  if (!special.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')
}

/**
 * What templates write by `<%= … %>`: everything is escaped, and words that were said keep their tag.
 *
 * @param value - anything that a template writes
 * @returns HTML
 */
export function writeSafely(value: unknown): string {
  if (value instanceof Said) return value.html
  return value === undefined || value === null ? '' : escapeHtml((value as { toString(): string }).toString())
}
