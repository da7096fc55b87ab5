import type { Response } from 'express'
import { pluralForms, translationOf, type Translated, type Translator } from './catalogues.ts'
import { formatIn } from './format-in.ts'
import type { Format } from './format.ts'
import { languageOf, type Language } from './languages.ts'
import { escapeHtml, Said } from './said.ts'
import { sentenceKey, sentencesOf } from './sentences.ts'

/**
 * Values that are put into a sentence, by the name that stands there in double braces. Words that were said themselves
 * keep the tag of their language.
 */
export type SaidValues = Readonly<Record<string, string | number | Said>>

/**
 * Translations of a council's own sentences into one language: sentence in English (as `sentenceKey` writes it) →
 * translation. `machine` holds the sentences that a machine translated and nobody has checked.
 */
export type TranslationBook = ReadonlyMap<string, string> & {
  readonly machine?: ReadonlySet<string>
}

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
  readonly say: (english: string, values?: SaidValues) => Said
  /** The same as plain text, for titles, attributes and CSV. */
  readonly plain: (english: string, values?: SaidValues) => string
  /**
   * The same visitor, with the council's own texts translated too.
   * `patterns` are sentences of the catalogue that those texts hold with a value already in them.
   */
  reading(book: TranslationBook, patterns?: readonly string[]): Speaker
  /** The words of a counting sentence by plural rule, for a script; null where it is said in English. */
  forms(english: string): Readonly<Record<string, string>> | null
  /** Whether anything that was said so far was translated by a machine and not checked. */
  usedMachine(): boolean
}

const english = languageOf('en') as Language
const placeholder = /\{\{(\w+)\}\}/g
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/

// A count is written as the language writes figures; other values come as they shall stand.
function written(name: string, value: string | number | Said, language: Language): string {
  return name === 'count' && typeof value === 'number' ? formatIn(language).number(value) : String(value)
}

function fill(
  words: string,
  values: SaidValues,
  language: Language,
  put: (value: string, given: string | number | Said) => string,
): string {
  if (!words.includes('{{')) return words
  return words.replace(placeholder, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined ? whole : put(written(name, value, language), value)
  })
}

// Text of the other direction must not carry the full stop or the brackets around it away.
const needsIsolation = (value: string, language: Language): boolean =>
  language.direction === 'rtl' ? /\S/.test(value) : rightToLeft.test(value)

function textOf(words: string, values: SaidValues, language: Language): string {
  return fill(words, values, language, value =>
    needsIsolation(value, language) ? `\u2068${value}\u2069` : value,
  )
}

function htmlOf(words: string, values: SaidValues, language: Language): string {
  return fill(escapeHtml(words), values, language, (value, given) => {
    const html = given instanceof Said ? given.html : escapeHtml(value)
    return needsIsolation(value, language) ? `<bdi>${html}</bdi>` : html
  })
}

const noValues: SaidValues = {}

const countIn = ({ count }: SaidValues): string | number | undefined =>
  count instanceof Said ? count.text : count

/** Sentences that stand as they are, which most are. Councils' texts are among them: it begins anew when it is full. */
const saidInEnglish = new Map<string, Said>()
const mostSaid = 5000

function inEnglish(sentence: string, values: SaidValues): Said {
  if (values !== noValues) return putInEnglish(sentence, values)
  const known = saidInEnglish.get(sentence)
  if (known) return known
  const said = putInEnglish(sentence, values)
  if (saidInEnglish.size >= mostSaid) saidInEnglish.clear()
  saidInEnglish.set(sentence, said)
  return said
}

function putInEnglish(sentence: string, values: SaidValues): Said {
  const words = translationOf('en', sentence, countIn(values))?.words ?? sentence
  return new Said(textOf(words, values, english), 'en', htmlOf(words, values, english))
}

// Figures, dashes and the like are of no language.
const anyWord = /\p{Letter}/u

function asEnglish(said: Said, page: Language): Said {
  if (!anyWord.test(said.text)) return new Said(said.text, page.code, said.html)
  return new Said(said.text, 'en', `<span lang="en" dir="ltr">${said.html}</span>`)
}

/** What was said is remembered for as long as the page is made, so that the page can say how it was translated. */
interface Heard {
  machine: boolean
}

const sameEachTime = new Map<string, Map<string, { said: Said; by: Translator }>>()

function sayFromCatalogue(
  language: Language,
  heard: Heard,
  sentence: string,
  values: SaidValues | undefined,
): Said | null {
  const own = sameEachTime.get(language.code) ?? new Map<string, { said: Said; by: Translator }>()
  if (values === undefined) {
    const known = own.get(sentence)
    if (known) {
      if (known.by === 'machine') heard.machine = true
      return known.said
    }
  }
  const translated = translationOf(language.code, sentence, values && countIn(values))
  if (!translated) return null
  if (translated.by === 'machine') heard.machine = true
  const said = saidOf(language, translated, values ?? noValues)
  if (values === undefined) sameEachTime.set(language.code, own.set(sentence, { said, by: translated.by }))
  return said
}

function saidOf(language: Language, { words }: Translated, values: SaidValues): Said {
  return new Said(textOf(words, values, language), language.code, htmlOf(words, values, language))
}

const patternsSeen = new Map<string, { readonly name: string; readonly shape: RegExp }>()

// “Children’s centres in Fen Edge” is “Children’s centres in {{district}}” with a name in it.
function sayByPattern(
  language: Language,
  heard: Heard,
  patterns: readonly string[],
  sentence: string,
): Said | null {
  for (const pattern of patterns) {
    let seen = patternsSeen.get(pattern)
    if (!seen) {
      const [before = '', name = '', after = ''] = pattern.split(/\{\{(\w+)\}\}/)
      const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      seen = { name, shape: new RegExp(`^${literally(before)}(.{1,200})${literally(after)}$`) }
      patternsSeen.set(pattern, seen)
    }
    const value = seen.shape.exec(sentence)?.[1]
    if (value !== undefined) return sayFromCatalogue(language, heard, pattern, { [seen.name]: value })
  }
  return null
}

function sayFromBook(
  language: Language,
  heard: Heard,
  book: TranslationBook,
  patterns: readonly string[],
  text: string,
  values: SaidValues,
): Said | null {
  const find = (sentence: string): Said | null => {
    const key = sentenceKey(sentence)
    const words = book.get(key)
    if (words !== undefined) {
      if (book.machine?.has(key) === true) heard.machine = true
      return saidOf(language, { words, by: 'person' }, values)
    }
    return (
      sayFromCatalogue(language, heard, key, values === noValues ? undefined : values) ??
      sayByPattern(language, heard, patterns, key)
    )
  }
  const whole = find(text)
  if (whole) return whole
  const sentences = sentencesOf(text)
  if (sentences.length < 2) return null
  // English sentences that follow one another are one run, so that they stand in order in a page from right to left.
  const runs: { said: Said; after: string }[] = []
  for (const sentence of sentences) {
    const own = find(sentence)
    const [after = ''] = /\s*$/.exec(sentence) ?? []
    const said = own ?? inEnglish(sentence.trim(), values)
    const last = runs.at(-1)
    if (own === null && last?.said.language === 'en') {
      const before = last.said
      runs[runs.length - 1] = {
        said: new Said(before.text + last.after + said.text, 'en', before.html + last.after + said.html),
        after,
      }
    } else runs.push({ said, after })
  }
  const pieces = runs.map(({ said, after }) => ({
    said: said.language === 'en' ? asEnglish(said, language) : said,
    after,
  }))
  return new Said(
    pieces.map(({ said, after }) => said.text + after).join(''),
    pieces.every(({ said }) => said.language === 'en') ? 'en' : language.code,
    pieces.map(({ said, after }) => said.html + after).join(''),
  )
}

function makeSpeaker(
  language: Language,
  heard: Heard,
  book: TranslationBook | null,
  patterns: readonly string[],
): Speaker {
  const say = (sentence: string, values?: SaidValues): Said => {
    const own =
      book && sentence !== ''
        ? sayFromBook(language, heard, book, patterns, sentence, values ?? noValues)
        : null
    return (
      own ??
      sayFromCatalogue(language, heard, sentence, values) ??
      asEnglish(inEnglish(sentence, values ?? noValues), language)
    )
  }
  return {
    language: language.code,
    direction: language.direction,
    format: formatIn(language),
    say,
    plain: (sentence, values) => say(sentence, values).text,
    reading: (another, known = []) => makeSpeaker(language, heard, another, known),
    forms: sentence => pluralForms(language.code, sentence),
    usedMachine: () => heard.machine,
  }
}

/** Speaks English. */
const speaksEnglish: Speaker = {
  language: 'en',
  direction: 'ltr',
  format: formatIn(english),
  say: (sentence, values = noValues) => inEnglish(sentence, values),
  plain: (sentence, values = noValues) => inEnglish(sentence, values).text,
  reading: () => speaksEnglish,
  forms: () => null,
  usedMachine: () => false,
}
export { speaksEnglish as english }

/**
 * Somebody to speak to one visitor, for one page.
 *
 * @param code - the visitor's language
 * @returns the speaker; English for a language that pages don't speak
 */
export function speakerIn(code: string): Speaker {
  const language = languageOf(code)
  return language === null || language.code === 'en'
    ? speaksEnglish
    : makeSpeaker(language, { machine: false }, null, [])
}

/**
 * Who speaks to the visitor of this request.
 *
 * @param response - the answer to the visitor
 * @returns the speaker that the application chose; English where it chose none
 */
export function speakerOf(response: Response): Speaker {
  return (response.locals['speaker'] as Speaker | undefined) ?? speaksEnglish
}
