import {
  cleanText,
  keyFrom,
  LONGEST_TEXTS,
  optionsOf,
  readDate,
  readNumber,
  type PageCondition,
  type PlannedPage,
  type PlannedQuestion,
  type QuestionKind,
} from '../../model/survey.ts'
import { optionsFromLines } from './option-lines.ts'
import { isAnythingElse, kindFrom, kindNames, placesOf, yesOrNo, type Column } from './table-words.ts'

/** A row of a table of questions. */
export interface TableRow {
  /** As a spreadsheet counts it. */
  readonly number: number
  readonly cells: readonly string[]
}

/** What came of one row. */
export interface ReadRow {
  readonly number: number
  /** What was read, in words; '' when nothing was. */
  readonly read: string
  /** Why the row cannot be taken; '' when it can. */
  readonly refused: string
}

/** What came of reading a table of questions. */
export interface ReadTable {
  readonly pages: readonly PlannedPage[]
  readonly rows: readonly ReadRow[]
  /** False when a row was refused: then nothing is taken. */
  readonly ok: boolean
}

/**
 * A question in one line, for looking over what was read.
 *
 * @param question - the question
 * @returns its words, kind, key, limits and answers
 */
export function questionAsRead(question: PlannedQuestion): string {
  const { kind, key, minimum, maximum, earliest, latest, required, centres, otherOption } = question
  const [least, most] = [minimum ?? earliest, maximum ?? latest]
  const said = [
    kind.replace('-', ' '),
    key,
    ...(least === undefined ? [] : [`from ${least}`]),
    ...(most === undefined ? [] : [`up to ${most}`]),
    ...(required ? ['has to be answered'] : []),
  ]
  const answers = [
    ...(centres === true ? ['the district’s own centres'] : []),
    ...(question.options ?? question.items ?? []).map(option => option.text),
    ...(otherOption === true ? ['Other'] : []),
  ]
  return `${question.text} (${said.join(', ')})${answers.length === 0 ? '' : `: ${answers.join(' | ')}`}`
}

const days = 86_400_000

/** A date as it is written, or as spreadsheets store it: the number of days since the end of 1899. */
function dateFrom(typed: string): string | null {
  if (!/^[1-9]\d{4}(?:\.0+)?$/.test(typed)) return readDate(typed)
  return new Date(Date.UTC(1899, 11, 30) + Number(typed) * days).toISOString().slice(0, 10)
}

/**
 * Reads a table of questions: one on each row under the headings section, page, key, kind, question, hint, options
 * (divided by `|` or line breaks), required, condition, minimum, maximum, unit and easy words, of which only `question`
 * has to be there; or a plain list of questions in the first column, to be answered in people's own words. What a cell
 * holds is text, also where a spreadsheet would take it for a formula.
 *
 * @param rows - the rows from the top, blank ones too
 * @param newId - makes the id of a page
 * @returns pages in the order of the table, and what came of each row
 */
export function questionsFromTable(rows: readonly TableRow[], newId: () => string): ReadTable {
  const filled = rows.filter(row => row.cells.some(cell => cleanText(cell) !== ''))
  const [first] = filled
  const places = first === undefined ? null : placesOf(first.cells)
  const reader = new TableReader(places ?? new Map([['question', 0] as const]), newId)
  for (const row of places === null ? filled : filled.slice(1)) reader.read(row)
  return {
    pages: reader.pages,
    rows: reader.rows,
    ok: reader.rows.length > 0 && reader.rows.every(row => row.refused === ''),
  }
}

class TableReader {
  readonly pages: PlannedPage[] = []
  readonly rows: ReadRow[] = []
  private readonly places: ReadonlyMap<Column, number>
  private readonly newId: () => string
  private readonly keys = new Set<string>()
  private readonly pageKeys = new Set<string>()
  private readonly asked: PlannedQuestion[] = []

  constructor(places: ReadonlyMap<Column, number>, newId: () => string) {
    this.places = places
    this.newId = newId
  }

  read(row: TableRow): void {
    const problems: string[] = []
    const question = this.questionFrom(row, problems)
    const conditions = this.conditionsFrom(this.cell(row, 'condition', 2000, problems), problems)
    if (problems.length === 0) this.put(row, question, conditions, problems)
    this.rows.push({
      number: row.number,
      read: problems.length > 0 ? '' : questionAsRead(question),
      refused: problems.join('. '),
    })
  }

  private cell(row: TableRow, column: Column, most: number, problems: string[]): string {
    const at = this.places.get(column)
    const text = cleanText(at === undefined ? '' : (row.cells[at] ?? ''))
    if (text.length <= most) return text
    problems.push(`The column ${column} has more than ${most} characters: shorten it`)
    return ''
  }

  private questionFrom(row: TableRow, problems: string[]): PlannedQuestion {
    const cell = (column: Column, most: number): string => this.cell(row, column, most, problems)
    const text = cell('question', LONGEST_TEXTS.question).replace(/\s+/g, ' ')
    if (text === '' && problems.length === 0)
      problems.push(
        'There is no question in this row: write one, or empty the row. All answers of a question stand in one cell, divided by |',
      )
    const listed = optionsFromLines(cell('options', 60_000), /[|\n]/)
    problems.push(...listed.problems)
    const typedKind = cell('kind', 60)
    const kind = kindFrom(typedKind, listed.options.length > 0)
    if (kind === null) {
      problems.push(`The kind “${typedKind}” is not known: write one of ${Object.keys(kindNames).join(', ')}`)
    }
    const typedKey = cell('key', 60)
    if (typedKey !== '' && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(typedKey)) {
      problems.push(`The key “${typedKey}” must be small letters and figures, with single hyphens between`)
    }
    if (this.keys.has(typedKey))
      problems.push(`The key “${typedKey}” stands in an earlier row: choose another`)
    const required = cell('required', 20)
    const isRequired = yesOrNo(required)
    if (isRequired === null) problems.push(`“${required}” is neither: write yes or no in the column required`)
    const hint = cell('hint', LONGEST_TEXTS.hint)
    const easyText = cell('easy words', LONGEST_TEXTS.question)
    const unit = cell('unit', 60)
    return {
      key: typedKey || keyFrom(text, this.keys),
      kind: kind ?? 'text',
      text,
      ...(hint === '' ? {} : { hint }),
      ...this.answersOf(kind, listed.options, problems),
      ...this.limitsOf(kind, cell('minimum', 20), cell('maximum', 20), problems),
      ...(kind === 'number' && unit !== '' ? { unit } : {}),
      ...(easyText === '' ? {} : { easyText }),
      required: isRequired === true,
    }
  }

  private answersOf(
    kind: QuestionKind | null,
    options: readonly { value: string; text: string; exclusive?: boolean }[],
    problems: string[],
  ): Partial<PlannedQuestion> {
    if (kind === 'agreement-list') {
      if (options.length === 0)
        problems.push('A list of statements needs its statements in the column options')
      return { items: options.map(({ value, text }) => ({ value, text })) }
    }
    if (kind === 'one' || kind === 'several' || kind === 'ranking') {
      if (options.length < 2) problems.push('At least two answers are needed in the column options')
      // A last answer of "Other" is the product's own, with room to write.
      const other = kind !== 'ranking' && options.some(({ text }) => isAnythingElse(text))
      const own = other ? options.filter(({ text }) => !isAnythingElse(text)) : options
      return {
        options: own.map(option =>
          kind === 'several' && option.exclusive === true
            ? option
            : { value: option.value, text: option.text },
        ),
        ...(other ? { otherOption: true } : {}),
      }
    }
    if (options.length > 0 && kind !== null)
      problems.push(
        `A question of the kind ${kind} has no answers to choose from: empty the column options, or write another kind`,
      )
    return {}
  }

  private limitsOf(
    kind: QuestionKind | null,
    least: string,
    most: string,
    problems: string[],
  ): Partial<PlannedQuestion> {
    if (least === '' && most === '') return {}
    const read = kind === 'date' ? dateFrom : readNumber
    if (kind !== 'date' && kind !== 'number') {
      problems.push('Only numbers and dates have a minimum and a maximum: empty these columns')
      return {}
    }
    const [from, to] = [least === '' ? null : read(least), most === '' ? null : read(most)]
    if ((least !== '' && from === null) || (most !== '' && to === null))
      problems.push(
        kind === 'date'
          ? 'The minimum or maximum is no date: write one such as 27/3/2026'
          : 'The minimum or maximum is no number: write one such as 12',
      )
    return kind === 'date'
      ? { ...(from === null ? {} : { earliest: from }), ...(to === null ? {} : { latest: to }) }
      : {
          ...(from === null ? {} : { minimum: Number(from) }),
          ...(to === null ? {} : { maximum: Number(to) }),
        }
  }

  /** `role = parent | carer; centres != none`: codes or words of earlier answers. */
  private conditionsFrom(typed: string, problems: string[]): PageCondition[] {
    return typed
      .split(/;|\n/)
      .map(part => part.trim())
      .filter(part => part !== '')
      .flatMap(part => {
        const [, key = '', sign = '', listed = ''] = /^([a-z0-9-]+)\s*(!=|=)\s*(.+)$/.exec(part) ?? []
        const question = this.asked.find(one => one.key === key)
        if (question === undefined) {
          problems.push(
            `The condition “${part.slice(0, 80)}” names no question of an earlier row: write key = answer | answer`,
          )
          return []
        }
        const values = listed.split('|').flatMap(word => {
          const wanted = word.trim().toLowerCase()
          const option = optionsOf(question).find(
            ({ value, text }) => value.toLowerCase() === wanted || text.toLowerCase() === wanted,
          )
          if (option === undefined)
            problems.push(
              `“${question.text}” does not offer the answer “${word.trim().slice(0, 80)}”: write one of its answers`,
            )
          return option === undefined ? [] : [option.value]
        })
        return [{ questionKey: key, has: sign === '=' ? 'any of' : 'none of', values }]
      })
  }

  private put(
    row: TableRow,
    question: PlannedQuestion,
    conditions: PageCondition[],
    problems: string[],
  ): void {
    const title = this.cell(row, 'page', LONGEST_TEXTS.title, problems).replace(/\s+/g, ' ')
    const section = this.cell(row, 'section', LONGEST_TEXTS.title, problems).replace(/\s+/g, ' ')
    const last = this.pages.at(-1)
    const together = title !== '' && last?.title === title && (last.section ?? '') === section
    if (together && conditions.length > 0) {
      const [condition, ...also] = conditions
      if (JSON.stringify([condition, also]) !== JSON.stringify([last.condition, last.also ?? []])) {
        problems.push('A condition is about a whole page: it must stand in the first row of its page')
      }
    }
    if (problems.length > 0) return
    this.keys.add(question.key)
    this.asked.push(question)
    if (together) {
      this.pages[this.pages.length - 1] = { ...last, questions: [...last.questions, question] }
      return
    }
    const key = title === '' ? keyFrom(question.key, this.pageKeys) : keyFrom(title, this.pageKeys)
    this.pageKeys.add(key)
    const [condition, ...also] = conditions
    this.pages.push({
      id: this.newId(),
      key,
      title: title || question.text.slice(0, LONGEST_TEXTS.title),
      questions: [question],
      ...(section === '' ? {} : { section }),
      ...(condition === undefined ? {} : { condition }),
      ...(also.length === 0 ? {} : { also }),
    })
  }
}
