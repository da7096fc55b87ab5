import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { cleanText, LARGEST_SURVEY, type SurveyPlan } from '../../model/survey.ts'
import { format } from '../../platform/format.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { openArchive } from '../../platform/tables/archive.ts'
import { openDataFile, type TablePart } from '../../platform/tables/data-file.ts'
import { natureOfFile } from '../../platform/tables/file-nature.ts'
import { encodingOf, textOf } from '../../platform/tables/text.ts'
import { largestPlanBytes, planFromJson } from '../plan-json.ts'
import { questionAsRead, questionsFromTable, type ReadRow, type TableRow } from './table-layout.ts'
import { leftColumns, placesOf } from './table-words.ts'

/** The largest file of questions that is taken in. */
export const largestQuestionFile = 5_000_000

const mostRows = 2000
const mostColumns = 50
const mostSheets = 20
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
  readonly rows: readonly (Omit<ReadRow, 'number'> & {
    readonly where: string
    /** A part of the file that was not looked at, such as another sheet or a column. */
    readonly left?: true
  })[]
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
  try {
    const { nature } = await natureOfFile(path, largestQuestionFile)
    if (nature === 'json') return await readJson(path)
    if (nature === 'zip') (await openArchive(path, unpacked)).close()
    return await readTable(path)
  } catch (error) {
    throw error instanceof AppError ? inThisPlace(error) : error
  }
}

/** What is wrong with a file, said to somebody who has questions in it: not figures or boundaries. */
function inThisPlace(error: AppError): AppError {
  const [what = ''] = error.message.split(/ Expected | Save it | Zip only | Download /)
  const advice = {
    'binary-file':
      'Save the questions from your spreadsheet as CSV or XLSX, or choose JSON that was exported here.',
    'broken-table': 'Save the questions from your spreadsheet once more, as XLSX.',
    'broken-zip': 'Save the questions from your spreadsheet once more, as XLSX.',
    'zip-bomb': 'Copy the questions into a new workbook and save that.',
    'empty-file': 'Choose the file that holds the questions.',
    'locked-file': 'Save it without a password.',
  }[error.code]
  return advice === undefined ? error : new AppError(error.code, error.status, `${what} ${advice}`)
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
      where: `${part === 'pages' ? 'Page' : 'Equality page'} ${at + 1}`,
      read: `${page.title}: ${page.questions.map(questionAsRead).join('; ')}`,
      refused: '',
    })),
  )
}

function tooLarge({ pages, equality }: SurveyPlan): string {
  const all = [...pages, ...equality]
  const questions = all.reduce((sum, page) => sum + page.questions.length, 0)
  return all.length > LARGEST_SURVEY.pages || questions > LARGEST_SURVEY.questions
    ? `It has ${format.count(all.length, 'page')} and ${format.count(questions, 'question')}: at most ${LARGEST_SURVEY.pages} pages and ${LARGEST_SURVEY.questions} questions are possible.`
    : ''
}

async function readTable(path: string): Promise<ReadQuestions> {
  const file = await openDataFile(path)
  try {
    const tables = file.parts.filter((one): one is TablePart => one.is === 'table')
    if (tables.length === 0) {
      throw new AppError(
        'not-questions',
        422,
        'There is no table in this file. Save the questions from your spreadsheet as CSV or XLSX.',
      )
    }
    const { part, rows, others } = await tableOfQuestions(tables)
    const merged = mergedProblem((await part.merged?.()) ?? [], rows)
    const read = questionsFromTable(rows, newId)
    const plan: SurveyPlan = { title: '', pages: read.pages, equality: [] }
    const refused = [
      merged,
      read.rows.length === 0
        ? 'has no question in it: write one on each row, under the heading question'
        : '',
      tooLarge(plan),
    ].filter(problem => problem !== '')
    return {
      plan: read.ok && refused.length === 0 ? plan : null,
      whole: false,
      rows: [
        ...refused.map(problem => ({ where: 'The file', read: '', refused: problem })),
        ...read.rows.map(({ number, ...row }) => ({ where: `Row ${number}`, ...row })),
        ...others.map(words => ({
          where: words,
          read: 'Not read: questions are taken from one sheet',
          refused: '',
          left: true as const,
        })),
        ...leftColumns(rows.map(row => row.cells)).map(({ where, why }) => ({
          where,
          read: `Not read: ${why}`,
          refused: '',
          left: true as const,
        })),
      ],
    }
  } finally {
    file.close()
  }
}

/** The sheet that holds the questions: the first that is shown and has the heading, otherwise the first with rows. */
async function tableOfQuestions(
  tables: readonly TablePart[],
): Promise<{ part: TablePart; rows: TableRow[]; others: string[] }> {
  const shown = tables.filter(table => table.hidden !== true)
  const candidates = shown.length === 0 ? tables : shown
  let [chosen]: { part: TablePart; rows: TableRow[]; headed: boolean }[] = []
  const filled: TablePart[] = []
  for (const part of candidates.slice(0, mostSheets)) {
    const rows = await rowsOf(part)
    const [first] = rows.filter(row => row.cells.some(cell => cell.trim() !== ''))
    if (first === undefined) continue
    filled.push(part)
    const headed = placesOf(first.cells) !== null
    if (chosen === undefined || (headed && !chosen.headed)) chosen = { part, rows, headed }
  }
  const [first] = tables
  const found = chosen ?? (first === undefined ? null : { part: first, rows: [] })
  if (found === null) throw new AppError('not-questions', 422, 'There is no table in this file.')
  const hidden = tables.filter(table => table.hidden === true && table !== found.part)
  return {
    ...found,
    others: [
      ...filled.filter(one => one !== found.part).map(one => `Sheet “${nameOf(one)}”`),
      ...hidden.map(one => `Hidden sheet “${nameOf(one)}”`),
    ],
  }
}

const nameOf = (part: TablePart): string => cleanText(part.name).slice(0, 60)

async function rowsOf(part: TablePart): Promise<TableRow[]> {
  const rows: TableRow[] = []
  let characters = 0
  for await (const { number, cells } of part.rows()) {
    characters += cells.reduce((sum, cell) => sum + cell.length, 0)
    if (number > mostRows || cells.length > mostColumns || characters > mostCharacters) {
      throw new AppError(
        'huge-table',
        422,
        `This table is too large for a survey: at most ${mostRows} rows, ${mostColumns} columns and ${LARGEST_SURVEY.questions} questions are possible. Take out what is not a question, also far below and far to the right.`,
      )
    }
    rows.push({ number, cells })
  }
  return rows
}

/** Merged cells hold their value in the first row only, so that the others would be read as if it were not theirs. */
function mergedProblem(ranges: readonly string[], rows: readonly TableRow[]): string {
  const last = rows.at(-1)?.number ?? 0
  const within = ranges.filter(range => {
    const [, from = '', to = ''] = /^[A-Z]+(\d+):[A-Z]+(\d+)$/.exec(range) ?? []
    return from !== to && Number(from) <= last
  })
  return within.length === 0
    ? ''
    : `has merged cells (${within.slice(0, 5).join(', ')}): take them apart and write into each row what belongs to it`
}
