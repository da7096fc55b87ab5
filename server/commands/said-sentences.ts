import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { CRITERIA } from '../model/criteria.ts'
import { AGREEMENT_OPTIONS, RESPONSE_BANDS } from '../model/survey.ts'
import { projectRoot } from '../platform/paths.ts'
import { standardSurvey } from '../surveys/standard-survey.ts'

/** An English sentence that a public page may say, and where it stands. */
export interface SaidSentence {
  readonly english: string
  /** Files, from the project's root; for translators. */
  readonly places: readonly string[]
}

// What says something to the public. Pages of staff speak English only.
// In the order in which they matter to somebody who answers; what stands in two is found once.
const folders = [
  'views/layouts',
  'views/surveys',
  'server/surveys',
  'views/parts',
  'views/errors',
  'server/platform',
  'views/consultations',
  'server/consultations',
  'views/taking-part',
  'views/statements',
  'views',
  'server/accounts',
]
const singleFiles = [
  'server/model/survey/answers.ts',
  'server/model/survey/bands.ts',
  'server/model/survey/definition.ts',
  // Staff read findings too, in English: these are the ones that the public reads.
  'server/findings/agreement-page.ts',
  'server/findings/answer-notes.ts',
  'server/findings/findings.ts',
  'server/findings/build-findings.ts',
  'server/findings/findings-page.ts',
  'server/findings/findings-rows.ts',
  'server/findings/findings-words-page.ts',
  'server/findings/measure-tables.ts',
  'server/findings/number-bands.ts',
  'server/findings/profile-tables.ts',
  'server/findings/public-answers.ts',
  'server/findings/public-findings-routes.ts',
  'server/findings/question-tables.ts',
  'server/paper/print-page.ts',
  'server/paper/preview-routes.ts',
]
// Of these calls every text in the arguments is said: in the page's language, at once or later.
const sayingCalls = /(?<![\w$])(?:say|plain|tell|forms|sayLater)\s*\(/g
// And of these, in what is not for staff alone.
const tellingCalls =
  /(?<![\w$])(?:notFound|AppError|redirectWithNotice|requiredText|emailAddress|oneOf|mistake|fail|fieldError|sentence|problem|wrong)\s*\(/g
const forStaff =
  /(?:^|\/)(?:manage|moderation|import|publi(?:sh|cation-service)|(?:consultation|option|session|document|record|correction)-forms|file-permission|question-service|dates-service|builder\/|translation|outbox|mail|accounts|audit|assets|jobs?-|tables\/|documents\/check|uploads|worker|receive|integer)/

function filesIn(folder: string): string[] {
  return readdirSync(path.join(projectRoot, folder), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.(?:ejs|ts)$/.test(entry.name))
    .map(entry => path.relative(projectRoot, path.join(entry.parentPath, entry.name)))
    .sort()
}

/** A text between quotes, where it begins and ends in its source. */
interface Literal {
  readonly text: string
  readonly start: number
  readonly end: number
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' }

function literalAt(source: string, start: number): Literal | null {
  const quote = source[start]
  if (quote !== "'" && quote !== '"' && quote !== '`') return null
  let text = ''
  for (let at = start + 1; at < source.length; at += 1) {
    const letter = source.charAt(at)
    if (letter === '\\') {
      at += 1
      text += escapes[source.charAt(at)] ?? source.charAt(at)
    } else if (letter === quote) return { text, start, end: at }
    else if (letter === '\n' && quote !== '`') return null
    else text += letter
  }
  return null
}

// The texts in the first argument of a call (or in all of them); pieces that are joined by + are one text.
function textsOfCall(source: string, open: number, all: boolean): string[] {
  const texts: string[] = []
  let depth = 1
  let joined = false
  for (let at = open; at < source.length && depth > 0; at += 1) {
    const letter = source.charAt(at)
    const literal = literalAt(source, at)
    if (literal) {
      // A key in brackets or a comparison is no sentence, but does no harm: sentences are looked up by all of them.
      if (joined && texts.length > 0) texts.push((texts.pop() ?? '') + literal.text)
      else if (!literal.text.includes('${')) texts.push(literal.text)
      at = literal.end
      joined = false
      continue
    }
    if (letter === '(' || letter === '[' || letter === '{') depth += 1
    else if (letter === ')' || letter === ']' || letter === '}') depth -= 1
    else if (letter === ',' && depth === 1 && !all) break
    if (letter === '+') joined = true
    else if (!/\s/.test(letter)) joined = false
  }
  return texts
}

/**
 * The texts that a source says.
 *
 * @param source - a template or a program
 * @param calls - a global pattern that ends with a call's opening bracket
 * @param all - whether other arguments than the first are read too
 * @returns texts as they stand
 */
export function textsSaid(source: string, calls: RegExp = sayingCalls, all = false): string[] {
  return [...source.matchAll(calls)].flatMap(call => textsOfCall(source, call.index + call[0].length, all))
}

// A sentence begins with a capital or a figure, or has several words; what does not is a name in the program.
const looksSaid = (text: string): boolean =>
  /\p{Letter}/u.test(text) &&
  (/^[\p{Lu}\d{“‘]/u.test(text) || /\s/.test(text.trim())) &&
  !text.startsWith('/')

function standardSentences(): string[] {
  const survey = standardSurvey({ code: '', name: '{{district}}' }, [
    { id: '', title: '', whatIsLost: '', whatChanges: '' },
  ])
  const pages = [...survey.pages, ...survey.equality]
  return [
    survey.title,
    ...pages.flatMap(page => [
      page.title,
      page.introduction ?? '',
      ...page.questions.flatMap(question => [
        question.text,
        question.hint ?? '',
        ...(question.options ?? []).map(({ text }) => text),
      ]),
    ]),
    'Other',
    ...AGREEMENT_OPTIONS.map(({ text }) => text),
    ...CRITERIA.flatMap(({ name, levels }) => [name, ...levels]),
    ...RESPONSE_BANDS.map(({ text }) => text),
  ].filter(text => looksSaid(text))
}

/**
 * Every sentence that public pages say and that is the product's own: in templates, errors, and the standard survey.
 *
 * @returns each once, by the first place where it stands
 */
export function saidSentences(): SaidSentence[] {
  const found = new Map<string, Set<string>>()
  const add = (text: string, place: string): void => {
    if (!looksSaid(text)) return
    found.set(text, (found.get(text) ?? new Set()).add(place))
  }
  for (const file of [...folders.flatMap(filesIn), ...singleFiles]) {
    const source = readFileSync(path.join(projectRoot, file), 'utf8')
    for (const text of textsSaid(source)) add(text, file)
    if (file.endsWith('.ts') && !forStaff.test(file)) {
      for (const text of textsSaid(source, tellingCalls, true)) if (/\s|^[A-Z]/.test(text)) add(text, file)
    }
  }
  for (const text of standardSentences()) add(text, 'the standard survey')
  return [...found].map(([english, places]) => ({ english, places: [...places] }))
}

/**
 * Every text between quotes in the product's sources: what a catalogue may still translate.
 *
 * @returns the texts
 */
export function textsInSources(): Set<string> {
  const texts = new Set<string>(standardSentences())
  for (const file of [...filesIn('views'), ...filesIn('server')]) {
    const source = readFileSync(path.join(projectRoot, file), 'utf8')
    for (const [, single, double] of source.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g)) {
      texts.add(
        (single ?? double ?? '').replace(/\\(.)/g, (_whole, letter: string) => escapes[letter] ?? letter),
      )
    }
    // Apostrophes in comments and markup part the quotes wrongly; what is said is found by its call.
    for (const text of textsSaid(source)) texts.add(text)
    for (const text of textsSaid(source, tellingCalls, true)) texts.add(text)
  }
  return texts
}
