import { outsiderBounds } from '../model/disclosure-audit.ts'
import { PUBLIC_RULES, type PublishedCount } from '../model/suppression.ts'
import type { AskedAfter, AskedQuestion, FindingsDistrict } from './asked-questions.ts'
import type { CountedResponse } from './counted-responses.ts'
import { narrow, sumsAfterSeveral, sumsOfOne, sumsOfSeveral, type Count, type Sum } from './linked-sums.ts'
import { isWritten, publicAnswers } from './public-answers.ts'
import { ofDistrict } from './response-parts.ts'

/** By question: the places whose answers would tell of an earlier question; null stands for all districts together. */
export type TellingPlaces = ReadonlyMap<string, ReadonlySet<string | null>>

/**
 * Finds where the answers to a question that only some people were asked would give away a small count: how many
 * answered it tells how many gave the answer after which it is asked, and the other way round.
 *
 * Each table by itself gives none away. Here everything is narrowed down that follows from several of them together, by
 * adding and subtracting until nothing more follows.
 *
 * @param questions - in the order of the survey
 * @param responses - the responses that count
 * @param districts - the consultation's districts
 * @param shown - whether a question's answers are shown by district, too
 * @returns the places in which no answers to the question may be shown
 */
export function tellingPlaces(
  questions: readonly AskedQuestion[],
  responses: readonly CountedResponse[],
  districts: readonly FindingsDistrict[],
  shown: (question: AskedQuestion) => 'by district' | 'together',
): TellingPlaces {
  const telling = new Map<string, Set<string | null>>()
  const earlier = new Map<string, Answers>()
  const asked = new Map(questions.map(question => [question.key, question]))
  const answersOf = (question: AskedQuestion): Answers => {
    const known = earlier.get(question.key)
    if (known !== undefined) return known
    const codes = districts.map(({ code }) => code).filter(code => question.districts.includes(code))
    const made = answersTo(question, codes, responses, shown(question) === 'by district')
    earlier.set(question.key, made)
    return made
  }
  const looked: AskedQuestion[] = []
  for (const question of questions.filter(({ after }) => after.length > 0)) {
    looked.push(question)
    // Whatever is asked after the same answers tells of them together.
    const together = connected(question, looked)
    const involved = new Set([
      ...together,
      ...together.flatMap(one => one.after.flatMap(({ question: key }) => asked.get(key) ?? [])),
    ])
    const tables = [...involved].map(answersOf)
    const own = answersOf(question)
    const hidden = new Set<string | null>()
    for (;;) {
      const places = exposedPlaces(tables, together)
      if (places.size === 0) break
      const more = own.places.filter(place => places.has(place) && !hidden.has(place))
      // What is left of the other places tells of this one.
      const next = more.length > 0 ? more : own.places.filter(place => !hidden.has(place))
      if (next.length === 0) break
      for (const place of next) {
        hidden.add(place)
        withhold(own, place)
      }
    }
    if (hidden.size > 0) telling.set(question.key, hidden)
  }
  return telling
}

interface Answers {
  readonly question: AskedQuestion
  /** The districts that asked, and null for all of them together. */
  readonly places: readonly (string | null)[]
  readonly people: readonly number[]
  /** By row and place; the last row is of those who gave no answer where everybody is in one row. */
  readonly counts: readonly (readonly number[])[]
  readonly shown: PublishedCount[][]
  /** Rows that are answers. */
  readonly options: number
  /** The rows of a place sum to its people. */
  readonly sums: boolean
}

function answersTo(
  question: AskedQuestion,
  codes: readonly string[],
  responses: readonly CountedResponse[],
  byDistrict: boolean,
): Answers {
  const own = codes.map(code => ofDistrict(responses, code))
  const { labels, counts, withRest, shown } = publicAnswers(question, own)
  const people = own.map(({ length }) => length)
  const rest = people.map((all, at) => all - counts.reduce((sum, row) => sum + (row[at] ?? 0), 0))
  const rows = withRest ? [...counts, rest] : counts
  return {
    question,
    places: [...codes, null],
    people: withSum(people),
    counts: rows.map(withSum),
    shown: rows.map((row, at) => [
      ...row.map((_, place) => (byDistrict ? (shown.cells[at]?.[place] ?? null) : null)),
      shown.all[at] ?? null,
    ]),
    options: labels.length,
    sums: !question.several && !isWritten(question),
  }
}

function withSum(counts: readonly number[]): number[] {
  return [...counts, counts.reduce((sum, count) => sum + count, 0)]
}

function withhold(answers: Answers, place: string | null): void {
  const at = answers.places.indexOf(place)
  for (const row of answers.shown) row[at] = null
}

/** The questions that are joined with one by what they are asked after. */
function connected(question: AskedQuestion, all: readonly AskedQuestion[]): AskedQuestion[] {
  const keys = new Set([question.key, ...question.after.map(one => one.question)])
  for (;;) {
    const found = all.filter(one => keys.has(one.key) || one.after.some(({ question: key }) => keys.has(key)))
    const before = keys.size
    for (const one of found)
      for (const key of [one.key, ...one.after.map(each => each.question)]) keys.add(key)
    if (keys.size === before) return found
  }
}

function exposedPlaces(tables: readonly Answers[], linked: readonly AskedQuestion[]): Set<string | null> {
  const alone = tables.map(known)
  const joint = tables.map(known)
  narrow(alone.flatMap((one, at) => sumsWithin(tables[at], one)))
  narrow([
    ...joint.flatMap((one, at) => sumsWithin(tables[at], one)),
    ...linked.flatMap(question => sumsBetween(question, tables, joint)),
  ])
  const exposed = new Set<string | null>()
  tables.forEach((table, t) => {
    table.counts.forEach((row, i) => {
      row.forEach((count, j) => {
        const [before, now] = [alone[t]?.[i]?.[j], joint[t]?.[i]?.[j]]
        if (count >= PUBLIC_RULES.threshold || !before || !now) return
        const enough = Math.min(PUBLIC_RULES.threshold - 1, before.high)
        if (now.low > before.low || now.high < enough) exposed.add(table.places[j] ?? null)
      })
    })
  })
  return exposed
}

function known({ shown, people }: Answers): Count[][] {
  return shown.map(row =>
    row.map((count, at) => {
      const { low, high } = outsiderBounds(count, 'rounded', PUBLIC_RULES)
      return { low, high: Math.min(high, people[at] ?? 0) }
    }),
  )
}

function sumsWithin(table: Answers | undefined, counts: readonly (readonly Count[])[]): Sum[] {
  if (!table) return []
  const together = counts.map((row): Sum => ({
    plus: row.slice(0, -1),
    minus: row.slice(-1),
    low: 0,
    high: 0,
  }))
  if (!table.sums) return together
  const columns = table.people.map((people, at): Sum => ({
    plus: column(counts, at),
    minus: [],
    low: people,
    high: people,
  }))
  return [...together, ...columns]
}

function column(counts: readonly (readonly Count[])[], at: number): Count[] {
  return counts.flatMap(row => row[at] ?? [])
}

function sumsBetween(
  question: AskedQuestion,
  tables: readonly Answers[],
  counts: readonly Count[][][],
): Sum[] {
  const own = tables.findIndex(one => one.question === question)
  const [table, mine] = [tables[own], counts[own]]
  if (!table || !mine) return []
  return table.places.flatMap((place, at) => {
    const after = afterAt(question, place)
    return after.flatMap(one => {
      const other = tables.findIndex(each => each.question.key === one.question)
      const [earlier, theirs] = [tables[other], counts[other]]
      const where = earlier?.places.indexOf(place) ?? -1
      // All districts together are not the same ones.
      if (!earlier || !theirs || where < 0 || earlier.people[where] !== table.people[at]) return []
      const chosen = earlier.question.options.map(({ value }) => one.values.includes(value))
      const told = column(
        theirs.filter((_, row) => chosen[row] === true),
        where,
      )
      const others = column(
        theirs.filter((_, row) => chosen[row] !== true),
        where,
      )
      const parts = {
        answered: column(mine.slice(0, table.options), at),
        rest: column(mine.slice(table.options), at),
        ...(one.has === 'any of' ? { asked: told, passed: others } : { asked: others, passed: told }),
        people: table.people[at] ?? 0,
      }
      const everybody = question.required && after.length === 1
      if (!table.sums) return sumsOfSeveral(parts, earlier.sums || one.has === 'any of')
      return earlier.sums ? sumsOfOne(parts, everybody) : sumsAfterSeveral(parts, one.has, everybody)
    })
  })
}

/** What a question is asked after in a place; for all together only where it is the same everywhere. */
function afterAt({ after, districts }: AskedQuestion, place: string | null): readonly AskedAfter[] {
  const of = (code: string | null): AskedAfter[] => after.filter(({ district }) => district === code)
  if (place !== null) return of(place)
  const spelt = (code: string): string =>
    JSON.stringify(of(code).map(({ question, has, values }) => [question, has, values]))
  const [first = ''] = districts
  return districts.every(code => spelt(code) === spelt(first)) ? of(first) : []
}
