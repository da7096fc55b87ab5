import { PUBLIC_RULES } from '../model/suppression.ts'
import { joinTallies, tally, type QuestionTally } from '../model/tally.ts'
import { answerNotes } from './answer-notes.ts'
import type { AskedQuestion, FindingsDistrict } from './asked-questions.ts'
import type { CountedResponse } from './counted-responses.ts'
import { sayLater, type CountRow, type CountTable } from './findings.ts'
import { everyoneAsBase, protectedBase, protectedShare } from './protected-counts.ts'
import { isWritten, publicAnswers, wroteWords } from './public-answers.ts'
import { byChannel, ofDistrict, ofDistricts } from './response-parts.ts'

/** A channel with its name on pages. */
export interface Channel {
  readonly key: string
  readonly name: string
}

/** A district, or all of them, with the responses from there. */
export interface Place {
  readonly code: string | null
  readonly name: string
  readonly responses: readonly CountedResponse[]
}

/**
 * The answers to a question with exact counts, by channel: one table for each district that was asked and, where there
 * are several, one for all.
 *
 * @param question - the question
 * @param responses - the responses that count
 * @param districts - the consultation's districts
 * @param channels - the channels that responses came by
 * @returns tables, all districts first
 */
export function exactTables(
  question: AskedQuestion,
  responses: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  channels: readonly Channel[],
): CountTable[] {
  const places = placesOf(question, responses, districts)
  const own = places.filter(place => place.code !== null)
  // Each response is counted once, by district and channel; what is larger is the sum of such counts.
  const counted = new Map<readonly CountedResponse[], QuestionTally>()
  const countOf = (part: readonly CountedResponse[]): QuestionTally => {
    const known = counted.get(part) ?? tally(question, part)
    counted.set(part, known)
    return known
  }
  const joined = (parts: readonly (readonly CountedResponse[])[]): QuestionTally =>
    joinTallies(question, parts.map(countOf))
  return places.filter(somebody).map(place => {
    const columns = [...channels.map(({ key }) => byChannel(place.responses).get(key) ?? []), place.responses]
    const names = [...channels.map(({ name }) => name), 'All']
    if (isWritten(question)) return writtenTable(question, place, columns, names)
    const parts = (place.code === null ? own : [place]).map(one => byChannel(one.responses))
    const tallies = [
      ...channels.map(({ key }) =>
        joined(parts.map(part => part.get(key)).filter(part => part !== undefined)),
      ),
      joined(parts.flatMap(part => [...part.values()])),
    ]
    return choiceTable(question, place, { columns, tallies }, names)
  })
}

/**
 * The answers to a question as anybody may see them, beside the exact number of responses of each district.
 *
 * @param question - the question
 * @param responses - the responses that count
 * @param districts - the consultation's districts
 * @param telling - places whose answers would tell of an earlier question, null for all together: nothing is shown there
 * @returns tables, all districts first; the same counts stand in each
 */
export function protectedTables(
  question: AskedQuestion,
  responses: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  telling: ReadonlySet<string | null> = new Set(),
): CountTable[] {
  const places = placesOf(question, responses, districts)
  const own = places.filter(place => place.code !== null)
  const { labels, counts, withRest, shown } = publicAnswers(
    question,
    own.map(place => place.responses),
  )
  const alone = !question.several && !isWritten(question)
  const answered = (at: number): number =>
    counts.reduce(
      (sum, row) => sum + (at >= 0 ? (row[at] ?? 0) : row.reduce((all, count) => all + count, 0)),
      0,
    )
  return places.filter(somebody).map(place => {
    const at = own.indexOf(place)
    // How many were asked tells how many gave a certain answer before: where that may be few, nothing is shown.
    const few =
      telling.has(place.code) || (alone && question.conditional && answered(at) < PUBLIC_RULES.threshold)
    const of = (row: number): number | null =>
      few ? null : at >= 0 ? (shown.cells[row]?.[at] ?? null) : (shown.all[row] ?? null)
    const answers = labels.map((_, row) => of(row))
    const everybody = place.responses.length
    const base = alone
      ? protectedBase(answers, withRest ? of(labels.length) : null, everybody)
      : everyoneAsBase(everybody)
    const rows: CountRow[] = labels.map((label, row) =>
      countRow(label, 'count', [of(row)], protectedShare(of(row), base)),
    )
    if (withRest) rows.push(countRow(sayLater('No answer'), 'beside', [of(labels.length)], null))
    return {
      ...frameOf(question, place),
      base,
      columns: [sayLater('All')],
      rows,
      notes: answerNotes(question, withRest),
    }
  })
}

/**
 * One row of a table of counts.
 *
 * @param label - what is counted
 * @param role - count, beside or base
 * @param counts - as many as there are columns
 * @param share - of the base, or null
 * @param population - share of those who live there, or null
 * @returns the row
 */
export function countRow(
  label: string,
  role: CountRow['role'],
  counts: (number | null)[],
  share: number | null,
  population: number | null = null,
): CountRow {
  return { label, role, counts, share, population }
}

// A district that nobody has answered about yet has no tables.
function somebody(place: Place): boolean {
  return place.responses.length > 0
}

/**
 * The places that a question has tables for.
 *
 * @param question - the question
 * @param responses - the responses that count
 * @param districts - the consultation's districts
 * @returns all districts that asked it together, where there are several, then each
 */
export function placesOf(
  question: AskedQuestion,
  responses: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
): Place[] {
  const asked = districts.filter(({ code }) => question.districts.includes(code))
  const own = asked.map(({ code, name }) => ({
    code,
    name,
    responses: ofDistrict(responses, code),
  }))
  const all = {
    code: null,
    name: sayLater('All districts'),
    responses: ofDistricts(
      responses,
      asked.map(({ code }) => code),
    ),
  }
  return own.length > 1 ? [all, ...own] : own
}

/**
 * What a question's tables have in common.
 *
 * @param question - the question
 * @param place - of which the table tells
 * @returns everything but counts
 */
export function frameOf(
  question: AskedQuestion,
  place: Place,
): Pick<
  CountTable,
  'id' | 'part' | 'questionId' | 'agreement' | 'title' | 'districtCode' | 'placeName' | 'rowsAre'
> {
  return {
    id: `${question.key}.${place.code ?? 'all'}`,
    part: question.section,
    questionId: question.key,
    agreement: question.kind === 'agreement',
    title: titleOf(question),
    districtCode: place.code,
    placeName: place.name,
    rowsAre: question.kind === 'date' ? sayLater('Month') : sayLater('Answer'),
  }
}

function titleOf({ kind, text }: AskedQuestion): string {
  return kind === 'ranking' ? `${text} – how often each came first` : text
}

function choiceTable(
  question: AskedQuestion,
  place: Place,
  {
    columns,
    tallies,
  }: { columns: readonly (readonly CountedResponse[])[]; tallies: readonly QuestionTally[] },
  names: readonly string[],
): CountTable {
  const all = tallies.at(-1)
  const line = (
    label: string,
    role: CountRow['role'],
    of: (one: QuestionTally) => number,
    share: number | null = null,
  ) => countRow(label, role, tallies.map(of), share)
  const rows = (all?.options ?? []).map((option, at) =>
    line(option.text, 'count', one => one.options[at]?.count ?? 0, option.share),
  )
  for (const { value, count } of all?.unlisted ?? []) {
    rows.push(
      line(
        `“${value}”, which is not in the survey`,
        'count',
        one => one.unlisted.find(each => each.value === value)?.count ?? 0,
        all && all.answered > 0 ? count / all.answered : null,
      ),
    )
  }
  rows.push(line('Base: gave an answer', 'base', one => one.answered))
  const ticked = question.kind === 'one' || question.kind === 'agreement'
  if (ticked) rows.push(line('More than one ticked', 'beside', one => one.moreThanOne))
  const mayBeUnclear = question.kind === 'number' || question.kind === 'date'
  const unclear = columns.map(responses =>
    mayBeUnclear ? responses.filter(one => unclearAnswer(question, one)).length : 0,
  )
  if (mayBeUnclear) {
    rows.push(countRow(`Written, but no ${question.kind}`, 'beside', unclear, null))
  }
  rows.push(
    countRow(
      'No answer',
      'beside',
      tallies.map((one, at) => one.notAnswered - (unclear[at] ?? 0)),
      null,
    ),
  )
  rows.push(line('Asked', 'base', one => one.asked))
  return {
    ...frameOf(question, place),
    base: {
      people: all?.answered ?? 0,
      words: `${(all?.answered ?? 0).toLocaleString('en-GB')} who answered`,
    },
    columns: [...names],
    rows,
    notes: [],
  }
}

// Paper may say "about three", which is an answer and no number.
function unclearAnswer({ key }: AskedQuestion, response: CountedResponse): boolean {
  return response.worded.has(key) && response.choices[key]?.length === 0
}

function writtenTable(
  question: AskedQuestion,
  place: Place,
  columns: readonly (readonly CountedResponse[])[],
  names: readonly string[],
): CountTable {
  const asked = columns.map(responses =>
    responses.filter(response => response.choices[question.key] !== undefined),
  )
  const wrote = asked.map(responses => responses.filter(response => response.worded.has(question.key)).length)
  const all = asked.at(-1)?.length ?? 0
  return {
    ...frameOf(question, place),
    base: { people: all, words: `${all.toLocaleString('en-GB')} who were asked` },
    columns: [...names],
    rows: [
      countRow(wroteWords(question), 'count', wrote, all > 0 ? (wrote.at(-1) ?? 0) / all : null),
      countRow(
        'No answer',
        'beside',
        asked.map((responses, at) => responses.length - (wrote[at] ?? 0)),
        null,
      ),
      countRow(
        'Asked',
        'base',
        asked.map(responses => responses.length),
        null,
      ),
    ],
    notes: [],
  }
}
