import { placeholdersOf } from '../../platform/sentences.ts'

/** The longest translation of a sentence, in characters. */
export const longestTranslation = 5000

// Controls that hide or reorder text: bidirectional overrides and isolates, tags, invisible separators. Arabic and
// others need the joiners and the marks of direction, so those may stay.
const hidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u
const markup = /[<>]|&(?:#\d+|#x[\da-f]+|[a-z]+);/i
const scripts = /(?:javascript|vbscript|data|file|blob)\s*:/i
const endings = 'com|org|net|info|uk|eu|pl|lt|ro|pt|gov|edu|app|online|xyz|biz|example'
const addresses = new RegExp(
  `(?:https?://|www\\.)[^\\s)\\]”"'»]+|[^\\s@<>()]+@[^\\s@<>()]+\\.[a-z]{2,}|[\\p{L}\\d-]+\\.(?:${endings})(?![\\p{L}\\d])[^\\s)\\]”"'»,;]*`,
  'giu',
)
// In the figures of any script, with joiners and marks of direction between them too.
const longFigures = /\+?\p{Nd}[\p{Nd}\s().\u200c-\u200f\u061c-]{5,}\p{Nd}/gu
const formula = /^[＝＋－＠=+\-@|%]/

const found = (text: string, pattern: RegExp): Set<string> =>
  new Set((text.match(pattern) ?? []).map(one => one.replace(/[.,;:!?]+$/, '').toLowerCase()))
// The figures of each script stand in a row, from its nought on.
function figureOf(digit: string): string {
  let [code, value] = [digit.codePointAt(0) ?? 0, 0]
  while (/\p{Nd}/u.test(String.fromCodePoint(code - 1)) && value < 9) [code, value] = [code - 1, value + 1]
  return String(value)
}
const digits = (text: string): Set<string> =>
  new Set((text.match(longFigures) ?? []).map(one => (one.match(/\p{Nd}/gu) ?? []).map(figureOf).join('')))

/**
 * What is wrong with the translation of a sentence: whatever a translation has no need of, and what the public could be
 * misled by.
 *
 * @param source - the sentence in English
 * @param words - its translation
 * @returns sentences for the member of staff who brings it in; empty when it can be used
 */
export function translationProblems(source: string, words: string): string[] {
  const problems: string[] = []
  if (words.length > longestTranslation || words.length > source.length * 4 + 200) {
    return ['It is far longer than the English.']
  }
  if (hidden.test(words)) problems.push('It holds hidden characters, such as those that turn text around.')
  if (/\p{Surrogate}|\ufffd/u.test(words))
    problems.push('It holds broken characters: the file was saved in another encoding.')
  if (markup.test(words) && !markup.test(source)) problems.push('It holds markup, such as < or >.')
  if (scripts.test(words) && !scripts.test(source)) problems.push('It holds an address that runs a program.')
  if (formula.test(words) && !formula.test(source)) problems.push('It begins like a spreadsheet’s formula.')
  const named = [placeholdersOf(source).join(), placeholdersOf(words).join()]
  const loose =
    words.replace(/\{\{[^{}]*\}\}/g, '').includes('{{') || words.replace(/\{\{[^{}]*\}\}/g, '').includes('}}')
  if (named[0] !== named[1] || loose) {
    problems.push(
      named[0] === ''
        ? 'It has double braces, which the English has not.'
        : `What stands in double braces must be the same as in English: ${placeholdersOf(source).join(' ')}`,
    )
  }
  const known = found(source, addresses)
  if ([...found(words, addresses)].some(address => !known.has(address))) {
    problems.push('It has a web or email address that the English has not.')
  }
  const figures = digits(source)
  if ([...digits(words)].some(figure => !figures.has(figure))) {
    problems.push('It has a long number, such as a phone number, that the English has not.')
  }
  return problems
}
