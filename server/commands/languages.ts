import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { readCatalogue, sentenceOf, type Translated } from '../platform/catalogues.ts'
import { format } from '../platform/format.ts'
import { translatedLanguages, type Language } from '../platform/languages.ts'
import { projectRoot } from '../platform/paths.ts'
import { placeholdersOf } from '../platform/sentences.ts'
import { saidSentences, textsInSources } from './said-sentences.ts'

const folder = path.join(projectRoot, 'data', 'languages')

const handedIn = z.object({
  language: z.string(),
  by: z.enum(['machine', 'person']),
  sentences: z.record(z.string(), z.string()),
})

/**
 * The keys under which a catalogue keeps a sentence.
 *
 * @param english - the sentence
 * @param language - the catalogue's language
 * @returns the sentence itself, or with each plural's ending where it counts
 */
function keysOf(english: string, language: Language): string[] {
  if (!english.includes('{{count}}')) return [english]
  const rules = new Intl.PluralRules(language.locale.replace(/-u-.*/, '')).resolvedOptions().pluralCategories
  return rules.map(rule => `${english}_${rule}`)
}

function writeCatalogue(language: Language, sentences: ReadonlyMap<string, Translated>): void {
  const ordered = [...sentences].sort(([a], [b]) => (a < b ? -1 : 1))
  const file = {
    language: language.code,
    by: 'machine',
    sentences: Object.fromEntries(
      ordered.map(([key, { words, by }]) => [key, by === 'machine' ? words : { words, by }]),
    ),
  }
  writeFileSync(path.join(folder, `${language.code}.json`), `${JSON.stringify(file, null, 2)}\n`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Prints how much of the pages each language has, and writes what is missing for its translators. */
function showCoverage(): number {
  const said = saidSentences()
  say(`${said.length} sentences of public pages`)
  mkdirSync(path.join(folder, 'missing'), { recursive: true })
  for (const language of translatedLanguages) {
    const catalogue = readCatalogue(language.code)
    const needed = said.flatMap(({ english }) => keysOf(english, language))
    const missing = needed.filter(key => !catalogue.has(key))
    const byPerson = needed.filter(key => catalogue.get(key)?.by === 'person').length
    const file = path.join(folder, 'missing', `${language.code}.json`)
    const empty = Object.fromEntries(missing.map(key => [key, '']))
    writeFileSync(
      file,
      `${JSON.stringify({ language: language.code, by: 'person', sentences: empty }, null, 2)}\n`,
    )
    const share = Math.floor((100 * (needed.length - missing.length)) / needed.length)
    say(
      `${language.englishName}: ${share}%, ${missing.length} missing, ${byPerson} checked by a person → ${path.relative(projectRoot, file)}`,
    )
  }
  const english = readCatalogue('en')
  const uncounted = said.filter(
    one => one.english.includes('{{count}}') && !english.has(`${one.english}_one`),
  )
  for (const one of uncounted) say(`English says nothing for a count of one: ${one.english}`)
  return 0
}

/** Takes what a translator filled in into the catalogue of its language; all of it, or nothing. */
function take(file: string): number {
  const given = handedIn.parse(JSON.parse(readFileSync(file, 'utf8')))
  const language = translatedLanguages.find(({ code }) => code === given.language)
  if (!language) {
    say(`Pages don’t speak “${given.language}”.`)
    return 1
  }
  const known = new Set(saidSentences().flatMap(({ english }) => keysOf(english, language)))
  const filled = Object.entries(given.sentences).filter(([, words]) => words.trim() !== '')
  const problems = filled.flatMap(([key, words]) => [
    ...(known.has(key) ? [] : [`No page says: ${key}`]),
    ...(samePlaceholders(key, words) ? [] : [`Other braces than the English: ${key}`]),
    ...(/[<>\u202a-\u202e\u2066-\u2069]/.test(words) ? [`Markup or hidden controls: ${key}`] : []),
  ])
  if (problems.length > 0) {
    for (const problem of problems) say(problem)
    return 1
  }
  const catalogue = new Map(readCatalogue(language.code))
  for (const [key, words] of filled) catalogue.set(key, { words: words.trim(), by: given.by })
  writeCatalogue(language, catalogue)
  say(`${format.count(filled.length, 'sentence')} taken into ${language.englishName}`)
  return 0
}

// A form for one or two may do without the figure.
function samePlaceholders(key: string, words: string): boolean {
  const wanted = placeholdersOf(sentenceOf(key))
  const found = placeholdersOf(words)
  const without = (names: string[]): string => names.filter(name => name !== '{{count}}').join()
  return /_(?:zero|one|two)$/.test(key) ? without(wanted) === without(found) : wanted.join() === found.join()
}

/** Leaves out of the catalogues what no page says any more. */
function tidy(): number {
  const inSources = textsInSources()
  for (const language of translatedLanguages) {
    const all = [...readCatalogue(language.code)]
    const used = all.filter(([key]) => inSources.has(sentenceOf(key)))
    for (const [key] of all) if (!inSources.has(sentenceOf(key))) say(`${language.code}: ${key}`)
    writeCatalogue(language, new Map(used))
  }
  return 0
}

const [command, file] = process.argv.slice(2)
if (command === 'tidy') process.exitCode = tidy()
else process.exitCode = command === 'take' && file !== undefined ? take(file) : showCoverage()
