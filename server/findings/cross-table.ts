import { bandsInUse } from '../model/survey.ts'
import { UNBOUNDED } from '../model/circulation.ts'
import { outsiderBounds, type CountInterval } from '../model/disclosure-audit.ts'
import { PUBLIC_RULES, suppressTable, type PublishedCount } from '../model/suppression.ts'
import type { AskedQuestion } from './asked-questions.ts'
import type { FindingsInput } from './build-findings.ts'
import type { CountedResponse } from './counted-responses.ts'
import type { CountTable } from './findings.ts'
import { profileTables } from './profile-tables.ts'
import { countRow, protectedTables } from './question-tables.ts'
import { withholdMore } from './withhold-more.ts'

/** Something by which respondents can be told apart. */
export interface Grouping {
  readonly key: string
  readonly name: string
  readonly groups: readonly { readonly key: string; readonly label: string }[]
  /** Somebody may belong to several groups. */
  readonly several: boolean
  /** What staff see elsewhere of the groups' sizes: exact counts of answers, or counts as everybody sees them. */
  readonly sizes: 'exact' | 'equality' | 'profile'
  groupsOf(response: CountedResponse): readonly string[]
}

/**
 * Everything by which answers may be broken down: what people said of themselves, and where they live.
 *
 * @param input - what findings are made from
 * @returns the groupings that the consultation has
 */
export function groupings({ questions, living, responses }: FindingsInput): Grouping[] {
  const asked = questions
    .filter(question => question.options.length > 0)
    .filter(
      question =>
        question.section === 'equality' || ['role', 'children', 'centres'].includes(question.surveyKey),
    )
    .map((question): Grouping => ({
      key: question.key,
      name: question.text,
      several: question.several,
      sizes: question.section === 'survey' ? 'exact' : 'equality',
      groups: question.options.map(({ value, text }) => ({ key: value, label: text })),
      groupsOf: response => {
        const chosen = response.choices[question.key] ?? []
        return question.several || chosen.length === 1 ? chosen : []
      },
    }))
  const home = (response: CountedResponse) => living.neighbourhoods.get(response.neighbourhoodCode ?? '')
  const places: Grouping[] = [
    {
      key: 'idaci',
      name: 'How deprived the neighbourhood is (income deprivation affecting children)',
      several: false,
      sizes: 'profile',
      groups: [
        { key: 'most', label: 'Most deprived 30%' },
        { key: 'middle', label: 'Middle 40%' },
        { key: 'least', label: 'Least deprived 30%' },
      ],
      groupsOf: response => {
        const decile = home(response)?.idaciDecile ?? null
        return decile === null ? [] : [decile <= 3 ? 'most' : decile <= 7 ? 'middle' : 'least']
      },
    },
    {
      key: 'rural',
      name: 'Town or country',
      several: false,
      sizes: 'profile',
      groups: [
        { key: 'false', label: 'Urban' },
        { key: 'true', label: 'Rural' },
      ],
      groupsOf: response => {
        const rural = home(response)?.rural ?? null
        return rural === null ? [] : [String(rural)]
      },
    },
    {
      key: 'distance',
      name: 'How far the nearest centre of today is',
      several: false,
      sizes: 'profile',
      groups: bandsInUse(responses.counted.map(response => response.distanceBand)).map(({ value, text }) => ({
        key: value,
        label: text,
      })),
      groupsOf: response => (response.distanceBand === null ? [] : [response.distanceBand]),
    },
  ]
  return [...asked, ...places]
}

/**
 * The answers to a question by groups of people. Small counts are withheld for staff too, so that nobody who knows the
 * exact answers to the question, or the size of each group to the nearest 5, can work one out.
 *
 * @param input - what findings are made from
 * @param question - a question of the survey, not of its equality part, with answers to choose from
 * @param by - by what people are told apart
 * @returns the table: groups in rows, answers in columns
 */
export function crossTable(input: FindingsInput, question: AskedQuestion, by: Grouping): CountTable {
  const responses = input.responses.counted.filter(({ districtCode }) =>
    question.districts.includes(districtCode),
  )
  const answersOf = (response: CountedResponse): readonly string[] => {
    const chosen = response.choices[question.key] ?? []
    return question.several || chosen.length === 1 ? chosen : []
  }
  const members = by.groups.map(({ key }) => responses.map(response => by.groupsOf(response).includes(key)))
  const chose = question.options.map(({ value }) =>
    responses.map(response => answersOf(response).includes(value)),
  )
  const sizes = knownSizes(input, question, by, members)
  const cells: (PublishedCount | undefined)[][] = by.groups.map(() => [])
  for (const rows of by.several ? members.map((_, at) => [at]) : [members.map((_, at) => at)]) {
    for (const columns of question.several ? chose.map((_, at) => [at]) : [chose.map((_, at) => at)]) {
      const shown = protectedBlock(
        withOthers(rows.map(at => members[at] ?? [])),
        withOthers(columns.map(at => chose[at] ?? [])),
        // Where people may belong to several groups, each group stands alone against everybody else.
        by.several ? complemented(sizes[rows[0] ?? 0], responses.length) : sizes,
      )
      rows.forEach((row, i) => {
        columns.forEach((column, j) => {
          const own = cells[row]
          if (own) own[column] = shown[i]?.[j] ?? null
        })
      })
    }
  }
  return {
    id: `cross.${question.key}.${by.key}`,
    part: 'survey',
    questionId: question.key,
    agreement: false,
    title: `${question.text} – by ${by.name.charAt(0).toLowerCase()}${by.name.slice(1)}`,
    districtCode: null,
    placeName: 'All who were asked',
    base: null,
    rowsAre: by.name,
    columns: question.options.map(option => option.text),
    rows: by.groups.map(({ label }, at) =>
      countRow(
        label,
        'count',
        question.options.map((_, column) => cells[at]?.[column] ?? null),
        null,
      ),
    ),
    notes: [
      ...(question.several || by.several
        ? ['People could choose several answers or belong to several groups.']
        : []),
      'Numbers under 10 are not shown, and others are rounded to the nearest 5. People who did not say which group is theirs are in no row.',
    ],
  }
}

// Whoever is in none of the groups makes one more, so that rows and columns sum to everybody.
function withOthers(members: readonly (readonly boolean[])[]): readonly (readonly boolean[])[] {
  const everyone = members[0]?.length ?? 0
  const others = Array.from(
    { length: everyone },
    (_, person) => !members.some(group => group[person] === true),
  )
  return [...members, others]
}

function protectedBlock(
  rows: readonly (readonly boolean[])[],
  columns: readonly (readonly boolean[])[],
  sizes: readonly CountInterval[],
): readonly (readonly PublishedCount[])[] {
  const counts = rows.map(row =>
    columns.map(column => row.filter((inside, person) => inside && column[person] === true).length),
  )
  const { cells } = suppressTable(counts, { columns: 'exact', rows: 'rounded' })
  return withholdMore(counts, cells, sizes)
}

const anything: CountInterval = { low: 0, high: UNBOUNDED }

/** What is known from other tables of how many are in each group and, last, in none of them. */
function knownSizes(
  input: FindingsInput,
  question: AskedQuestion,
  by: Grouping,
  members: readonly (readonly boolean[])[],
): CountInterval[] {
  const everywhere = question.districts.length === input.districts.length
  if (by.sizes === 'exact') {
    return withOthers(members).map(group =>
      outsiderBounds(group.filter(Boolean).length, 'exact', PUBLIC_RULES),
    )
  }
  const bounds = (count: PublishedCount): CountInterval => outsiderBounds(count, 'rounded', PUBLIC_RULES)
  if (by.sizes === 'equality') {
    const asked = input.questions.find(one => one.key === by.key)
    const tables = asked ? protectedTables(asked, input.responses.counted, input.districts) : []
    const place = everywhere ? null : question.districts.length === 1 ? question.districts[0] : undefined
    const rows = tables.find(table => table.districtCode === place)?.rows ?? []
    return withOthers(members).map((_, at) => bounds(rows[at]?.counts[0] ?? null))
  }
  const published = everywhere
    ? profileTables(input.responses.counted, input.districts, input.living).find(
        one => one.id === `profile-${by.key}`,
      )
    : undefined
  const shown = (published?.rows ?? []).map(row => bounds(row.counts[0] ?? null))
  // The profile has tenths where the groups here are wider.
  const widths = by.key === 'idaci' ? [3, 4, 3, 1] : members.map(() => 1).concat(1)
  let from = 0
  return widths.map(width => {
    const parts = shown.slice(from, (from += width))
    return parts.length === 0
      ? anything
      : parts.reduce((sum, part) => ({
          low: sum.low + part.low,
          high: Math.min(UNBOUNDED, sum.high + part.high),
        }))
  })
}

function complemented(size: CountInterval | undefined, everybody: number): CountInterval[] {
  const { low, high } = size ?? anything
  return [
    { low, high },
    { low: Math.max(0, everybody - high), high: Math.max(0, everybody - low) },
  ]
}
