import i18next from 'i18next'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { languages } from './languages.ts'
import { projectRoot } from './paths.ts'

/** Who translated a sentence. */
export type Translator = 'machine' | 'person'

/** A sentence in another language, before values are put in. */
export interface Translated {
  readonly words: string
  readonly by: Translator
}

const entry = z.union([z.string(), z.object({ words: z.string(), by: z.enum(['machine', 'person']) })])

/** A file of `data/languages`: English sentence → its translation, plural forms under `sentence_few` and its like. */
const catalogueFile = z.object({
  language: z.string(),
  /** Who translated the sentences that don't say so themselves. */
  by: z.enum(['machine', 'person']),
  sentences: z.record(z.string(), entry),
})

/** Every sentence of one language as its file has it: key (with a plural's ending) → words and translator. */
export type Catalogue = ReadonlyMap<string, Translated>

const pluralEnding = /_(?:zero|one|two|few|many|other)$/

/**
 * The English sentence that a key of a catalogue translates.
 *
 * @param key - such as `{{count}} answers_few`
 * @returns the sentence without the plural's ending
 */
export function sentenceOf(key: string): string {
  return key.includes('{{count}}') ? key.replace(pluralEnding, '') : key
}

/**
 * Reads a catalogue from its file.
 *
 * @param code - the language
 * @param folder - where the catalogues are
 * @returns its sentences
 */
export function readCatalogue(code: string, folder = path.join(projectRoot, 'data', 'languages')): Catalogue {
  const file = catalogueFile.parse(JSON.parse(readFileSync(path.join(folder, `${code}.json`), 'utf8')))
  if (file.language !== code) throw new Error(`${code}.json says that it is “${file.language}”.`)
  return new Map(
    Object.entries(file.sentences).map(([key, given]) => [
      key,
      typeof given === 'string' ? { words: given, by: file.by } : given,
    ]),
  )
}

// All are read once, when the program starts.
const catalogues = new Map(languages.map(({ code }) => [code, readCatalogue(code)]))

// A locale without what it says about figures: plurals are those of pt-PT, not of pt.
const tagOf = (locale: string): string => locale.replace(/-u-.*/, '')

/** The library that knows each language's plurals and which languages a browser's wishes match. */
export const translations = i18next.createInstance()
await translations.init({
  lng: 'en',
  fallbackLng: false,
  supportedLngs: languages.flatMap(({ code, locale }) => [code, tagOf(locale)]),
  nonExplicitSupportedLngs: true,
  load: 'currentOnly',
  // An English sentence is the key: its full stops and colons part nothing.
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: Object.fromEntries(
    languages.map(({ code, locale }) => [
      tagOf(locale),
      {
        translation: Object.fromEntries(
          [...(catalogues.get(code) ?? [])].map(([key, { words }]) => [key, words]),
        ),
      },
    ]),
  ),
})

interface Sentence {
  readonly by: Translator
  /** Words by plural rule; under '' for a sentence that counts nothing. */
  readonly words: Map<string, string>
}

interface Spoken {
  readonly tag: string
  readonly plural: Intl.PluralRules
  readonly sentences: ReadonlyMap<string, Sentence>
}

const spoken = new Map<string, Spoken>(
  languages.map(({ code, locale }) => {
    const sentences = new Map<string, Sentence>()
    for (const [key, { by }] of catalogues.get(code) ?? []) {
      const english = sentenceOf(key)
      const before = sentences.get(english)
      // One form from a machine makes the sentence a machine's.
      sentences.set(english, { by: before?.by === 'machine' ? 'machine' : by, words: new Map() })
    }
    return [code, { tag: tagOf(locale), plural: new Intl.PluralRules(tagOf(locale)), sentences }]
  }),
)

/**
 * What a catalogue has for a sentence. The library is asked once for each plural rule; later its answer is kept.
 *
 * @param code - the language
 * @param english - the sentence
 * @param count - the value of `count`, for the plural
 * @returns words whose values are not yet put in; null when it is not translated
 */
export function translationOf(code: string, english: string, count?: string | number): Translated | null {
  const language = spoken.get(code)
  const sentence = language?.sentences.get(english)
  if (!language || !sentence) return null
  const rule = typeof count === 'number' ? language.plural.select(count) : ''
  let words = sentence.words.get(rule)
  if (words === undefined) {
    words = translations.t(english, {
      lng: language.tag,
      skipInterpolation: true,
      ...(typeof count === 'number' ? { count } : {}),
    })
    sentence.words.set(rule, words)
  }
  return { words, by: sentence.by }
}

/**
 * The words of a sentence for each plural rule of a language, for a script that counts in the browser.
 *
 * @param code - the language
 * @param english - the sentence
 * @returns rule → words with `{{count}}` in them; null when it is not translated
 */
export function pluralForms(code: string, english: string): Readonly<Record<string, string>> | null {
  const catalogue = catalogues.get(code)
  if (!catalogue || !spoken.get(code)?.sentences.has(english)) return null
  const forms: Record<string, string> = {}
  for (const [key, { words }] of catalogue) {
    if (sentenceOf(key) === english) forms[key === english ? 'other' : key.slice(english.length + 1)] = words
  }
  return forms
}
