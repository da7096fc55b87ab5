import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { LARGEST_SURVEY, type SurveyPlan } from '../../model/survey.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { openArchive } from '../../platform/tables/archive.ts'
import { openDataFile } from '../../platform/tables/data-file.ts'
import { natureOfFile } from '../../platform/tables/file-nature.ts'
import { encodingOf, textOf } from '../../platform/tables/text.ts'
import { largestPlanBytes, planFromJson } from '../plan-json.ts'
import { questionsFromTable, type ReadRow, type TableRow } from './table-layout.ts'

/** The largest file of questions that is taken in. */
export const largestQuestionFile = 5_000_000

const mostRows = 2000
const mostColumns = 50
const mostCharacters = 4_000_000
/** A workbook of questions is small, whatever it was packed into. */
const unpacked = { bytes: 40_000_000, ratio: 200 }

/** What came of reading a file of questions; nothing is stored. */
export interface ReadQuestions {
  /** null when anything in the file was refused: it is taken as a whole or not at all. */
  readonly plan: SurveyPlan | null
  /** A file in the product's own format also holds the title and the equality questions. */
  readonly whole: boolean
  /** What came of each row or part, in the order of the file. */
  readonly rows: readonly (Omit<ReadRow, 'number'> & { readonly where: string })[]
}

/**
 * Reads a file of questions: JSON in the format `doorstep-survey/1`, or a table as CSV or XLSX. Its contents decide what
 * it is, never its name or what the sender says of it.
 *
 * @param path - where the file is
 * @returns what was read, row by row, and what was refused and why
 * @throws {AppError} 413 or 422 when it is too large, packed to do harm, or not a file of questions
 */
export async function readQuestionFile(path: string): Promise<ReadQuestions> {
  const { nature } = await natureOfFile(path, largestQuestionFile)
  if (nature === 'json') return readJson(path)
  if (nature === 'zip') (await openArchive(path, unpacked)).close()
  return readTable(path)
}

async function readJson(path: string): Promise<ReadQuestions> {
  if ((await stat(path)).size > largestPlanBytes) {
    throw new AppError('huge-file', 413, 'A survey as JSON is at most 1 MB.')
  }
  const open = (): AsyncIterable<Buffer> => createReadStream(path)
  let json = ''
  for await (const part of textOf(open, await encodingOf(open))) json += part
  const read = planFromJson(json)
  if (!read.ok)
    return {
      plan: null,
      whole: true,
      rows: read.refused.map(({ where, why }) => ({ where, read: '', refused: why })),
    }
  const { plan } = read
  const tooMany = tooLarge(plan)
  if (tooMany !== '')
    return { plan: null, whole: true, rows: [{ where: 'The file', read: '', refused: tooMany }] }
  return { plan, whole: true, rows: rowsOfPlan(plan) }
}

/**
 * The pages of a plan as rows of what was read.
 *
 * @param plan - the plan
 * @returns one for each page, in order
 */
export function rowsOfPlan(plan: SurveyPlan): ReadQuestions['rows'] {
  return (['pages', 'equality'] as const).flatMap(part =>
    plan[part].map((page, at) => ({
      where: `${part} ${at + 1}`,
      read: `${page.title}: ${page.questions.map(question => `${question.text} (${question.kind.replace('-', ' ')}, ${question.key})`).join('; ')}`,
      refused: '',
    })),
  )
}

function tooLarge({ pages, equality }: SurveyPlan): string {
  const all = [...pages, ...equality]
  const questions = all.reduce((sum, page) => sum + page.questions.length, 0)
  return all.length > LARGEST_SURVEY.pages || questions > LARGEST_SURVEY.questions
    ? `It has ${all.length} pages and ${questions} questions: at most ${LARGEST_SURVEY.pages} pages and ${LARGEST_SURVEY.questions} questions are possible.`
    : ''
}

async function readTable(path: string): Promise<ReadQuestions> {
  const file = await openDataFile(path)
  try {
    const part = file.parts.find(one => one.is === 'table')
    if (part === undefined) {
      throw new AppError(
        'not-questions',
        422,
        'There is no table in this file. Expected a CSV file, or an XLSX workbook.',
      )
    }
    const rows: TableRow[] = []
    let characters = 0
    for await (const { number, cells } of part.rows()) {
      characters += cells.reduce((sum, cell) => sum + cell.length, 0)
      if (number > mostRows || cells.length > mostColumns || characters > mostCharacters) {
        throw new AppError(
          'huge-table',
          422,
          `This table is too large for a survey: at most ${mostRows} rows, ${mostColumns} columns and ${LARGEST_SURVEY.questions} questions are possible.`,
        )
      }
      rows.push({ number, cells })
    }
    const read = questionsFromTable(rows, newId)
    const plan: SurveyPlan = { title: '', pages: read.pages, equality: [] }
    const tooMany = tooLarge(plan)
    if (read.rows.length === 0) {
      return {
        plan: null,
        whole: false,
        rows: [{ where: 'The file', read: '', refused: 'has no question in it' }],
      }
    }
    return {
      plan: read.ok && tooMany === '' ? plan : null,
      whole: false,
      rows: [
        ...(tooMany === '' ? [] : [{ where: 'The file', read: '', refused: tooMany }]),
        ...read.rows.map(({ number, ...row }) => ({ where: `Row ${number}`, ...row })),
      ],
    }
  } finally {
    file.close()
  }
}
