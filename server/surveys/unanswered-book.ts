import { pipedText } from '../model/survey.ts'
import { sentenceKey } from '../platform/sentences.ts'
import type { TranslationBook } from '../platform/speaker.ts'

// A consultation's book is kept in memory as long as it is in force; so is what is made of it.
const known = new WeakMap<TranslationBook, TranslationBook>()

/**
 * A council's translations with its questions as paper and findings have them: without earlier answers in them.
 *
 * @param book - the translations of a consultation
 * @returns the same, and those
 */
export function unansweredBook(book: TranslationBook): TranslationBook {
  let own = known.get(book)
  if (own === undefined) {
    const plain = (text: string): string => sentenceKey(pipedText(text, { questions: [], answers: [] }))
    const piped = [...book].filter(([source]) => source.includes('{{'))
    own = Object.assign(
      new Map([...book, ...piped.map(([source, words]): [string, string] => [plain(source), plain(words)])]),
      {
        machine: new Set([
          ...(book.machine ?? []),
          ...piped.filter(([source]) => book.machine?.has(source)).map(([source]) => plain(source)),
        ]),
      },
    )
    known.set(book, own)
  }
  return own
}
