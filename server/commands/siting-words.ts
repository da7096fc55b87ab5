import { parseArgs } from 'node:util'
import { AppError } from '../platform/errors.ts'
import { problems, type Question } from './siting-problems.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const options = {
  problem: text,
  p: text,
  limit: text,
  must: text,
  weights: text,
  'time-limit': text,
  json: flag,
  help: flag,
} as const

/** What was asked for on the command line. */
export interface Asked {
  readonly files: readonly string[]
  readonly question: Question
  readonly timeLimit: number | null
  readonly json: boolean
}

/**
 * Understands the words after `npm run siting --`.
 *
 * @param words - as they were given
 * @returns what is asked; 'help' when that is.
 * @throws AppError with one sentence when a word is not understood.
 */
export function readWords(words: readonly string[]): Asked | 'help' {
  const { values, positionals } = parsed(words)
  if (values.help === true) return 'help'
  if (positionals.length === 0) throw misunderstood('Name at least one file; --help says more.')
  const problem = problems.find(name => name === values.problem) ?? null
  if (values.problem !== undefined && problem === null) {
    throw misunderstood(`--problem is one of ${problems.join(', ')}, not “${values.problem}”.`)
  }
  if (values.weights !== undefined && values.weights !== 'deprivation') {
    throw misunderstood(`--weights is deprivation or nothing, not “${values.weights}”.`)
  }
  const must = values.must?.split(',').map(site => figure('--must', site, true) as number) ?? []
  const question = {
    problem,
    number: figure('--p', values.p, true),
    limit: figure('--limit', values.limit, false),
    must,
    deprivation: values.weights === 'deprivation',
  }
  const timeLimit = figure('--time-limit', values['time-limit'], false)
  return { files: positionals, question, timeLimit, json: values.json === true }
}

function figure(option: string, word: string | undefined, whole: boolean): number | null {
  if (word === undefined) return null
  const value = word.trim() === '' ? NaN : Number(word)
  if (!(value >= 0 && value < Infinity) || (whole && !Number.isInteger(value))) {
    throw misunderstood(`${option} takes ${whole ? 'whole numbers' : 'a number'}, not “${word}”.`)
  }
  return value
}

function misunderstood(sentence: string): AppError {
  return new AppError('words', 422, sentence)
}

function parsed(
  words: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string }
    if (code?.startsWith('ERR_PARSE_ARGS') !== true) throw error
    // What it says goes on, after the first sentence, with advice that does not help here.
    throw misunderstood(`${message?.split(/\. |\n/)[0]?.replace(/\.$/, '') ?? ''}.`)
  }
}
