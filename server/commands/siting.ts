import { readFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../platform/errors.ts'
import { readInstance } from './siting-instances.ts'
import { type CheckedAnswer, solveQuestion } from './siting-problems.ts'
import { type Asked, readWords } from './siting-words.ts'

const usage = `Usage: npm run siting -- FILE… [options]

Finds where sites should be, for instances in files: OR-Library p-median and warehouse location, capacitated p-median,
counties as JSON.

  --problem P       pmedian (least total journey), mclp (most families within the limit), lscp (fewest sites that bring
                    all within the limit), pcenter (least worst journey), uflp (with fixed costs), cpmp (with capacities);
                    if it is not given, what the file's layout is meant for
  --p N             how many sites; if it is not given, as many as the file says
  --limit N         the longest journey that counts, in the file's unit (seconds or metres)
  --must 1,8,30     sites that must be open
  --weights deprivation    areas of the deciles 1 to 3 count double
  --time-limit S    seconds for each file; then the best so far, with its bound
  --json            one line for each file: instance, problem, objective, bound, proven, seconds, open, and more

Sites are numbered as the file numbers them: from 1 in OR-Library files and capacitated p-median, from 0 in counties.
Ends with 0; with 1 when a problem cannot be done; with 2 when a word or a file could not be understood.
`

const out = (line: string): void => void process.stdout.write(`${line}\n`)

async function solveFile(file: string, asked: Asked): Promise<boolean> {
  const instance = readInstance(readFileSync(file, 'utf8'))
  const begun = performance.now()
  const limit = asked.timeLimit === null ? Infinity : begun + 1_000 * asked.timeLimit
  const solved = await solveQuestion(instance, asked.question, { stop: () => performance.now() > limit })
  const seconds = Math.round(performance.now() - begun) / 1_000
  out(
    asked.json
      ? asJson(path.parse(file).name, solved, seconds)
      : asSentence(path.parse(file).name, solved, seconds),
  )
  return solved.answer.proof !== 'cannot be done'
}

function asJson(
  instance: string,
  { problem, answer, open, recosted }: CheckedAnswer,
  seconds: number,
): string {
  const { objective, proof, gap, conflict } = answer
  const bound = Number.isFinite(answer.bound) ? answer.bound : null
  const proven = proof === 'proven best'
  return JSON.stringify({
    instance,
    problem,
    objective,
    bound,
    proven,
    seconds,
    open,
    gap,
    proof,
    conflict,
    recosted,
  })
}

function asSentence(instance: string, { problem, answer, open }: CheckedAnswer, seconds: number): string {
  const { objective, bound, gap, proof, conflict } = answer
  if (objective === null)
    return `${instance}: ${problem}: ${proof}${conflict.length ? `: ${conflict.join(', ')}` : ''}`
  const surety =
    proof === 'proven best' ? proof : `${proof}, bound ${bound}, gap ${((gap ?? NaN) * 100).toFixed(2)}%`
  return `${instance}: ${problem}: ${objective} (${surety}; ${seconds} s), sites ${open.join(' ')}`
}

/** Solves the files one after another; one that cannot be understood does not keep the others from being solved. */
async function siting(words: readonly string[]): Promise<number> {
  let asked: Asked | 'help'
  try {
    asked = readWords(words)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
  if (asked === 'help') {
    process.stdout.write(usage)
    return 0
  }
  let code = 0
  for (const file of asked.files) {
    try {
      if (!(await solveFile(file, asked))) code = Math.max(code, 1)
    } catch (error) {
      const sentence = sentenceOf(error)
      if (sentence === null) throw error
      process.stderr.write(`${file}: ${sentence}\n`)
      code = 2
    }
  }
  return code
}

/** What to say of a file that could not be read or understood; null for what is a defect of ours. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof AppError) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return 'There is no such file.'
  if (code === 'EISDIR') return 'That is a folder.'
  return code === 'EACCES' ? 'It may not be read.' : null
}

process.exitCode = await siting(process.argv.slice(2))
